"""Measure how far RNN, LSTM and GRU learn to remember, all with the same task, optimizer and number of steps.

Written down is what comes out, for every seed. Sizes, steps and learning rate are the same for all, and may suit one of
them better than another; steps and rate were set, after one seed had been tried, so that all of it takes minutes.
"""

import json
import time

import torch
from torch import nn

from rnnviz.training.memory_tasks.networks import NETWORKS, MemoryNetwork, made
from rnnviz.training.memory_tasks.recall import Recall
from scripts.assets.writing import ASSETS

DISTANCES = (2, 5, 10, 20, 40)
SEEDS = (0, 1, 2, 3, 4)
HIDDEN_SIZE = 16
STEPS = 1000
BATCH = 32
LEARNING_RATE = 0.01
CLIPPED_TO = 1.0
TESTED = 500

RECALL = Recall()


def fresh(name: str) -> MemoryNetwork:
    return made(name, RECALL.input_size, HIDDEN_SIZE, RECALL.output_size)


def trained(name: str, distance: int, seed: int) -> MemoryNetwork:
    torch.manual_seed(seed)
    network = fresh(name)
    # Every network of a seed sees the same cases.
    draws = torch.Generator().manual_seed(1000 + seed)
    adam = torch.optim.Adam(network.parameters(), lr=LEARNING_RATE)
    for _ in range(STEPS):
        input, target = RECALL.cases(draws, BATCH, distance)
        loss = RECALL.loss(network(input), target)
        adam.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), CLIPPED_TO)
        adam.step()
    return network


def accuracy(network: MemoryNetwork, distance: int, seed: int) -> float:
    input, target = RECALL.cases(torch.Generator().manual_seed(2000 + seed), TESTED, distance)
    with torch.inference_mode():
        return RECALL.score(network(input), target)


def main() -> None:
    torch.set_num_threads(1)
    started = time.monotonic()
    found: dict[str, list[list[float]]] = {name: [] for name in NETWORKS}
    for distance in DISTANCES:
        for name, rows in found.items():
            rows.append([round(accuracy(trained(name, distance, seed), distance, seed), 4) for seed in SEEDS])
            print(f"distance {distance:3} {name:20} {rows[-1]}  {time.monotonic() - started:.0f} s", flush=True)
    write(found)


def write(found: dict[str, list[list[float]]]) -> None:
    measured = {
        "distances": [*DISTANCES],
        "seeds": [*SEEDS],
        "accuracy": found,
        "settings": {
            "hidden_size": HIDDEN_SIZE,
            "steps": STEPS,
            "batch": BATCH,
            "optimizer": "Adam",
            "learning_rate": LEARNING_RATE,
            "gradients_clipped_to": CLIPPED_TO,
            "tested": TESTED,
            "torch": torch.__version__,
        },
    }
    path = ASSETS / "measured" / "memory_task.json"
    path.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
