"""The numbers of the lesson."""

from collections.abc import Callable, Mapping

import numpy as np
from torch import nn

from rnnviz.cells import GRU
from rnnviz.cells.gru_variants import gru
from rnnviz.cells.katex import katex
from rnnviz.lessons.course import Formula, Values
from rnnviz.lessons.course.chapters.gru import runs
from rnnviz.training.models.memory_task import measured

KINDS: Mapping[str, Callable[..., nn.RNNBase]] = {"RNN": nn.RNN, "GRU": nn.GRU, "LSTM": nn.LSTM}

INPUT_SIZE = 10
"""Of the modules whose parameters are counted."""


def formula(operation: str) -> Formula:
    """The equation of an operation of PyTorch's GRU."""
    return Formula(f"${katex(GRU.operation(operation))}$")


def parameters(kind: str, input_size: int, hidden_size: int) -> int:
    """Counted in PyTorch's module."""
    return sum(each.numel() for each in KINDS[kind](input_size, hidden_size, device="meta").parameters())


def numbers(values: Values) -> Mapping[str, object]:
    """For the gaps of the text."""
    size = values["hidden"]
    step = runs.blended().track(batch=runs.SUMS.index(values["update"]))[0]
    below = np.minimum(step["n"], step["h_prev"])
    above = np.maximum(step["n"], step["h_prev"])
    gates, slope = runs.gates(values["scale"])
    counted, bounded = runs.counting()
    task = measured()
    far = len(task.distances) - 2
    replaces, before = gru(update="replaces"), gru(reset="before")
    return {
        "r": formula("r"),
        "z": formula("z"),
        "fresh": formula("fresh"),
        "old": formula("old"),
        "h": formula("h"),
        "a_n": formula("a_n"),
        "n": formula("n"),
        "old_replaces": Formula(f"${katex(replaces.operation('old'))}$"),
        "fresh_replaces": Formula(f"${katex(replaces.operation('fresh'))}$"),
        "heard_before": Formula(f"${katex(before.operation('heard'))}$"),
        "a_n_before": Formula(f"${katex(before.operation('a_n'))}$"),
        "z_now": float(step["z"][0]),
        "outside": float(np.maximum(below - step["h"], step["h"] - above).max().clip(min=0)),
        "r_now": runs.candidates(values["reset"])[2],
        "hidden": size,
        "input_size": INPUT_SIZE,
        "gru": parameters("GRU", INPUT_SIZE, size),
        "lstm": parameters("LSTM", INPUT_SIZE, size),
        "share": parameters("GRU", INPUT_SIZE, size) / parameters("LSTM", INPUT_SIZE, size),
        "rows": 3 * size,
        "least": gates[0],
        "short": 1 - gates[-1],
        "middle": 100 * float(((gates > 0.1) & (gates < 0.9)).mean()),
        "slope": 100 * slope,
        "scale": values["scale"],
        "permuted": runs.permuted((2, 0, 3, 1)),
        "counted": counted[-1],
        "bounded": bounded[-1],
        "steps": runs.STEPS,
        "distance": task.distances[far],
        "gru_recall": 100 * float(task.accuracy["GRU"][far].mean()),
        "lstm_recall": 100 * float(task.accuracy["LSTM"][far].mean()),
        "chance": 100 * task.chance,
    }
