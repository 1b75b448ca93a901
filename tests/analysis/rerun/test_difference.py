"""The first difference and the differences over time, against arrays compared here."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

import rnnviz
from rnnviz.analysis.rerun import Difference, differences, first_difference, rerun
from rnnviz.errors import ArgumentError
from rnnviz.recorder import Recording
from rnnviz.words import translation


@pytest.fixture(scope="module")
def rec() -> Recording:
    torch.manual_seed(1)
    return rnnviz.record(nn.LSTM(3, 4, num_layers=2, bidirectional=True), torch.randn(6, 2, 3), lengths=[4, 6])


FIRST = {
    "f[2] = 1 from t=3": (0, "forward", 0, 3, "f", 2),
    "f[2] = 1 from t=4": (0, "forward", 1, 4, "f", 2),
    "squashed[1] = 1 from t=3 row=1": (0, "forward", 1, 3, "squashed", 1),
    "c_0[3] = 1 row=1 layer=1": (1, "forward", 1, 0, "c_prev", 3),
    "h[1] += 1 from t=3 direction=reverse": (0, "reverse", 0, 3, "h", 1),
    "h[1] += 1 to t=4 direction=reverse": (0, "reverse", 1, 5, "h", 1),
    "x[0] = 9 at t=2": (0, "forward", 0, 2, "x", 0),
    "W_ho[1,:] = 0 layer=1 from t=3": (1, "forward", 0, 3, "a_o", 1),
}


@pytest.mark.parametrize("text", FIRST)
def test_the_first_difference(rec: Recording, text: str) -> None:
    plain, edited = rerun(rec), rerun(rec, text)
    layer, direction, row, t, variable, unit = FIRST[text]
    found = first_difference(plain, edited)
    assert found is not None
    assert (found.layer, found.direction, found.batch, found.t) == (layer, direction, row, t)
    assert (found.variable, found.unit) == (variable, unit)
    values = [float(one.track(layer, direction, row).values(variable)[t, unit]) for one in (plain, edited)]
    assert [found.value, found.other] == values
    # The recording of the module itself is run again first.
    assert first_difference(rec, edited) == found


def test_there_may_be_none(rec: Recording) -> None:
    assert first_difference(rec, rerun(rec)) is None
    assert first_difference(rec, rec) is None
    # Nothing follows from it: the last h of the top layer is its own only reader.
    assert first_difference(rec, rerun(rec, "h_prev *= 1")) is None


def test_differences_over_time(rec: Recording) -> None:
    plain, edited = rerun(rec), rerun(rec, "c[1] = nan at t=2 direction=reverse row=1; i = 0 at t=0")
    for layer, direction, row in ((0, "forward", 0), (0, "reverse", 1), (1, "forward", 1)):
        found = differences(rec, edited, layer=layer, direction=direction, batch=row)
        assert found.keys() == set(rec.cell.variables)
        for name, value in found.items():
            own, other = (one.track(layer, direction, row).values(name) for one in (plain, edited))
            for t, step in enumerate(np.abs(own - other)):
                expected = np.inf if np.isnan(step).any() else step.max()
                assert value[t] == expected, (name, t)
    assert found["x"][2] == np.inf
    assert (differences(rec, edited, direction="reverse", batch=0)["h"] == 0).all()


def test_long_tracks_are_looked_at_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rnnviz.analysis.rerun.difference._BLOCK", 8)
    for bidirectional in (False, True):
        rec = rnnviz.record(nn.GRU(3, 4, bidirectional=bidirectional), torch.ones(9, 1, 3))
        edited = rerun(rec, "z = 0 from t=4" + " direction=reverse" * bidirectional)
        found = first_difference(rec, edited)
        assert found is not None
        assert (found.t, found.variable) == (4, "z")
        changed = differences(rec, edited, direction=found.direction)["h"].nonzero()[0]
        assert changed.tolist() == ([0, 1, 2, 3, 4] if bidirectional else [4, 5, 6, 7, 8])


def test_other_networks_are_refused(rec: Recording) -> None:
    other = rnnviz.record(nn.LSTM(3, 5), torch.ones(6, 2, 3))
    for compare in (first_difference, differences):
        with pytest.raises(ArgumentError, match="both recordings must be of the same module"):
            compare(rec, other)


def test_a_difference_in_words() -> None:
    found = Difference(1, "reverse", 0, 5, "f", 2, 0.25, 1.0, one_direction=False)
    assert str(found) == "layer 1, reverse direction, t = 5, batch row 0: f[2] = 1, 0.25 before"
    assert replace(found, one_direction=True).sentence(translation("en")).startswith("layer 1, t = 5")
