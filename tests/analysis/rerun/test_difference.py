"""Two runs compared: what an edit changed first."""

import pytest
import torch
from torch import nn

import rnnviz
from rnnviz.recorder import Recording


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
    plain, edited = rnnviz.rerun(rec), rnnviz.rerun(rec, text)
    layer, direction, row, t, variable, unit = FIRST[text]
    found = rnnviz.compare(plain, edited).first()
    assert found is not None
    assert (found.layer, found.direction, found.batch, found.t) == (layer, direction, row, t)
    assert (found.variable, found.unit) == (variable, unit)
    values = [float(one.track(layer, direction, row).values(variable)[t, unit]) for one in (plain, edited)]
    assert list(found.values) == values


def test_there_may_be_none(rec: Recording) -> None:
    assert rnnviz.compare(rnnviz.rerun(rec), rnnviz.rerun(rec)).first() is None
    assert rnnviz.compare(rnnviz.rerun(rec), rnnviz.rerun(rec, "h_prev *= 1")).first() is None
