"""The numbers of the lesson."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import numpy as np
import torch
from torch import nn

from rnnviz.cells import LSTM
from rnnviz.cells.katex import katex
from rnnviz.lessons.course import Formula, Values
from rnnviz.lessons.course.chapters.worked_example.runs import UNITS, step_of
from rnnviz.lessons.worked_example import by_hand
from rnnviz.lessons.worked_example import numbers as given
from rnnviz.lessons.worked_example.numbers import Numbers

GATES = ("i", "f", "g", "o")


def numbers(values: Values) -> Mapping[str, object]:
    """For the gaps of the text."""
    step = step_of(values)
    found = {f"{name}_{unit}": float(step[name][unit]) for name in ("c", "h", "kept", "written") for unit in range(2)}
    gates = {name: float(step[name][0]) for name in GATES}
    before = {f"c_before_{unit}": float(step["c_prev"][unit]) for unit in range(UNITS)}
    return {**_formulas(), **_printed(), **found, **gates, **before, "difference": difference(values)}


@lru_cache(maxsize=1)
def _formulas() -> Mapping[str, object]:
    names = ("a_f", "f", "g", "kept", "written", "c", "squashed", "h")
    return MappingProxyType({f"formula_{name}": Formula(f"${katex(LSTM.operation(name))}$") for name in names})


@lru_cache(maxsize=1)
def _printed() -> Mapping[str, object]:
    run = by_hand(given(reading="printed"))
    assert run.stopped is not None
    arrays = given(reading="printed").arrays
    sums = arrays["W_ih"] @ arrays["x"][0] + arrays["b_ih"] + arrays["W_hh"] @ arrays["h_prev"] + arrays["b_hh"]
    shapes = {f"shape_{name}": str(shape) for name, shape in run.stopped.shapes.items()}
    return MappingProxyType(
        {
            **shapes,
            "x": list_of(arrays["x"][0]),
            "fifth": list_of(given(reading="full").arrays["weight_ih"][len(arrays["W_ih"])]),
            "h_prev": list_of(arrays["h_prev"]),
            "c_prev": list_of(arrays["c_prev"]),
            "sums": list_of(sums),
            "stopped_at": run.stopped.operation.name,
            "error": run.stopped.error.strip(),
            "rows": len(arrays["W_ih"]),
            "needed": nn.LSTM(3, UNITS, device="meta").get_parameter("weight_ih_l0").shape[0],
            "refused": refused(given(reading="printed")),
        }
    )


def list_of(values: np.ndarray) -> str:
    """Numbers as Python writes a list, two digits after the point at most.

    >>> list_of(np.array([0.5, -0.2]))
    '[0.5, -0.2]'
    """
    return str([round(float(value), 2) for value in values])


def refused(printed: Numbers) -> str:
    """What PyTorch raises where only the printed rows are given to ``nn.LSTM``."""
    weights = {name: torch.tensor(weight) for name, weight in printed.parameters.items()}
    try:
        nn.LSTM(3, UNITS, dtype=torch.float64).load_state_dict(weights)
    except RuntimeError as error:
        return type(error).__name__
    raise AssertionError("four rows were taken for eight")


def difference(values: Values) -> float:
    """The largest difference between the lesson's c and h and those of ``nn.LSTMCell``."""
    step = step_of(values)
    h, c = cell_states(values)
    return float(max(np.abs(step["h"] - h).max(), np.abs(step["c"] - c).max()))


def cell_states(values: Values) -> tuple[np.ndarray, np.ndarray]:
    """h and c after the step, by ``nn.LSTMCell`` with each printed row twice."""
    step, data = step_of(values), given()
    cell = nn.LSTMCell(3, UNITS, device="meta", dtype=torch.float64).to_empty(device="cpu")
    cell.load_state_dict({name.removesuffix("_l0"): torch.tensor(own) for name, own in data.parameters.items()})
    with torch.inference_mode():
        h, c = cell(torch.tensor(step["x"]), tuple(torch.tensor(step[name]) for name in ("h_prev", "c_prev")))
    return h.numpy(), c.numpy()
