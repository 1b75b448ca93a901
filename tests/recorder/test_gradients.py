"""Gradients by every number of a recording: against PyTorch's autograd over code that is not rnnviz's."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence

import rnnviz
from rnnviz import Recording
from rnnviz.errors import ModuleError
from tests.recorder.derived import loss_for
from tests.recorder.gradient_checks import CHECKS, DIRECTIONS, gradients, record
from tests.strategies import CELL_MAKERS, MODES, Plan, forms

STACK = Plan(num_layers=2, bidirectional=True, seq_len=5)


@settings(max_examples=60)
@given(forms().map(lambda plan: replace(plan, half="", double=True)))
@example(replace(STACK, packing="unsorted", lengths=(2, 4, 1, 3), proj_size=1))
@example(replace(STACK, mode="GRU", packing="lengths", lengths=(2, 3), batch_first=True))
def test_every_gradient_of_every_form_is_autograds(plan: Plan) -> None:
    network = plan.build()
    rec = record(network)
    for check in CHECKS.values():
        check(network, rec)


@pytest.mark.parametrize("mode", MODES)
def test_in_float32(mode: str) -> None:
    network = replace(STACK, mode=mode, double=False).build()
    rec = record(network)
    for check in CHECKS.values():
        check(network, rec)


@pytest.mark.parametrize("half", ["float16", "bfloat16"])
@pytest.mark.parametrize("mode", MODES)
def test_half_types_are_derived_in_float32(mode: str, half: str) -> None:
    plan = replace(STACK, mode=mode, half=half)
    network = plan.build()
    rec = record(network)
    found = gradients(rec)
    assert rec.dtype == half
    assert found.h.dtype == np.float32
    # The same weights and input, wide: only the roundings of the module itself lie between.
    wide = replace(plan, half="").build()
    wide.module.load_state_dict({name: value.double() for name, value in network.module.state_dict().items()})
    exact = gradients(record(replace(wide, input=network.input.double(), hx=_wide(network.hx))))
    for name in ("h", "gates", "weighted_sums", "input", "h_0"):
        own, other = getattr(exact, name), getattr(found, name)
        assert np.abs(own - other).max(initial=0) <= 0.05 * np.abs(own).max(initial=1), name


def _wide(hx: Any) -> Any:
    return tuple(state.double() for state in hx) if isinstance(hx, tuple) else hx.double()


@pytest.mark.parametrize("kind", ["LSTM", "GRU", "RNN"])
def test_a_loop_over_pytorchs_own_cell_keeps_the_same_gradients(kind: str) -> None:
    torch.manual_seed(0)
    cell = CELL_MAKERS[kind](3, 4, dtype=torch.float64)
    module = {"LSTM": nn.LSTM, "GRU": nn.GRU, "RNN": nn.RNN}[kind](3, 4, dtype=torch.float64)
    module.load_state_dict({f"{name}_l0": value for name, value in cell.state_dict().items()})
    x = torch.randn(6, 2, 3, dtype=torch.float64)

    def loss(output: Tensor, h_n: Tensor) -> Tensor:
        return (output**2).sum() + (3 * h_n).sum()

    found = gradients(rnnviz.record(module, x, gradients_of=loss))
    hx, kept = None, []
    for row in x:
        hx = cell(row, hx)
        kept.append(hx if isinstance(hx, tuple) else (hx,))
        for state in kept[-1]:
            state.retain_grad()
    torch.autograd.backward(loss(torch.stack([states[0] for states in kept]), kept[-1][0]))
    for name, place in (("h", 0), ("c", 1))[: len(kept[0])]:
        own = np.stack([states[place].grad.numpy() for states in kept])
        np.testing.assert_allclose(getattr(found, name)[0, 0], own, rtol=0, atol=1e-12)


def test_a_gate_turned_by_hand_moves_the_loss_by_its_gradient() -> None:
    """An LSTM in NumPy; the forget gate of one step is a little larger, all that follows is computed from that."""
    torch.manual_seed(1)
    module = nn.LSTM(3, 2, dtype=torch.float64)
    x = torch.randn(5, 1, 3, dtype=torch.float64)
    rec = rnnviz.record(module, x, gradients_of=lambda output, h_n: (output**2).sum())
    weights = {name: value.detach().numpy() for name, value in module.named_parameters()}

    def sigmoid(a: np.ndarray) -> np.ndarray:
        return np.asarray(1 / (1 + np.exp(-a)))

    def moved(gate: int, t: int, unit: int, by: float) -> float:
        h, c, total = np.zeros(2), np.zeros(2), 0.0
        for step in range(5):
            sums = weights["weight_ih_l0"] @ x[step, 0].numpy() + weights["bias_ih_l0"]
            sums = (sums + weights["weight_hh_l0"] @ h + weights["bias_hh_l0"]).reshape(4, 2)
            gates = np.stack([np.tanh(a) if place == 2 else sigmoid(a) for place, a in enumerate(sums)])
            if step == t:
                gates[gate, unit] += by
            c = gates[1] * c + gates[0] * gates[2]
            h = gates[3] * np.tanh(c)
            total += float((h**2).sum())
        return total

    for gate, word in enumerate(("input", "forget", "cell", "output")):
        for t in range(5):
            for unit in range(2):
                slope = (moved(gate, t, unit, 1e-5) - moved(gate, t, unit, -1e-5)) / 2e-5
                assert abs(gradients(rec).gate(word)[0, 0, t, 0, unit] - slope) < 1e-8


def test_what_the_loss_is_given_is_what_the_module_returned() -> None:
    for plan in (
        STACK,
        replace(STACK, batch_first=True),
        replace(STACK, unbatched=True),
        replace(STACK, packing="unsorted", lengths=(2, 4, 3)),
        replace(STACK, packing="sorted", lengths=(4, 2)),
        replace(STACK, half="bfloat16"),
        Plan(cell=True),
        Plan("GRU", cell=True, unbatched=True),
    ):
        network = plan.build()
        seen: list[Any] = []

        def loss(output: Any, *states: Tensor, seen: list[Any] = seen) -> Tensor:
            seen.extend((output, *states))
            return (output.data if isinstance(output, PackedSequence) else output).sum() + states[0].sum()

        rnnviz.record(network.module, network.given, network.hx, gradients_of=loss)
        with torch.no_grad():
            returned = network.module(network.given, network.hx)
        if network.is_cell:
            own = returned if isinstance(returned, tuple) else (returned,)
            expected: tuple[Any, ...] = (own[0], *own)
        else:
            expected = (returned[0], *(returned[1] if isinstance(returned[1], tuple) else (returned[1],)))
        assert len(seen) == len(expected)
        for mine, theirs in zip(seen, expected, strict=True):
            assert type(mine) is type(theirs)
            if isinstance(theirs, PackedSequence):
                assert torch.equal(mine.batch_sizes, theirs.batch_sizes)
                for one, other in zip(mine[2:], theirs[2:], strict=True):
                    assert (one is None) == (other is None)
                    assert one is None or (one == other).all()
                mine, theirs = mine.data, theirs.data
            assert mine.dtype == theirs.dtype
            assert mine.shape == theirs.shape
            assert mine.requires_grad
            assert torch.allclose(mine, theirs, rtol=0, atol=1e-6 if theirs.dtype != torch.bfloat16 else 0.02)


@pytest.mark.parametrize(
    ("loss", "count"),
    [
        (lambda output, h_n: output.sum(), 2),
        (lambda output, h_n, c_n: output.sum(), 3),
        (lambda output, *states: output.sum(), 3),
        (lambda output, h_n, factor=2.0: output.sum() * factor, 2),
    ],
)
def test_c_n_goes_to_a_loss_that_takes_three(loss: Callable[..., Tensor], count: int) -> None:
    network = Plan().build()
    given: list[int] = []

    class Counting(nn.Module):
        def forward(self, output: Tensor, h_n: Tensor, c_n: Tensor) -> Tensor:
            given.append(3)
            return loss(output, h_n, c_n) if count == 3 else loss(output, h_n)

    rec = rnnviz.record(network.module, network.input, network.hx, gradients_of=loss)
    again = rnnviz.record(network.module, network.input, network.hx, gradients_of=Counting())
    np.testing.assert_array_equal(gradients(rec).h, gradients(again).h)
    assert given == [3]
    assert gradients(rec).loss == pytest.approx(
        rec.output.sum() * (2.0 if "factor" in loss.__code__.co_varnames else 1)
    )


def test_a_module_that_takes_two_is_a_loss() -> None:
    network = Plan(seq_len=1).build()
    rec = rnnviz.record(network.module, network.input, gradients_of=nn.MSELoss())
    assert gradients(rec).loss == 0


def test_a_loss_that_is_not_a_number_is_shown_as_such() -> None:
    network = STACK.build()
    rec = rnnviz.record(network.module, network.input, gradients_of=lambda output, h_n: output.sum() * float("nan"))
    found = gradients(rec)
    assert repr(found.loss) == "nan"
    assert np.isnan(found.h).all()
    assert np.isnan(found.weights["weight_ih_l0"]).all()


def _growing(factor: float, dtype: torch.dtype) -> Any:
    """h = x + factor * h_prev, as long as that is above 0."""
    module: Any = nn.RNN(1, 1, nonlinearity="relu", bias=False, dtype=dtype)
    nn.init.constant_(module.weight_ih_l0, 1.0)
    nn.init.constant_(module.weight_hh_l0, factor)
    return module


def test_an_infinite_hidden_state_does_not_spoil_the_others() -> None:
    module = _growing(1e30, torch.float32)
    rec = rnnviz.record(module, torch.ones(4, 1, 1), gradients_of=lambda output, h_n: output[0].sum())
    assert np.isinf(rec.h[0, 0, 3]).all()
    np.testing.assert_array_equal(gradients(rec).h[0, 0, :, 0, 0], [1, 0, 0, 0])


def test_an_exploding_gradient_is_told_as_it_is() -> None:
    module = _growing(10.0, torch.float64)
    rec = rnnviz.record(module, torch.ones(60, 1, 1).double(), gradients_of=lambda output, h_n: h_n.sum())
    np.testing.assert_allclose(gradients(rec).h[0, 0, :, 0, 0], 10.0 ** np.arange(59, -1, -1), rtol=1e-10)


def test_the_user_s_own_error_comes_through() -> None:
    network = Plan().build()

    def loss(output: Tensor, h_n: Tensor) -> Tensor:
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        rnnviz.record(network.module, network.input, gradients_of=loss)


def test_an_empty_batch_has_gradients_of_no_rows() -> None:
    rec = rnnviz.record(nn.LSTM(3, 2, 2), torch.zeros(4, 0, 3), gradients_of=lambda output, h_n: output.sum())
    assert gradients(rec).h.shape == (2, 1, 4, 0, 2)
    assert not gradients(rec).weights["weight_ih_l0"].any()


@pytest.mark.parametrize("mode", MODES)
def test_a_parametrised_module_is_derived_by_the_weights_it_computed_with(mode: str) -> None:
    network = replace(STACK, mode=mode).build()
    expected = gradients(record(network))
    torch.nn.utils.parametrizations.weight_norm(network.module, "weight_hh_l0")
    found = gradients(record(network))
    np.testing.assert_allclose(found.h, expected.h, rtol=0, atol=1e-12)
    np.testing.assert_allclose(found.weights["weight_hh_l0"], expected.weights["weight_hh_l0"], rtol=0, atol=1e-12)


@pytest.mark.parametrize("around", [torch.no_grad, torch.inference_mode, torch.enable_grad])
@pytest.mark.parametrize("frozen", [True, False])
def test_under_any_mode_and_nothing_is_touched(around: Callable[[], Any], frozen: bool) -> None:
    network = STACK.build()
    module = network.module.requires_grad_(not frozen)
    expected = gradients(record(network))
    given = network.input.clone().requires_grad_()
    parameter = next(module.parameters())
    parameter.grad = torch.ones_like(parameter)
    others = list(module.parameters())[1:]
    random = torch.get_rng_state()
    with around():
        enabled, inference = torch.is_grad_enabled(), torch.is_inference_mode_enabled()
        rec = rnnviz.record(module, given, network.hx, gradients_of=loss_for(network))
        assert (torch.is_grad_enabled(), torch.is_inference_mode_enabled()) == (enabled, inference)
    np.testing.assert_array_equal(gradients(rec).h, expected.h)
    assert given.grad is None
    assert torch.equal(parameter.grad, torch.ones_like(parameter))
    assert all(other.grad is None for other in others)
    assert all(each.requires_grad is not frozen for each in module.parameters())
    assert torch.equal(torch.get_rng_state(), random)


def test_a_head_in_the_loss_keeps_its_own_grad() -> None:
    network = Plan().build()
    head = nn.Linear(2, 1, dtype=torch.float64)
    rec = rnnviz.record(network.module, network.input, gradients_of=lambda output, h_n: head(output).sum())
    assert head.weight.grad is None
    np.testing.assert_allclose(
        gradients(rec).gate("output")[0, 0, -1],
        rec.track().gradient("h")[-1:] * np.tanh(rec.c[0, 0, -1]) if rec.c is not None else 0,
        atol=1e-15,
    )


@pytest.mark.parametrize("mode", ["LSTM", "GRU", "RNN_TANH"])
def test_dropout_between_layers_is_done_again(mode: str) -> None:
    """The draw is recovered from what the layers read; so the oracle is a stack of single layers with that draw."""
    network = replace(STACK, mode=mode, num_layers=3).build()
    module = network.module.train()
    module.dropout = 0.5
    torch.manual_seed(3)
    rec = rnnviz.record(module, network.input, network.hx, allow_dropout=True, gradients_of=loss_for(network))
    torch.manual_seed(3)
    given = network.input.clone().requires_grad_()
    module.zero_grad()
    output, last = module(given, network.hx)
    np.testing.assert_array_equal(rec.output, output.detach().numpy())
    torch.autograd.backward(loss_for(network)(output, *(last if isinstance(last, tuple) else (last,))))
    assert given.grad is not None
    np.testing.assert_allclose(gradients(rec).input, given.grad.numpy(), rtol=0, atol=1e-12)
    for name, parameter in module.named_parameters():
        np.testing.assert_allclose(gradients(rec).weights[name], parameter.grad.numpy(), rtol=0, atol=1e-12)


def test_x_of_a_layer_above_is_what_both_directions_gave_back() -> None:
    rec = record(STACK.build())
    by_x = [rec.track(1, direction, 1).gradient("x") for direction in DIRECTIONS]
    np.testing.assert_array_equal(by_x[0], by_x[1])
    np.testing.assert_array_equal(by_x[0], gradients(rec).layer_inputs[0][:, 1])


def test_the_recording_is_what_it_is_without_gradients() -> None:
    network = STACK.build()
    plain = rnnviz.record(network.module, network.input, network.hx)
    rec = record(network)
    assert plain.gradients is None
    assert repr(plain) == repr(rec)
    np.testing.assert_array_equal(plain.gates, rec.gates)
    assert plain.version != rec.version
    assert rec.version == record(network).version
    other = rnnviz.record(network.module, network.input, network.hx, gradients_of=lambda output, h_n: output.sum())
    assert other.version != rec.version


def _changed(loss: Callable[..., Tensor]) -> Recording:
    """A module whose output is not what its weights make of the input."""
    module = nn.GRU(3, 4)

    def change(_: nn.Module, __: object, made: tuple[Tensor, Tensor]) -> Any:
        return made[0] + 1, made[1]

    changed = torch.nn.modules.module.register_module_forward_hook(change)
    try:
        with rnnviz.recording(module, gradients_of=loss) as recs:
            module(torch.zeros(5, 2, 3))
    finally:
        changed.remove()
    return recs[""]


def test_steps_that_are_not_the_module_s_are_refused() -> None:
    with pytest.raises(ModuleError, match="every step of nn"):
        _changed(lambda output, h_n: output.sum())
