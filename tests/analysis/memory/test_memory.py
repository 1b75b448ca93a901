"""What is kept of a state, how long half of it lasts, how far it reaches, and which gates are at their ends."""

import math
from collections.abc import Callable

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

import rnnviz
from rnnviz import by_hand
from rnnviz.analysis.memory.kept import half_life, kept_at_last, steps_to_half
from rnnviz.cells.code import write_code
from rnnviz.cells.operation import Operation
from rnnviz.cells.recurrence import direct_path
from rnnviz.errors import ArgumentError, PlaceError
from tests.figures.drawing import PSEUDO
from tests.strategies import Plan

State = tuple[Tensor, ...]
STEPS = 7


def _plan(mode: str, **more: object) -> Plan:
    return Plan(mode, hidden_size=4, num_layers=2, bidirectional=True, seq_len=STEPS, bound=1.5, **more)  # type: ignore[arg-type]


def _multiplied(factors: np.ndarray) -> np.ndarray:
    """Row k: the factors from step k on, multiplied one after the other."""
    steps, units = factors.shape
    found = np.ones((steps + 1, units))
    for k in range(steps + 1):
        for unit in range(units):
            for step in range(k, steps):
                found[k, unit] *= factors[step, unit]
    return found


@pytest.mark.parametrize(("mode", "gate"), [("LSTM", 1), ("GRU", 1)])
@pytest.mark.parametrize("direction", ["forward", "reverse"])
def test_kept_is_the_product_of_the_gates_since(mode: str, gate: int, direction: str) -> None:
    network = _plan(mode, packing="lengths", lengths=(STEPS, 4)).build()
    rec = rnnviz.record(network.module, network.given, network.hx, **network.options)
    side = ("forward", "reverse").index(direction)
    for batch, length in enumerate((STEPS, 4)):
        found = rnnviz.memory(rec, layer=1, direction=direction, batch=batch)
        assert (found.state, found.factor) == {"LSTM": ("c", "f"), "GRU": ("h", "z")}[mode]
        gates = rec.gates[gate, 1, side, :length, batch].astype(np.float64)
        order = range(length)[:: -1 if side else 1]
        for at in range(length):
            done = list(order)[: list(order).index(at) + 1]
            kept = found.kept(at)
            np.testing.assert_allclose(kept, _multiplied(gates[done]), rtol=1e-12)
            assert found.sources(at) == (None, *done)
            assert len(kept) == len(done) + 1
        np.testing.assert_array_equal(found.kept(), found.kept(order[-1]))


def test_it_is_the_derivative_along_the_belt_with_the_gates_held_fixed() -> None:
    network = Plan("LSTM", hidden_size=4, seq_len=STEPS, batch=1, bound=1.5).build()
    rec = rnnviz.record(network.module, network.input, network.hx)
    assert rec.c_0 is not None
    i, f, g, _ = (torch.from_numpy(rec.gates[k, 0, 0, :, 0].copy()) for k in range(4))
    c = torch.from_numpy(rec.c_0[0, 0].copy()).requires_grad_()
    states = [c]
    for t in range(STEPS):
        c = f[t] * c + i[t] * g[t]
        states.append(c)
    kept = rnnviz.memory(rec).kept()
    assert kept.shape == (STEPS + 1, 4)
    for unit in range(4):
        derived = torch.autograd.grad(c[unit], states, retain_graph=True)
        for k, by in enumerate(derived):
            wanted = np.zeros(4)
            wanted[unit] = kept[k, unit]
            np.testing.assert_allclose(by.numpy(), wanted, rtol=1e-12, atol=0)


def test_a_leaky_unit_keeps_what_alpha_leaves() -> None:
    torch.manual_seed(0)
    module = by_hand.LeakyRNN(3, 2, alpha=0.25).double()
    found = rnnviz.memory(rnnviz.record(module, torch.randn(1, 5, 3).double()))
    assert (found.state, found.factor) == ("h", "1 - alpha")
    np.testing.assert_allclose(found.kept()[:, 0], 0.75 ** np.arange(5, -1, -1.0), rtol=1e-12)
    np.testing.assert_allclose(found.half_life, math.log(2) / -math.log(0.75), rtol=1e-12)


