"""A recording as a Dataset and as a DataFrame: every number under its own axes."""

import numpy as np
import pytest

import rnnviz
from tests.strategies import MODES, Plan

NAMES = {"LSTM": ["i", "f", "g", "o", "c", "h"], "GRU": ["r", "z", "n", "h"], "RNN_TANH": ["h"], "RNN_RELU": ["h"]}
AXES = ("layer", "direction", "t", "batch", "unit")


def _rec(mode: str) -> rnnviz.Recording:
    network = Plan(mode, num_layers=2, bidirectional=True, seq_len=3, batch=2, hidden_size=2).build()
    return rnnviz.record(network.module, network.input, network.hx)


@pytest.mark.parametrize("mode", MODES)
def test_a_dataset_names_its_axes(mode: str) -> None:
    rec = _rec(mode)
    data = rec.to_xarray()
    assert list(data) == NAMES[mode]
    assert data.attrs == {"cell_type": mode.partition("_")[0], "mode": mode, "dtype": "float64"}
    for name in NAMES[mode]:
        assert data[name].dims == AXES
        for layer in range(2):
            for direction in ("forward", "reverse"):
                for row in range(2):
                    chosen = data[name].sel(layer=layer, direction=direction, batch=row)
                    np.testing.assert_array_equal(chosen.values, rec.track(layer, direction, row).values(name))
                    assert list(chosen.coords["t"].values) == [0, 1, 2]


@pytest.mark.parametrize("mode", MODES)
def test_a_dataframe_has_one_line_for_each_unit_and_step(mode: str) -> None:
    rec = _rec(mode)
    frame = rec.to_dataframe()
    assert list(frame.columns) == [*AXES, *NAMES[mode]]
    assert len(frame) == 2 * 2 * 3 * 2 * 2
    assert not frame.duplicated(list(AXES)).any()
    for line in frame.to_dict("records"):
        track = rec.track(line["layer"], line["direction"], line["batch"])
        for name in NAMES[mode]:
            assert track.values(name)[line["t"], line["unit"]] == line[name]
