"""How far RNN, LSTM and GRU remember: memory tasks over growing distances, several seeds, with clipping and without.

    python -m benchmarks.memory_curves

Every network of a seed and a distance starts from the same seed, sees the same cases and makes the same number of
steps. Written to ``assets/measured/memory_curves.json`` is what comes out, for every seed. Size, rate and steps
are the same for all networks of a task, and may suit one of them better than another; steps and distances were set by
what takes about half an hour of one core, after trials of one seed. What is measured is kept in
``build/memory_curves.jsonl``, line by line: run again, it goes on from there.
"""

import json
import time
from pathlib import Path

import torch

from rnnviz.training.memory_tasks import MemoryPlan
from rnnviz.training.memory_tasks.networks import NETWORKS
from rnnviz.training.memory_tasks.plan import What
from rnnviz.training.memory_tasks.task import TESTED
from rnnviz.training.training import Training

ROOT = Path(__file__).parents[1]
PROGRESS = ROOT / "build" / "memory_curves.jsonl"
RESULT = ROOT / "assets" / "measured" / "memory_curves.json"

DISTANCES: dict[What, tuple[int, ...]] = {
    "recall": (5, 10, 20, 40, 60),
    "adding": (5, 10, 20, 40),
    "copy": (5, 10, 20, 40),
    "parity": (0, 1, 2, 5, 10),
}
STEPS: dict[What, int] = {"recall": 800, "adding": 400, "copy": 400, "parity": 500}
SEEDS = (0, 1, 2, 3, 4)
CLIPS = (1.0, 0.0)
"""The largest norm of a gradient; 0 is no clipping."""


def plan(what: What, distance: int, seed: int, clip: float) -> MemoryPlan:
    return MemoryPlan(what=what, distance=distance, seed=seed, clip=clip, steps=STEPS[what])


def score(what: What, distance: int, seed: int, clip: float) -> dict[str, float]:
    """Of each network, after its training."""
    settings = plan(what, distance, seed, clip)
    task = settings.task()
    training = Training(settings, task)
    while not training.over:
        training.advance()
    return {name: round(training.measure(name).numbers[task.kind.measure], 5) for name in task.names}


def known() -> dict[str, dict[str, float]]:
    """What was measured before, by the key of the plan."""
    lines = PROGRESS.read_text(encoding="utf-8").splitlines() if PROGRESS.exists() else []
    return {line["key"]: line["scores"] for line in map(json.loads, lines)}


def main() -> None:
    torch.set_num_threads(1)
    PROGRESS.parent.mkdir(exist_ok=True)
    found, started = known(), time.process_time()
    runs = [
        (what, distance, seed, clip)
        for what, distances in DISTANCES.items()
        for distance in distances
        for clip in CLIPS
        for seed in SEEDS
    ]
    for number, run in enumerate(runs, start=1):
        key = plan(*run).key
        if key not in found:
            found[key] = score(*run)
            with PROGRESS.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"key": key, "scores": found[key]}) + "\n")
            spent = time.process_time() - started
            print(f"{number}/{len(runs)} {key} {found[key]} {spent:.0f} s of this core", flush=True)
    write(found)


def write(found: dict[str, dict[str, float]]) -> None:
    first = MemoryPlan()
    tasks = {
        what: {
            "distances": [*distances],
            "steps": STEPS[what],
            "scores": [
                {
                    "clip": clip,
                    "networks": {
                        name: [[found[plan(what, each, seed, clip).key][name] for seed in SEEDS] for each in distances]
                        for name in NETWORKS
                    },
                }
                for clip in CLIPS
            ],
        }
        for what, distances in DISTANCES.items()
    }
    settings = {
        "hidden_size": first.hidden_size,
        "batch": first.batch,
        "optimizer": first.optimizer,
        "learning_rate": first.rate,
        "copied": first.copied,
        "tested": TESTED,
        "torch": torch.__version__,
    }
    content = {"seeds": [*SEEDS], "settings": settings, "tasks": tasks}
    RESULT.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
