"""The numbers of the lesson."""

from collections.abc import Mapping

import numpy as np

from rnnviz.cells import CELL_TYPES, OTHER_CELL_TYPES
from rnnviz.cells.katex import katex
from rnnviz.lessons.course import Formula, Values
from rnnviz.lessons.course.chapters.why_memory_fades import echo, fresh, gated, leak, plain

LATER, FAR = 10, 50
"""Steps that the text looks back."""

OPEN = 5.0
"""Added to a forget bias, it opens the gates."""


def formula(mode: str, operation: str) -> Formula:
    """The equation of an operation, as the cell type has it."""
    return Formula(f"${katex((CELL_TYPES | OTHER_CELL_TYPES)[mode].operation(operation))}$")


def numbers(values: Values) -> Mapping[str, object]:
    """For the gaps of the text."""
    radius, alpha, bias = values["radius"], values["alpha"], values["bias"]
    apart, influence = plain.apart(radius), plain.influence(radius)
    found, reached = echo.echo(values["echo"]), fresh.reached(bias)
    opened = fresh.reached(OPEN)
    held, written = gated.belt()
    open_by = 1 / (1 + np.exp(-bias))
    return {
        "sum": formula("RNN_TANH", "a"),
        "tanh": formula("RNN_TANH", "h"),
        "fresh_part": formula("LEAKY", "fresh"),
        "old_part": formula("LEAKY", "old"),
        "kept": formula("LSTM", "kept"),
        "written_part": formula("LSTM", "written"),
        "c": formula("LSTM", "c"),
        "first_apart": apart[0],
        "later_apart": apart[LATER],
        "later": LATER,
        "far": FAR,
        "radius": radius,
        "fresh_radius": plain.fresh_radius(),
        "units": plain.UNITS,
        "one_back": influence[1],
        "far_back": influence[FAR],
        "matrix": float(plain.network(radius).weight_hh_l0.detach().norm()),
        "alpha": alpha,
        "half_life": leak.half_life(alpha),
        "slow_half_life": leak.half_life(leak.OTHERS[1]),
        "slow": leak.OTHERS[1],
        "echo_units": echo.UNITS,
        "echo_fixed": found.fixed,
        "echo_trained": found.trained,
        "echo_radius": values["echo"],
        "capacity": found.capacity,
        "held": held,
        "written": written,
        "bias": bias,
        "open_by": open_by,
        "seeds": fresh.SEEDS,
        "least": reached[:, FAR].min(),
        "most": reached[:, FAR].max(),
        "last": fresh.STEPS,
        "open_bias": OPEN,
        "least_open": opened[:, FAR].min(),
        "most_open": opened[:, FAR].max(),
        "most_open_last": opened[:, -1].max(),
    }
