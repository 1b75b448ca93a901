"""Running a pitfall: the code on the screen is the code that runs."""

from collections.abc import Mapping
from typing import Any

import torch

from rnnviz import limits
from rnnviz.lessons.pitfalls.pitfall import Pitfall, Run, Side
from rnnviz.lessons.shelf import Shelf
from rnnviz.training.own_draws import own_draws

_SEED = "torch.manual_seed(0)"


def program(pitfall: Pitfall, part: str, seed: int = 0) -> str:
    """A whole program: the setup, then ``wrong`` or ``right``, with another seed in its place."""
    code: str = f"{pitfall.setup.strip()}\n\n{getattr(pitfall, part).strip()}\n"
    return code.replace(_SEED, f"torch.manual_seed({seed})")


def run(pitfall: Pitfall, seed: int = 0) -> Run:
    """What both programs left, run on the same data; kept ready for the next who asks."""
    return _RUNS.get((pitfall, seed), lambda: run_now(pitfall, seed))


def run_now(pitfall: Pitfall, seed: int = 0) -> Run:
    """Run both programs now; what they draw at random leaves no trace outside."""
    with own_draws():
        return Run(_run(program(pitfall, "wrong", seed)), _run(program(pitfall, "right", seed)))


def _run(code: str) -> Side:
    names: dict[str, Any] = {"__name__": "pitfall"}
    try:
        exec(compile(code, "pitfall", "exec"), names)
    except Exception as error:
        # Without its traceback, which would keep every variable alive.
        return Side(_variables(names), error.with_traceback(None))
    return Side(_variables(names))


def _bytes(run: Run) -> int:
    """Bytes of the tensors in a run, those inside its modules and lists left out."""
    values = [*run.wrong.names.values(), *run.right.names.values()]
    return sum(value.nbytes for value in values if isinstance(value, torch.Tensor))


_RUNS = Shelf[Run](most=limits.MAX_RUNS, most_bytes=limits.MAX_RUN_BYTES, size=_bytes)


def _variables(names: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in names.items() if not name.startswith("__")}
