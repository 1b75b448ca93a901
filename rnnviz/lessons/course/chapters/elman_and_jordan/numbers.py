"""The numbers of the lesson."""

from collections.abc import Mapping

import numpy as np
import torch

from rnnviz.cells.elman import ELMAN
from rnnviz.cells.jordan import JORDAN
from rnnviz.cells.katex import katex
from rnnviz.lessons.course import Formula, Values
from rnnviz.lessons.course.chapters.elman_and_jordan import runs


def numbers(values: Values) -> Mapping[str, object]:
    """For the gaps of the text."""
    outputs, gain = int(values["outputs"]), float(values["gain"])
    elman, jordan = runs.both(1, runs.WIDE, outputs)
    recalled = runs.recalled(outputs)
    left, drawn = runs.disturbance(gain), runs.disturbance(1.0)
    h, y = runs.fed_back(gain)
    elman_run, jordan_run = runs.recorded()
    product = jordan.from_output.weight @ jordan.readout.weight
    return {
        "elman": Formula(f"${katex(ELMAN.operation('a'))}$"),
        "jordan": Formula(f"${katex(JORDAN.operation('a'))}$"),
        "y": Formula(f"${katex(ELMAN.operation('y'))}$"),
        "units": runs.UNITS,
        "read_out": runs.OUTPUTS,
        "first_apart": apart(elman_run.output[0, 0], jordan_run.output[0, 0]),
        "second_apart": apart(elman_run.output[0, 1], jordan_run.output[0, 1]),
        "beside": runs.beside_pytorch(),
        "outputs": outputs,
        "wide": runs.WIDE,
        "rank": int(torch.linalg.matrix_rank(product.detach())),
        "elman_weights": elman.from_hidden.weight.numel(),
        "jordan_weights": jordan.from_output.weight.numel(),
        "elman_two_back": 100 * recalled[0][2],
        "jordan_two_back": 100 * recalled[1][2],
        "gain": gain,
        "after": AFTER,
        "elman_drawn": 100 * drawn[0][AFTER],
        "jordan_drawn": 100 * drawn[1][AFTER],
        "elman_left": 100 * left[0][AFTER],
        "jordan_left": 100 * left[1][AFTER],
        "largest_h": float(h.max()),
        "largest_y": float(y.max()),
    }


AFTER = 2
"""Steps after the disturbance at which the networks are compared in the text."""


def apart(one: np.ndarray, other: np.ndarray) -> float:
    """The largest difference."""
    return float(np.abs(one - other).max())
