"""A run without edits is the recording, whatever the form of the module and its input; and it is the same each time."""

import sys
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

import rnnviz
from rnnviz.analysis.rerun import rerun
from rnnviz.cells import GRU, OTHER_CELL_TYPES, Operation
from rnnviz.recorder import TOLERANCE, Architecture, Layout, Recording, layout_of
from rnnviz.recorder.parity import difference
from rnnviz.recorder.run import Layer, run_layers
from tests.analysis.rerun.networks import of_plan
from tests.strategies import Plan, forms, plans

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
            own, other = (getattr(one, name)[..., 0, 0, :t, :, :] for one in (plain, edited))
            np.testing.assert_array_equal(own, other, err_msg=name)
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


def test_kernels_that_keep_more_digits_are_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some processors round a half type at the end of a step only, or never."""
    torch.manual_seed(0)
    lstm, x = nn.LSTM(3, 4).bfloat16(), torch.randn(20, 1, 3).bfloat16()

    def in_float32(
        architecture: Any, rows: Any, x: Any, states: Any, parameters: Any, **options: Any
    ) -> Iterable[Layer]:
        wide = {name: parameter.float() for name, parameter in parameters.items()}
        return run_layers(architecture, rows, x.float(), [state.float() for state in states], wide, **options)

    monkeypatch.setattr(sys.modules["rnnviz.recorder.record"], "run_layers", in_float32)
    rec = rnnviz.record(lstm, x)
    assert (rec.h != rec.h.astype(np.float16)).any(), "h has more digits than bfloat16 holds"
    wide = Recording(**{**vars(rec), "weighted_sums": rec.weighted_sums + np.float32(1e-4)})
    assert difference(rerun(wide).h, rec.h) < 1e-6


@given(plans(modes=("LSTM",), double=True))
@settings(max_examples=5)
def test_a_cell_type_of_somebody_is_run_too(plan: Plan) -> None:
    """A minimal gated unit, which no module of PyTorch computes, registered with its operations and its layout."""
    torch.manual_seed(plan.seed % 1000)
    module = Minimal(plan.input_size, plan.hidden_size).double()
    x = torch.randn(plan.batch, plan.seq_len, plan.input_size).double()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(OTHER_CELL_TYPES, "MINIMAL", MINIMAL)
        rec = rnnviz.record(module, x)
        edited = rerun(rec, "f = 0.25 from t=0; heard *= 2")
        np.testing.assert_allclose(rerun(rec).output, rec.output, rtol=0, atol=1e-12)
        with torch.no_grad():
            expected, _ = module(x, gate=0.25, louder=2.0)
        np.testing.assert_allclose(edited.output, expected, rtol=0, atol=1e-12)


MINIMAL = replace(
    GRU,
    name="Minimal",
    mode="MINIMAL",
    gates=("f",),
    weight_blocks=("f", "h"),
    gate_words={"forget": "f"},
    operations=(
        Operation("a_f", "W_if @ x + W_hf @ h_prev", "", "preactivation", "forget"),
        Operation("f", "sigmoid(a_f)", "", "gate", "forget"),
        Operation("heard", "f * h_prev", "", "product", "hidden_state"),
        Operation("n", "tanh(W_ih @ x + W_hh @ heard)", "", "candidate", "candidate"),
        Operation("h", "(1 - f) * h_prev + f * n", "", "state", "hidden_state"),
    ),
)


class Minimal(nn.Module):
    """A minimal gated unit, batch first."""

    def __init__(self, input_size: int, hidden_size: int) -> None:
        super().__init__()
        self.sizes = input_size, hidden_size
        self.x, self.h = nn.Linear(input_size, 2 * hidden_size, False), nn.Linear(hidden_size, 2 * hidden_size, False)

    def forward(
        self, input: Tensor, h: Tensor | None = None, *, gate: float | None = None, louder: float = 1.0
    ) -> tuple[Tensor, Tensor]:
        size = self.sizes[1]
        h = input.new_zeros(len(input), size) if h is None else h
        output = []
        for x in input.unbind(1):
            f = torch.sigmoid(self.x(x)[:, :size] + h @ self.h.weight[:size].T)
            f = f if gate is None else torch.full_like(f, gate)
            n = torch.tanh(self.x(x)[:, size:] + (louder * f * h) @ self.h.weight[size:].T)
            h = (1 - f) * h + f * n
            output.append(h)
        return torch.stack(output, 1), h


@layout_of.register
def _(module: Minimal) -> Layout:
    return Layout(
        Architecture("mine.Minimal", "MINIMAL", *module.sizes, bias=False, batch_first=True, stack_axis=False),
        {(0, 0): {"x.weight": (("W_if",), ("W_ih",)), "h.weight": (("W_hf",), ("W_hh",))}},
        frozenset(("batch",)),
    )


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
