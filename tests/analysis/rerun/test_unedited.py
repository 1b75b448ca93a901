"""A run without edits is the recording, whatever the form of the module and its input; and it is the same each time."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

import rnnviz
from rnnviz.analysis.rerun import rerun
from rnnviz.recorder import TOLERANCE, Recording
from rnnviz.recorder.parity import difference
from tests.analysis.rerun.networks import of_plan
from tests.strategies import Plan, forms

ARRAYS = ("input", "output", "h", "c", "h_n", "c_n", "h_0", "c_0", "gates", "weighted_sums")


def arrays(rec: Recording) -> dict[str, np.ndarray]:
    found = {name: getattr(rec, name) for name in ARRAYS if getattr(rec, name) is not None}
    return {**found, **{f"weights.{name}": value for name, value in rec.weights.items()}}


def _check_equal(one: Recording, other: Recording) -> None:
    own, others = arrays(one), arrays(other)
    assert own.keys() == others.keys()
    for name, value in own.items():
        np.testing.assert_array_equal(value, others[name], err_msg=name)


@given(forms())
def test_it_is_the_recording_to_the_tolerances_of_the_recorder(plan: Plan) -> None:
    rec = of_plan(replace(plan, bound=min(plan.bound, 1.0)))
    again = rerun(rec)
    # A number of a half type that is rounded to its other neighbour is read again at the next step; a recording has
    # every h from the module itself.
    allowed = TOLERANCE[rec.dtype] * (8 if plan.half else 1)
    own, found = arrays(rec), arrays(again)
    assert own.keys() == found.keys()
    for name, value in own.items():
        assert (value.shape, value.dtype) == (found[name].shape, found[name].dtype)
        # A relu lets values grow: small ones are then differences of large ones.
        size = max(1.0, float(np.nanmax(np.abs(own["weighted_sums"]), initial=1)))
        assert difference(found[name], value) <= allowed * size, name


@settings(max_examples=10)
@given(forms(), st.integers(0, 5))
def test_two_runs_are_equal_bit_for_bit_and_nothing_changes_before_the_edit(plan: Plan, t: int) -> None:
    rec = of_plan(plan)
    t = min(t, rec.seq_len - 1)
    text = f"h = 0.5 from t={t}; W_hr *= 0.5 from t={t}" if "W_hr" in rec.track().weights else f"h = 0.5 from t={t}"
    plain, edited = rerun(rec), rerun(rec, text)
    _check_equal(edited, rerun(rec, text))
    _check_equal(plain, rerun(rec))
    for name in ("gates", "weighted_sums", "h", "c"):
        if getattr(plain, name) is not None:
            before = [getattr(one, name)[..., 0, 0, :t, :, :] for one in (plain, edited)]
            np.testing.assert_array_equal(*before, err_msg=name)
    assert np.nanmax(np.abs(edited.h[0, 0, t] - np.float32(0.5))) == 0


def test_blocks_of_steps_do_not_show() -> None:
    """Longer than one block of steps, with rows that end in each of them; the weights change in the middle of one."""
    torch.manual_seed(0)
    module = nn.GRU(3, 4, bidirectional=True)
    rec = rnnviz.record(module, torch.randn(600, 3, 3), lengths=[600, 300, 10])
    plain, edited = rerun(rec), rerun(rec, "W_hn *= 0.5 from t=400; b_in += 1 to t=500 direction=reverse")
    assert difference(plain.h, rec.h) < 1e-5
    np.testing.assert_array_equal(edited.h[0, 0, :400], plain.h[0, 0, :400])
    assert np.abs(edited.h[0, 0, 400, 0] - plain.h[0, 0, 400, 0]).min() > 1e-4
    # The other direction is edited from the last step down to t=500, and goes on from there.
    assert (edited.h[0, 1, :, 0] != plain.h[0, 1, :, 0]).any(axis=1)[500:].all()
    np.testing.assert_array_equal(edited.h[0, 1, :, 1:], plain.h[0, 1, :, 1:])


@pytest.mark.parametrize("kind", [nn.LSTM, nn.RNN])
def test_dropout_between_layers_is_that_of_the_recording(kind: type[nn.Module]) -> None:
    torch.manual_seed(0)
    module = kind(3, 4, num_layers=3, dropout=0.5).double()
    rec = rnnviz.record(module, torch.randn(5, 2, 3).double(), allow_dropout=True)
    assert difference(rerun(rec).output, rec.output) < 1e-12


def test_steps_of_a_cell_and_an_empty_batch() -> None:
    cell = nn.LSTMCell(3, 4)
    with rnnviz.recording(cell) as recs:
        state = None
        for x in torch.randn(5, 2, 3):
            state = cell(x, state)
    (rec,) = recs.calls("")
    again = rerun(rec, "f = 1 from t=3")
    assert (again.output.shape, again.h_n.shape, again.seq_len) == (rec.output.shape, rec.h_n.shape, 5)
    assert difference(again.output[:3], rec.output[:3]) < 1e-6
    none = rnnviz.record(nn.GRU(3, 4), torch.zeros(5, 0, 3))
    assert rerun(none, "h = 1").h.shape == none.h.shape


def test_progress_runs_from_0_to_1() -> None:
    told: list[float] = []
    rec = rnnviz.record(nn.GRU(3, 4, num_layers=2, bidirectional=True), torch.zeros(300, 1, 3))
    rerun(rec, progress=told.append)
    assert (told[0], told[-1]) == (0.0, 1.0)
    assert told == sorted(told)
    assert len(told) == 12


def test_the_recording_stays_as_it_was() -> None:
    rec = of_plan(Plan())
    before = {name: value.copy() for name, value in arrays(rec).items()}
    edited = rerun(rec, "x = 1; h_0 = 1; W_hf = 0; f = 1")
    for name, value in arrays(rec).items():
        np.testing.assert_array_equal(value, before[name], err_msg=name)
    for name, value in arrays(edited).items():
        assert not value.flags.writeable, name
    assert edited.version != rec.version
    assert edited.version == rerun(rec, "x = 1; h_0 = 1; W_hf = 0; f = 1").version
