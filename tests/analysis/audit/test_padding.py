"""Rows that look padded, lengths that do not fit, and axes that are exchanged: each beside an input that has it not."""

from typing import Any

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn.functional import one_hot

import rnnviz
from rnnviz.recorder import Recording
from tests.analysis.audit.modules import healthy, inputs, of, sole, value

CODES = ("padding", "h_n-at-padding", "lengths-too-long", "batch-first", "past-lengths", "one-step")


def _looked_at(report: Any) -> list[str]:
    return [one.code for one in report.findings if one.code in CODES and one.severity == "look"]


def _padded() -> torch.Tensor:
    x = inputs(10, 3)
    x[7:, 1] = 0
    return x


@pytest.mark.parametrize("batch_first", [False, True])
def test_rows_that_end_in_zeros_are_asked_about(batch_first: bool) -> None:
    module = healthy("LSTM", batch_first=batch_first)
    x = _padded().transpose(0, 1) if batch_first else _padded()
    report = rnnviz.audit(module, x)
    assert _looked_at(report) == ["padding", "h_n-at-padding"]
    found = sole(report, "padding")
    assert found.said() == (
        "1 of 3 rows end in steps that are all 0 (row 1 in 3), the others do not, and no lengths were given: if that "
        "is padding, pass lengths."
    )
    assert (found.place.row, found.place.t) == (1, 7)


def test_what_h_n_is_off_by_is_measured_by_the_shorter_run() -> None:
    module = healthy("GRU", num_layers=2)
    x = _padded()
    found = sole(rnnviz.audit(module, x), "h_n-at-padding")
    _, whole = module(x[:, 1:2])
    _, before = module(x[:7, 1:2])
    np.testing.assert_allclose(value(found, "moved"), (whole - before)[1].detach().abs().max(), rtol=1e-9)
    assert (found.place.layer, found.place.row, found.place.t) == (1, 1, 6)


@pytest.mark.parametrize(
    "x",
    [
        pytest.param(inputs(10, 3), id="no zeros"),
        pytest.param(torch.cat([inputs(7, 3), torch.zeros(3, 3, 3).double()]), id="all rows end so"),
        pytest.param(_padded()[:, 1:2], id="a single row"),
        pytest.param(_padded().flip(0), id="at the beginning"),
    ],
)
def test_what_is_no_padding_is_not_asked_about(x: torch.Tensor) -> None:
    assert not _looked_at(rnnviz.audit(healthy("LSTM"), x))


def test_a_series_may_end_at_0_once() -> None:
    module = nn.GRU(1, 2).double()
    x = inputs(8, 2, 1)
    x[7, 0] = 0
    assert not _looked_at(rnnviz.audit(module, x))
    x[6, 0] = 0
    assert "padding" in _looked_at(rnnviz.audit(module, x))


def test_the_same_vector_over_and_over_is_asked_about() -> None:
    text = torch.tensor([[1, 2, 0, 1, 2, 1], [2, 1, 2, 0, 0, 0], [1, 2, 1, 0, 0, 0]]).T
    report = rnnviz.audit(nn.GRU(3, 2).double(), one_hot(text, 3).double())
    assert "end in the same vector over and over (row 1 in 3 steps)" in sole(report, "padding").said()
    # Twice comes up in any text; and where another row ends in it once, it is no padding.
    for ending in ([2, 1, 2, 1, 0, 0], [2, 1, 2, 1, 1, 0]):
        text[:, 2] = torch.tensor(ending)
        assert "padding" not in _looked_at(rnnviz.audit(nn.GRU(3, 2).double(), one_hot(text, 3).double()))


def test_with_lengths_nothing_is_asked() -> None:
    report = rnnviz.audit(healthy("LSTM"), _padded(), lengths=[10, 7, 10])
    assert not _looked_at(report)
    assert of(report, "padding", "fine")


def test_lengths_that_are_too_long_are_seen() -> None:
    found = sole(rnnviz.audit(healthy("LSTM"), _padded(), lengths=[10, 9, 8]), "lengths-too-long")
    assert (found.place.row, found.values["length"], found.values["steps"], found.place.t) == (1, 9, 2, 7)


@pytest.mark.parametrize("batch_first", [False, True])
def test_numbers_past_the_lengths_are_seen(batch_first: bool) -> None:
    x = _padded()
    x[9, 1, 0] = 2
    x = x.transpose(0, 1) if batch_first else x
    found = sole(rnnviz.audit(healthy("LSTM", batch_first=batch_first), x, lengths=[10, 7, 10]), "past-lengths")
    assert (found.values["row"], found.values["length"], found.values["t"]) == (1, 7, 9)


def test_padding_may_be_any_one_vector() -> None:
    x = _padded()
    x[7:, 1] = torch.tensor([0.5, -1, 2])
    assert not _looked_at(rnnviz.audit(healthy("LSTM"), x, lengths=[10, 7, 10]))


def test_padding_at_the_end_of_the_wrong_axis_is_seen() -> None:
    """(batch, seq_len) given to a module that reads (seq_len, batch)."""
    x = _padded().transpose(0, 1)
    found = sole(rnnviz.audit(healthy("LSTM"), x), "batch-first")
    assert (found.place.t, found.place.row) == (1, 7)
    assert found.said().endswith("the two axes are exchanged (batch_first=False).")
    right = rnnviz.audit(healthy("LSTM", batch_first=True), x)
    assert "batch-first" not in _looked_at(right)
    assert "padding" in _looked_at(right)


def test_rows_sorted_by_their_length_do_not_look_exchanged() -> None:
    x = inputs(6, 3)
    x[4:, 1] = 0
    x[2:, 2] = 0
    assert "batch-first" not in _looked_at(rnnviz.audit(healthy("LSTM"), x))


def test_rows_of_one_step_are_asked_about() -> None:
    report = rnnviz.audit(healthy("LSTM"), inputs(1, 12))
    assert _looked_at(report) == ["one-step"]
    assert not _looked_at(rnnviz.audit(healthy("LSTM"), inputs(12, 1)))
    assert not _looked_at(rnnviz.audit(nn.LSTMCell(3, 2).double(), inputs(1, 12)[0]))


def test_of_a_recording_the_same_is_seen() -> None:
    rec: Recording = rnnviz.record(healthy("LSTM"), _padded())
    assert _looked_at(rnnviz.audit(rec)) == ["padding", "h_n-at-padding"]