@pytest.mark.parametrize(("update", "factor"), [("keeps", "z"), ("replaces", "1 - z")])
def test_the_factor_follows_from_the_operations(update: str, factor: str) -> None:
    torch.manual_seed(0)
    module = by_hand.GRU(3, 2, reset="before", update=update).double()  # type: ignore[arg-type]
    rec = rnnviz.record(module, torch.randn(1, 4, 3).double())
    z = rec.gate("update")[0, 0, :, 0]
    found = rnnviz.memory(rec)
    assert found.factor == factor
    np.testing.assert_allclose(found.factors, z if update == "keeps" else 1 - z, rtol=1e-14)


@pytest.mark.parametrize(
    ("ways", "factor"),
    [
        ({"old": "tanh(c_prev)", "c": "f * c_prev + old"}, "f"),
        ({"old": "W_hh @ c_prev", "c": "c_prev + old"}, "1"),
        ({"old": "f * c_prev", "more": "i * c_prev", "c": "old + more"}, "f + i"),
        ({"c": "tanh(f * c_prev)"}, None),
    ],
)
def test_what_goes_through_a_function_or_a_matrix_is_not_direct(ways: dict[str, str], factor: str | None) -> None:
    operations = tuple(Operation(name, text, name, "product", "cell_state") for name, text in ways.items())
    found = direct_path("c", operations)
    assert (found and write_code(found)) == factor


@pytest.mark.parametrize("mode", ["RNN_TANH", "RNN_RELU"])
def test_a_plain_rnn_has_no_direct_path_and_says_so(mode: str) -> None:
    network = _plan(mode).build()
    found = rnnviz.memory(rnnviz.record(network.module, network.input, network.hx))
    assert (found.state, found.factor) == ("h", None)
    refused: list[Callable[[], object]] = [found.kept, found.steps_to_half, lambda: found.half_life]
    for ask in refused:
        with pytest.raises(PlaceError) as caught:
            ask()
        assert str(caught.value) == (
            "cell type must have a direct path from a state to the next, and RNN has none: all of its past goes "
            "through a matrix. Use reach(), which counts every way."
        )
        assert caught.value.message(PSEUDO).startswith("⟦")
    assert found.reach().shape == (STEPS + 1, 4)
    for module in (by_hand.Elman(3, 2, 2), by_hand.Jordan(3, 2, 2)):
        assert rnnviz.memory(rnnviz.record(module, torch.randn(1, 3, 3))).factor is None


def _lstm(x: Tensor, state: State, w: tuple[Tensor, ...]) -> State:
    i, f, g, o = (w[0] @ x + w[2] + w[1] @ state[0] + w[3]).chunk(4)
    c = f.sigmoid() * state[1] + i.sigmoid() * g.tanh()
    return o.sigmoid() * c.tanh(), c


def _gru(x: Tensor, state: State, w: tuple[Tensor, ...]) -> State:
    (r, z, n), (hr, hz, hn) = (w[0] @ x + w[2]).chunk(3), (w[1] @ state[0] + w[3]).chunk(3)
    z = (z + hz).sigmoid()
    return ((1 - z) * (n + (r + hr).sigmoid() * hn).tanh() + z * state[0],)


def _plain(squash: Callable[[Tensor], Tensor]) -> Callable[[Tensor, State, tuple[Tensor, ...]], State]:
    return lambda x, state, w: (squash(w[0] @ x + w[2] + w[1] @ state[0] + w[3]),)


STEP = {"LSTM": _lstm, "GRU": _gru, "RNN_TANH": _plain(torch.tanh), "RNN_RELU": _plain(torch.relu)}


