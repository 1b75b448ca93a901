"""A reduced heatmap against a plain loop over its blocks."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from rnnviz.figures.reduction import MAX_CELLS, reduced

SHAPES = st.tuples(st.integers(1, 40), st.integers(1, 12))
NUMBERS = st.floats(-4, 4, width=32)
CELLS = st.integers(1, 60)


def blocks(values: np.ndarray, steps: int, units: int) -> list[list[np.ndarray]]:
    length, size = values.shape
    return [
        [values[t : t + steps, u : u + units].ravel() for u in range(0, size, units)] for t in range(0, length, steps)
    ]


@given(hnp.arrays(np.float32, SHAPES, elements=NUMBERS), st.sampled_from((0.0, 0.5)), CELLS)
def test_every_block_keeps_its_extreme(values: np.ndarray, middle: float, cells: int) -> None:
    result = reduced(values, middle, cells)
    assert result.values.size <= max(cells, 1)
    cut = blocks(values, result.steps, result.units)
    assert result.values.shape == (len(cut), len(cut[0]))
    for row, line in zip(result.values, cut, strict=True):
        for kept, block in zip(row, line, strict=True):
            assert kept in block
            assert abs(float(kept) - middle) == max(abs(float(value) - middle) for value in block)


@given(hnp.arrays(np.float32, SHAPES, elements=st.just(0.25)), CELLS, st.randoms(use_true_random=False), st.booleans())
def test_what_was_not_computed_stays_visible(values: np.ndarray, cells: int, random: object, infinite: bool) -> None:
    t, unit = random.randrange(len(values)), random.randrange(values.shape[1])  # type: ignore[attr-defined]
    values[t, unit] = np.inf if infinite else np.nan
    result = reduced(values, 0.0, cells)
    holes = np.argwhere(~np.isfinite(result.values)).tolist()
    assert holes == [[t // result.steps, unit // result.units]]


def test_time_gives_way_before_units() -> None:
    result = reduced(np.zeros((2000, 300), np.float32), 0.0)
    assert (result.steps, result.units) == (3, 1)
    assert result.values.shape == (math.ceil(2000 / 3), 300)


@pytest.mark.parametrize("shape", [(1, 1), (500, 500), (1953, 128)])
def test_what_fits_is_left_alone(shape: tuple[int, int]) -> None:
    values = np.zeros(shape, np.float32)
    assert values.size <= MAX_CELLS
    result = reduced(values, 0.0)
    assert result.is_exact
    assert result.values is values


def test_the_limit_is_exact() -> None:
    assert reduced(np.zeros((MAX_CELLS, 1), np.float32), 0.0).is_exact
    assert not reduced(np.zeros((MAX_CELLS + 1, 1), np.float32), 0.0).is_exact
    assert reduced(np.zeros((3, MAX_CELLS + 1), np.float32), 0.0).values.size <= MAX_CELLS
