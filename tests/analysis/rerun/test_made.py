"""What is told of the numbers of an edited run: where they come from, what is kept, how far they reach."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor, nn

import rnnviz
from rnnviz.analysis import Source
from rnnviz.analysis.rerun import rerun
from rnnviz.recorder import Recording
from tests.analysis.rerun.networks import KINDS, recorded
from tests.analysis.rerun.settings import Setting, settings


def _set(some: list[Setting], row: int, t: int, name: str, unit: int) -> tuple[str, ...]:
    """The edits that were made there, worked out from what each does by hand."""
    sizes = np.arange(4.0)
    return tuple(one.text for one in some if one.by_hand(row, t, name, sizes)[unit] != sizes[unit])


@pytest.mark.parametrize("kind", KINDS)
def test_contributions_add_up_or_the_edit_is_named(kind: str) -> None:
    rec = recorded(kind)
    every, named = settings(rec), 0
    for together in range(0, len(every), 8):
        some = every[together : together + 8]
        edited = rerun(rec, [one.text for one in some])
        for name in rec.cell.variables:
            for unit, t in ((0, 1), (1, 2), (1, 0)):
                found = rnnviz.origin(edited, name, unit, t, batch=1)
                assert found.edits == _set(some, 1, t, name, unit)
                named += bool(found.edits)
                assert not (found.edits and found.terms)
                assert found.total == pytest.approx(found.value, abs=1e-12)
    assert named > 3


def test_the_way_back_ends_at_an_edit() -> None:
    torch.manual_seed(0)
    rec = rnnviz.record(nn.LSTM(3, 4, num_layers=2, bidirectional=True), torch.randn(6, 2, 3))
    edited = rerun(rec, "h_prev[1] = 0.25 at t=2; x[-1] += 7 layer=1 at t=1 row=1; c_0[:2] = 3; h_prev[1] *= 2")
    found = rnnviz.origin(edited, "a_f", 0, 2)
    sources = {source.code: source for term in found.terms for source in term.sources}
    assert sources["h[0]"] == Source("h", 0, 1)
    assert sources["h_prev[1]"] == Source("h_prev", 1, 2)
    back = found.follow(sources["h_prev[1]"])
    assert (back.value, back.terms, back.slope) == (0.5, (), None)
    assert str(back) == (
        "h_prev[1] at t = 2 = 0.5000\n"
        "  set by the edit h_prev[1] = 0.25 at t=2\n"
        "  set by the edit h_prev[1] *= 2"
    )  # fmt: skip
    assert repr(back) == "<Origin: h_prev[1] at t = 2: 0.5, set by an edit>"
    assert rnnviz.origin(edited, "x", 7, 1, layer=1, batch=1).edits == ("x[-1] += 7 at t=1 layer=1 row=1",)
    assert rnnviz.origin(edited, "x", 7, 1, layer=1).terms[0].sources == (Source("h", 3, 1, 0, "reverse"),)
    (start,) = rnnviz.origin(edited, "c_prev", 1, 0).terms
    assert rnnviz.origin(edited, "c_prev", 1, 0).follow(start).edits == ("c_0[:2] = 3",)
    assert not rnnviz.origin(edited, "c_0", 2, 0).edits
    assert rnnviz.analysis.has_trail(edited, back.trail)


def test_what_dropout_let_through_names_the_number_before() -> None:
    torch.manual_seed(0)
    rec = rnnviz.record(nn.GRU(3, 8, num_layers=2, dropout=0.5), torch.randn(4, 1, 3), allow_dropout=True)
    kept = 0
    for unit in range(8):
        (term,) = rnnviz.origin(rec, "x", unit, 2, layer=1).terms
        assert term.factors[0].value == rec.h[0, 0, 2, 0, unit]
        assert term.contribution == rec.track(1)[2]["x"][unit]
        assert term.code == f"h[{unit}] * dropout"
        assert term.factors[1].value in (0, 2)
        kept += term.factors[1].value == 2
    assert 0 < kept < 8


def test_a_file_with_lines_that_are_no_edits_is_read() -> None:
    edited = rerun(recorded("LSTM"), "f[1] = 1; kept = 0.5 at t=1")
    edited = replace(edited, edits=("f[9] = 1", "kept = 0.5 at t=1", "what?", "q = 1"))
    assert rnnviz.origin(edited, "kept", 0, 1).edits == ("kept = 0.5 at t=1",)
    assert not rnnviz.origin(edited, "f", 1, 1).edits


EDITS = "f = 1 at t=2; c *= 0.5 at t=3; c[2] = 1 at t=1; h_prev[1] = 0.25 at t=4; W_hf *= 2 from t=3; a_o += 1"


def _by_hand(rec: Recording, gates: Callable[[Tensor], Tensor]) -> tuple[Tensor, list[Tensor]]:
    """c after the last step, and c after every step from before the first one on; edited, with autograd."""
    W = {name: torch.from_numpy(block.copy()) for name, block in rec.track().weights.items()}
    h, c = (torch.from_numpy(first[0, 0].copy()) for first in (rec.h_0, rec.c_0) if first is not None)
    states = [c.requires_grad_()]
    for t in range(rec.seq_len):
        x = torch.from_numpy(rec.input[t, 0].copy())
        h = torch.where(torch.arange(4) == 1, torch.tensor(0.25, dtype=h.dtype), h) if t == 4 else h
        grown = {"f": 2 if t >= 3 else 1}
        a = {k: W[f"W_i{k}"] @ x + W[f"b_i{k}"] + grown.get(k, 1) * W[f"W_h{k}"] @ h + W[f"b_h{k}"] for k in "ifgo"}
        i, f, g, o = (
            gates(part) for part in (a["i"].sigmoid(), a["f"].sigmoid(), a["g"].tanh(), a["o"].add(1).sigmoid())
        )
        f = torch.ones_like(f) if t == 2 else f
        c = f * c + i * g
        c = c * 0.5 if t == 3 else c
        c = torch.where(torch.arange(4) == 2, torch.ones_like(c), c) if t == 1 else c
        states.append(c)
        h = gates(o * c.tanh())
    return c, states


@pytest.fixture(scope="module")
def rec() -> Recording:
    torch.manual_seed(2)
    hx = torch.randn(2, 1, 1, 4).double()
    return rnnviz.record(nn.LSTM(3, 4).double(), torch.randn(6, 1, 3).double(), (hx[0], hx[1]))


def test_what_reaches_through_an_edited_run_is_what_autograd_says(rec: Recording) -> None:
    last, states = _by_hand(rec, lambda value: value)
    edited = rerun(rec, EDITS)
    np.testing.assert_allclose(edited.c[0, 0, -1, 0], last.detach().numpy(), rtol=1e-12)  # type: ignore[index]
    reach = rnnviz.memory(edited).reach()
    for unit in range(4):
        for state, found in zip(torch.autograd.grad(last[unit], states, retain_graph=True), reach, strict=True):
            assert found[unit] == pytest.approx(float(state.norm()), abs=1e-12)
    assert rnnviz.memory(rec).reach() != pytest.approx(reach, abs=1e-3)


def test_what_is_kept_in_an_edited_run_ends_where_the_state_was_set(rec: Recording) -> None:
    last, states = _by_hand(rec, lambda value: value.detach())
    kept = rnnviz.memory(rerun(rec, EDITS)).kept()
    for unit in range(4):
        for state, found in zip(torch.autograd.grad(last[unit], states, retain_graph=True), kept, strict=True):
            assert found[unit] == pytest.approx(float(state[unit]), abs=1e-12)
    assert (kept[:2, 2] == 0).all()
    assert (kept[:, 1] > 0).all()


def test_numbers_that_an_edit_made_bad_are_found_where_it_set_them() -> None:
    torch.manual_seed(0)
    rec = rnnviz.record(nn.GRU(3, 4, num_layers=2, bidirectional=True), torch.randn(5, 2, 3))
    found = rnnviz.not_finite(rerun(rec, "h_prev[1] = nan at t=2 direction=reverse row=1")).first
    assert found is not None
    assert (found.variable, found.unit, found.t, found.direction, found.batch) == ("h_prev", 1, 2, "reverse", 1)
    above = rnnviz.not_finite(rerun(rec, "x[3] = inf at t=2 layer=1"))
    assert above.first is not None
    assert (above.first.variable, above.first.layer, above.first.unit, above.inf["x"]) == ("x", 1, 3, 2)


def test_colours_hold_what_an_edit_set_before_a_step() -> None:
    rec = rnnviz.record(nn.LSTM(3, 4), torch.zeros(5, 1, 3))
    edited = rerun(rec, "c_prev[1] = -30 at t=2; f = 0 at t=2")
    assert rnnviz.analysis.bounds(edited)["c_prev"].limit == 30