@pytest.mark.parametrize("direction", ["forward", "reverse"])
@pytest.mark.parametrize("mode", STEP)
def test_reach_is_what_autograd_finds(mode: str, direction: str) -> None:
    network = Plan(mode, hidden_size=4, bidirectional=True, seq_len=STEPS, batch=1, bound=1.5).build()
    rec = rnnviz.record(network.module, network.input, network.hx)
    end = "_reverse" if direction == "reverse" else ""
    kinds = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
    weights = tuple(getattr(network.module, kind + end).detach() for kind in kinds)
    side = int(direction == "reverse")
    firsts = network.hx if isinstance(network.hx, tuple) else (network.hx,)
    state: State = tuple(first[side, 0].clone().requires_grad_() for first in firsts if first is not None)
    own = len(state) - 1
    nodes, at = [state[own]], 2 if side else STEPS - 2
    for t in range(STEPS)[:: -1 if side else 1]:
        state = STEP[mode](network.input[t, 0], state, weights)
        nodes.append(state[own])
        if t == at:
            break
    found = rnnviz.memory(rec, direction=direction)
    reached = found.reach(at)
    assert found.state == ("c" if mode == "LSTM" else "h")
    for unit in range(4):
        derived = torch.autograd.grad(nodes[-1][unit], nodes, retain_graph=True)
        wanted = [float(by.norm()) for by in derived]
        np.testing.assert_allclose(reached[:, unit], wanted, rtol=1e-10, atol=1e-14)
    near = found.reach(at, steps=2)
    np.testing.assert_array_equal(near[-3:], reached[-3:])
    assert np.isnan(near[:-3]).all()


def test_reach_of_a_jordan_network_goes_through_its_output() -> None:
    torch.manual_seed(0)
    module = by_hand.Jordan(2, 3, 2).double()
    x = torch.randn(1, 4, 2).double()
    w = {name: value.detach() for name, value in module.named_parameters()}
    y = torch.zeros(2).double().requires_grad_()
    nodes = [y]
    for t in range(4):
        h = (w["from_input.weight"] @ x[0, t] + w["from_input.bias"] + w["from_output.weight"] @ y).tanh()
        y = w["readout.weight"] @ h + w["readout.bias"]
        nodes.append(y)
    reached = rnnviz.memory(rnnviz.record(module, x)).reach()
    for unit in range(2):
        wanted = [float(by.norm()) for by in torch.autograd.grad(y[unit], nodes, retain_graph=True)]
        np.testing.assert_allclose(reached[:, unit], wanted, rtol=1e-10)


@settings(max_examples=30)
@given(st.lists(st.floats(0.01, 1.0), min_size=1, max_size=30))
def test_half_lives_by_counting(factors: list[float]) -> None:
    column = np.array(factors)[:, None]
    kept = kept_at_last(column)
    left, steps = 1.0, math.inf
    for back, factor in enumerate(reversed(factors), start=1):
        left *= factor
        if left < 0.5:
            steps = back
            break
    assert steps_to_half(kept)[0] == steps
    (length,) = half_life(column)
    if np.isfinite(length):
        # After one half-life at the geometric mean one half is left.
        assert math.prod(factors) ** (length / len(factors)) == pytest.approx(0.5, rel=1e-9)
    else:
        assert math.prod(factors) == pytest.approx(1.0)


def test_half_lives_where_nothing_or_everything_is_lost() -> None:
    columns = np.array([[1.0, 0.0, np.nan, 0.5], [1.0, 0.9, 0.9, 0.5], [1.0, 0.9, 0.9, 0.5]])
    np.testing.assert_array_equal(half_life(columns), [np.inf, 0.0, np.nan, 1.0])
    np.testing.assert_array_equal(steps_to_half(kept_at_last(columns)), [np.inf, 3.0, np.nan, 2.0])
    # The search ends at half itself only when less than half is left; NaN further back does not matter any more.
    np.testing.assert_array_equal(steps_to_half(kept_at_last(np.array([[np.nan], [0.25], [1.0]]))), [2.0])
    assert np.isnan(half_life(np.zeros((0, 2)))).all()


