"""The worked example, run with the input that is set."""

from functools import lru_cache

import numpy as np
import torch
from jaxtyping import Float

from rnnviz.lessons.course import Values
from rnnviz.lessons.worked_example import ORIGINAL, example, write_edits
from rnnviz.recorder import Step, record

ENTRIES = ("x0", "x1", "x2")
"""The controls that set the three entries of x."""

START = tuple(ORIGINAL[f"x.0.{place}"] for place in range(len(ENTRIES)))
"""x as it is printed."""

UNITS = 2


def step_of(values: Values) -> Step:
    """The step for what is set, each printed row serving both units."""
    return step(tuple(float(values[name]) for name in ENTRIES))


@lru_cache(maxsize=64)
def step(x: tuple[float, ...], reading: str = "shared") -> Step:
    """The one step of the example with another x."""
    edits = {f"x.0.{place}": value for place, value in enumerate(x) if value != START[place]}
    made = example(reading=reading, edits=write_edits(edits))
    return record(made.module, made.input, made.hx, labels=made.labels).track()[0]


@lru_cache(maxsize=64)
def swept(
    x: tuple[float, ...], entry: int, places: tuple[float, ...]
) -> tuple[Float[np.ndarray, "places units"], Float[np.ndarray, "places units"]]:
    """c and h of both units while one entry of x goes through ``places``: a batch row for each."""
    made = example()
    rows = torch.tensor(x, dtype=torch.float64).repeat(1, len(places), 1)
    rows[0, :, entry] = torch.tensor(places, dtype=torch.float64)
    h_0, c_0 = (state.expand(1, len(places), UNITS).contiguous() for state in made.hx)
    with torch.inference_mode():
        _, (h_n, c_n) = made.module(rows, (h_0, c_0))
    return c_n[0].numpy(), h_n[0].numpy()
