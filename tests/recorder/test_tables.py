"""A recording as a Dataset and as a DataFrame: every number under its own axes."""

import numpy as np
import pytest
import torch

import rnnviz
from tests.strategies import MODES, Plan

NAMES = {"LSTM": ["i", "f", "g", "o", "c", "h"], "GRU": ["r", "z", "n", "h"], "RNN_TANH": ["h"], "RNN_RELU": ["h"]}
AXES = ("layer", "direction", "t", "batch", "unit")


def _uneven() -> rnnviz.Recording:
    torch.manual_seed(0)
    return rnnviz.record(torch.nn.LSTM(3, 4, proj_size=2), torch.randn(5, 3, 3), lengths=[2, 5, 4])


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


def test_gradients_stand_beside_what_they_are_taken_by() -> None:
    module = torch.nn.LSTM(3, 4, proj_size=2)
    rec = rnnviz.record(module, torch.randn(5, 3, 3), gradients_of=lambda output, h_n: output.sum(), lengths=[2, 5, 4])
    names = ["i", "f", "g", "o", "c", "h"]
    data, frame = rec.to_xarray(), rec.to_dataframe()
    assert list(data) == [*names, *(f"grad_{name}" for name in names)]
    assert list(frame.columns) == [*AXES, *names, *(f"grad_{name}" for name in names)]
    for row in range(3):
        track = rec.track(batch=row)
        for name in names:
            assert data[f"grad_{name}"].dims == data[name].dims
            own = data[f"grad_{name}"].values[0, 0, : len(track), row]
            np.testing.assert_array_equal(own, track.gradient(name))
            lines = frame[frame["batch"] == row].pivot(index="t", columns="unit", values=f"grad_{name}")
            size = track.gradient(name).shape[1]
            np.testing.assert_array_equal(lines.to_numpy()[:, :size], track.gradient(name))
            assert np.isnan(lines.to_numpy()[:, size:]).all()


def test_a_projected_h_has_units_of_its_own() -> None:
    rec = _uneven()
    data = rec.to_xarray()
    assert data["c"].dims == AXES
    assert data["h"].dims == (*AXES[:-1], "projected_unit")
    np.testing.assert_array_equal(data["h"].values, rec.h)
    assert data["h"].shape[-1] == 2
    assert list(data.coords["length"].values) == [2, 5, 4]


def test_a_dataframe_has_no_lines_where_nothing_was_computed() -> None:
    rec = _uneven()
    frame = rec.to_dataframe()
    assert frame.groupby("batch")["t"].max().tolist() == [1, 4, 3]
    assert len(frame) == (2 + 5 + 4) * 4
    assert frame["c"].notna().all()
    assert (frame["h"].notna() == (frame["unit"] < 2)).all()
    line = frame[(frame["t"] == 3) & (frame["batch"] == 2) & (frame["unit"] == 1)].iloc[0]
    assert line["h"] == rec.track(batch=2)[3]["h"][1]
    assert line["f"] == rec.track(batch=2)[3]["f"][1]