@pytest.mark.parametrize("mode", ["LSTM", "GRU", "RNN_TANH", "RNN_RELU"])
def test_saturation_is_a_count(mode: str) -> None:
    network = _plan(mode).build()
    network.input.mul_(3.0)
    network.input[3].neg_()
    rec = rnnviz.record(network.module, network.input, network.hx)
    track = rec.track(0, "reverse", 1)
    found = rnnviz.memory(track, below=0.2, above=0.7).saturation
    wanted = {"LSTM": ["i", "f", "g", "o", "squashed"], "GRU": ["r", "z", "n"]}.get(mode, ["h"])
    assert list(found) == wanted
    for name, one in found.items():
        values = np.tanh(track.values("c")) if name == "squashed" else track.values(name)
        for unit in range(4):
            low = high = 0
            for value in values[:, unit]:
                if mode == "RNN_RELU":
                    low += value == 0
                elif name in ("g", "n", "squashed", "h"):
                    low, high = low + (value < -0.7), high + (value > 0.7)
                else:
                    low, high = low + (value < 0.2), high + (value > 0.7)
            assert (one.low[unit], one.high[unit]) == (low / STEPS, high / STEPS)
        assert one.shares == pytest.approx((one.low.mean(), one.high.mean()))
    assert any(sum(one.shares) > 0 for one in found.values())


def test_numbers_that_are_not_numbers_count_as_no_share() -> None:
    network = Plan("LSTM", seq_len=4, batch=1).build()
    network.input[2] = torch.nan
    found = rnnviz.memory(rnnviz.record(network.module, network.input, network.hx))
    gates = found.track.values("f")[:2]
    np.testing.assert_array_equal(found.saturation["f"].high, (gates > 0.9).sum(0) / 2)
    assert np.isnan(found.half_life).all()
    assert np.isnan(found.steps_to_half()).all()
    network.input[:] = torch.nan
    broken = rnnviz.memory(rnnviz.record(network.module, network.input, network.hx))
    assert all(math.isnan(share) for share in broken.saturation["f"].shares)


def test_what_is_refused() -> None:
    rec = rnnviz.record(nn.LSTM(3, 2), torch.ones(4, 1, 3))
    found = rnnviz.memory(rec)
    for ask in (found.kept, found.reach, found.sources):
        for at in (4, -1):
            with pytest.raises(PlaceError) as caught:
                ask(at)
            assert str(caught.value) == (
                f"at must be at least 0 and below 4, got {at}. Choose a position in the input."
            )
    for below, above in ((0.9, 0.1), (-0.1, 0.5), (0.1, 1.5), (0.5, 0.5)):
        with pytest.raises(ArgumentError) as wrong:
            rnnviz.memory(rec, below=below, above=above)
        assert str(wrong.value) == (
            f"bounds must be 0 <= below < above <= 1, got below={below} and above={above}. Choose others."
        )
    with pytest.raises(PlaceError, match="layer must be at least 0"):
        rnnviz.memory(rec, layer=1)
    with pytest.raises(ArgumentError) as wrong:
        found.reach(steps=-1)
    assert str(wrong.value) == "steps must be 0 or more, got -1. Leave it out to go back to the first step."
    assert np.isnan(found.reach(steps=0)[:-1]).all()


def test_without_weights_the_gates_still_tell(tmp_path: object) -> None:
    path = f"{tmp_path}/run.safetensors"
    rec = rnnviz.record(nn.LSTM(3, 2), torch.ones(4, 1, 3))
    rec.save(path, weights=False)
    found = rnnviz.memory(rnnviz.load(path))
    np.testing.assert_array_equal(found.kept(), rnnviz.memory(rec).kept())
    with pytest.raises(PlaceError) as caught:
        found.reach()
    assert str(caught.value) == (
        "the recording must have weights for this, and it has none: they were left out of its file. "
        "Save it with weights=True."
    )
