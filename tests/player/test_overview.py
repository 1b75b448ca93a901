"""A track reduced: extremes survive, missing numbers stay visible, levels mean what the legend says."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rnnviz
from rnnviz.analysis import Bound
from rnnviz.player.overview import overview, pooled
from tests.strategies import Plan


@given(st.integers(1, 60), st.integers(1, 12), st.integers(1, 20), st.integers(1, 5), st.integers(0, 2**31))
def test_each_block_keeps_its_value_of_largest_magnitude(
    t: int, units: int, columns: int, rows: int, seed: int
) -> None:
    draw = np.random.default_rng(seed)
    values = draw.normal(size=(t, units))
    if seed % 2:
        values[draw.integers(t), draw.integers(units)] = np.nan
    found = pooled(values, columns, rows)
    assert found.shape == (min(t, columns), min(units, rows))
    row_blocks = _blocks(units, rows)
    for column, times in enumerate(_blocks(t, columns)):
        for row, members in enumerate(row_blocks):
            block = values[np.ix_(times, members)]
            if np.isnan(block).any():
                assert np.isnan(found[column, row])
            else:
                assert found[column, row] == block.ravel()[np.abs(block).argmax()]


def _blocks(count: int, most: int) -> list[list[int]]:
    """Which positions fall into which block: blocks as even as whole numbers allow, in order."""
    blocks: list[list[int]] = [[] for _ in range(min(count, most))]
    edges = [index * count // len(blocks) for index in range(len(blocks))] + [count]
    for block, (start, stop) in enumerate(pairwise(edges)):
        blocks[block] = list(range(start, stop))
    assert all(blocks)
    return blocks


@pytest.mark.parametrize("name", ["f", "c", "h"])
def test_levels_mean_what_the_legend_says(name: str) -> None:
    network = Plan(seq_len=50, batch=1, hidden_size=5, bound=0.3).build()
    network.input[30, 0, 0] = float("nan")
    rec = rnnviz.record(network.module, network.input, network.hx)
    track = rec.track()
    bound = Bound(name == "f", 1.0 if name == "f" else 3.0)
    levels = overview(track, name, bound)
    values = track.values(name)
    assert levels.dtype == np.uint8
    assert levels.shape == values.shape
    assert (levels[30:] == 255).all()
    low = 0.0 if bound.unit else -bound.limit
    back = low + levels[:30] / 254 * (bound.limit - low)
    assert np.abs(back - values[:30]).max() <= (bound.limit - low) / 254 / 2 + 1e-12


def test_the_ends_of_the_scale_and_what_lies_past_them() -> None:
    network = Plan("RNN_RELU", seq_len=6, batch=1, input_size=1).build()
    network.input[:, 0, 0] = network.input.new_tensor([-2.0, 0.0, 2.0, 5.0, float("inf"), float("nan")])
    track = rnnviz.record(network.module, network.input).track()
    assert overview(track, "x", Bound(False, 2.0)).ravel().tolist() == [0, 127, 254, 254, 255, 255]
    assert overview(track, "x", Bound(True, 1.0)).ravel().tolist() == [0, 0, 254, 254, 255, 255]


def test_a_long_track_fits_the_screen_and_keeps_its_one_spike() -> None:
    network = Plan("RNN_RELU", seq_len=5003, batch=1, input_size=1).build()
    network.input[...] = 0.1
    network.input[3333] = -1.9
    track = rnnviz.record(network.module, network.input).track()
    levels = overview(track, "x", Bound(False, 2.0))
    assert levels.shape == (2000, 1)
    assert (levels < 20).sum() == 1
    assert levels.argmin() == 3333 * 2000 // 5003
