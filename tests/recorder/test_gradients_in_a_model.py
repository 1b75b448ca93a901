"""Gradients of modules inside a model: of a loss for each, and of the model's own ``backward()``."""

import gc
import weakref
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.utils.checkpoint import checkpoint

import rnnviz
from rnnviz import Recording
from rnnviz.errors import ArgumentError, PlaceError
from tests.recorder.derived import loss_for
from tests.recorder.gradient_checks import CHECKS, check_module, gradients, record
from tests.strategies import CELL_MAKERS, MODES, Network, Plan, forms, no_advice


class Tagger(nn.Module):
    """Two recurrent modules, one above the other, and layers before and after."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(0)
        self.embedding = nn.Embedding(7, 3)
        self.encoder = nn.LSTM(3, 4, bidirectional=True, batch_first=True)
        self.decoder = nn.GRU(8, 5, batch_first=True)
        self.head = nn.Linear(5, 2)
        self.double()

    def forward(self, tokens: Tensor) -> Tensor:
        between, _ = self.encoder(self.embedding(tokens))
        after, _ = self.decoder(between)
        return self.head(after).square().sum()  # type: ignore[no-any-return]


def _grads(module: nn.Module) -> dict[str, Tensor]:
    """A copy of the gradient of every parameter."""
    return {name: own.grad.clone() for name, own in module.named_parameters() if own.grad is not None}


TOKENS = torch.tensor([[1, 2, 3, 4], [5, 6, 0, 1]])


def _called(network: Network) -> Any:
    """What the module returns for this network, as its loss takes it."""
    given: Any = network.packed() if network.packing else network.input
    with no_advice():
        returned = network.module(given, network.hx)
    if network.is_cell:
        return (returned[0], *returned) if isinstance(returned, tuple) else (returned, returned)
    output, last = returned
    return (output, *last) if isinstance(last, tuple) else (output, last)


@settings(max_examples=30)
@given(forms().map(lambda plan: replace(plan, half="", double=True)), st.booleans())
def test_a_loss_and_the_model_s_own_give_what_record_gives(plan: Plan, own: bool) -> None:
    network = plan.build()
    loss = loss_for(network)
    how: Any = "backward" if own else loss
    with rnnviz.recording(network.module, gradients_of=how) as recs:
        value = loss(*_called(network))
        if own:
            torch.autograd.backward(value)
    rec = recs[""]
    expected = gradients(record(network))
    for (name, mine), (_, theirs) in zip(gradients(rec).arrays(), expected.arrays(), strict=True):
        scale = max(1.0, float(np.nanmax(np.abs(theirs), initial=0)))
        np.testing.assert_allclose(mine, theirs, rtol=0, atol=1e-12 * scale, err_msg=name)
    assert gradients(rec).loss == (None if own else pytest.approx(expected.loss, abs=1e-9))


def test_the_model_s_own_gradients_are_what_they_are() -> None:
    model = Tagger()
    model(TOKENS).backward()
    expected = _grads(model)
    watched = Tagger()
    with rnnviz.recording(watched, gradients_of="backward") as recs:
        watched(TOKENS).backward()
    found = _grads(watched)
    assert found.keys() == expected.keys()
    for name, gradient in found.items():
        assert torch.equal(gradient, expected[name]), name
    for module in ("encoder", "decoder"):
        for name, by_weight in gradients(recs[module]).weights.items():
            np.testing.assert_allclose(by_weight, found[f"{module}.{name}"], rtol=0, atol=1e-12, err_msg=name)
    # What the decoder read is what the encoder gave: the same gradient on both sides.
    by_input = gradients(recs["decoder"]).input
    outside = np.concatenate(list(gradients(recs["encoder"]).h[0]), axis=-1)
    assert by_input.shape == outside.shape
    assert not np.allclose(by_input, outside)  # h also goes on to the next step of the encoder
    last = gradients(recs["encoder"]).h[0, 0, -1]
    np.testing.assert_allclose(last, by_input[-1, :, :4], rtol=0, atol=1e-12)


def test_each_module_has_the_loss_that_its_name_is_given() -> None:
    model = Tagger()
    with rnnviz.recording(model, gradients_of={"decoder": lambda output, h_n: h_n.sum()}) as recs:
        model(TOKENS)
    assert recs["encoder"].gradients is None
    assert gradients(recs["decoder"]).loss == pytest.approx(recs["decoder"].h_n.sum())
    with rnnviz.recording(model, gradients_of=lambda output, h_n: output.sum()) as recs:
        model(TOKENS)
    for name in ("encoder", "decoder"):
        assert gradients(recs[name]).loss == pytest.approx(recs[name].output.sum())


@pytest.mark.parametrize("kind", ["LSTM", "GRU", "RNN"])
@pytest.mark.parametrize("own", [True, False])
def test_a_loop_over_a_cell(kind: str, own: bool) -> None:
    torch.manual_seed(0)
    cell = CELL_MAKERS[kind](3, 4, dtype=torch.float64)
    x = torch.randn(5, 2, 3, dtype=torch.float64)

    def loss(output: Tensor, h_n: Tensor) -> Tensor:
        return output.square().sum() + (3 * h_n).sum()

    def run(keep: Callable[[Tensor], None]) -> Tensor:
        hx, outputs = None, []
        for row in x:
            hx = cell(row, hx)
            states = hx if isinstance(hx, tuple) else (hx,)
            for state in states:
                keep(state)
            outputs.append(states[0])
        return loss(torch.stack(outputs), outputs[-1])

    kept: list[Tensor] = []

    def keep(state: Tensor) -> None:
        state.retain_grad()
        kept.append(state)

    torch.autograd.backward(run(keep))
    expected = _grads(cell)
    cell.zero_grad()
    how: Any = "backward" if own else loss
    with rnnviz.recording(cell, gradients_of=how) as recs:
        value = run(lambda state: None)
        if own:
            torch.autograd.backward(value)
    found, count = gradients(recs[""]), 2 if kind == "LSTM" else 1
    for place, name in enumerate(("h", "c")[:count]):
        gradient = np.stack([state.grad.numpy() for state in kept[place::count] if state.grad is not None])
        np.testing.assert_allclose(getattr(found, name)[0, 0], gradient, rtol=0, atol=1e-12, err_msg=name)
    for name, parameter in cell.named_parameters():
        np.testing.assert_allclose(found.weights[name], expected[name], rtol=0, atol=1e-12, err_msg=name)
        if own:
            assert torch.equal(parameter.grad, expected[name])


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("detached", [True, False])
def test_a_sequence_in_pieces(mode: str, detached: bool) -> None:
    """The model's own loss goes back as far as the model let it; a loss of the caller's through the whole recording."""
    network = Plan(mode, num_layers=2, seq_len=6, given_hx=True).build()
    whole = gradients(record(network))
    own_loss = loss_for(network)

    def run() -> tuple[Tensor, Tensor]:
        hx: Any = network.hx
        outputs, total = [], torch.zeros(())
        for piece in torch.split(network.input, 2):
            output, hx = network.module(piece, hx)
            outputs.append(output)
            if detached:
                total = total + output.square().sum()
                hx = tuple(state.detach() for state in hx) if isinstance(hx, tuple) else hx.detach()
        last = hx if isinstance(hx, tuple) else (hx,)
        return own_loss(torch.cat(outputs), *last), total

    with rnnviz.recording(network.module, gradients_of="backward") as recs:
        value, alone = run()
        torch.autograd.backward(alone if detached else value)
    rec = recs[""]
    for name, parameter in network.module.named_parameters():
        np.testing.assert_allclose(gradients(rec).weights[name], parameter.grad, rtol=0, atol=1e-12, err_msg=name)
    if not detached:
        np.testing.assert_allclose(gradients(rec).h, whole.h, rtol=0, atol=1e-12)
        np.testing.assert_allclose(gradients(rec).h_0, whole.h_0, rtol=0, atol=1e-12)
    else:
        # The last step of a piece hears of its own output alone.
        np.testing.assert_allclose(gradients(rec).h[1, 0, 1], 2 * rec.h[1, 0, 1], rtol=0, atol=1e-12)
    with rnnviz.recording(network.module, gradients_of=own_loss) as recs:
        run()
    np.testing.assert_allclose(gradients(recs[""]).h, whole.h, rtol=0, atol=1e-12)


def test_every_backward_is_added_up_and_one_after_the_other_is_heard() -> None:
    network = Plan("GRU").build()
    with rnnviz.recording(network.module, gradients_of="backward") as recs:
        output, last = network.module(network.input)
        assert recs[""].gradients is None
        output.sum().backward(retain_graph=True)
        once = gradients(recs[""]).h
        output.sum().backward(retain_graph=True)
        np.testing.assert_allclose(gradients(recs[""]).h, 2 * once, rtol=0, atol=1e-12)
        last.sum().backward()
        thrice = gradients(recs[""]).h
        np.testing.assert_allclose(thrice[0, 0, -1], 2 * once[0, 0, -1] + 1, rtol=0, atol=1e-12)
    np.testing.assert_array_equal(gradients(recs[""]).h, thrice)


def test_what_no_gradient_reaches_has_none() -> None:
    model = Tagger()
    with rnnviz.recording(model, gradients_of="backward") as recs:
        with torch.no_grad():
            model(TOKENS)
        value = model(TOKENS)
    value.backward()  # too late: nothing listens any more
    assert [rec.gradients for rec in recs.calls("encoder")] == [None, None]
    with rnnviz.recording(model, gradients_of="backward") as recs:
        between, _ = model.encoder(model.embedding(TOKENS))
        model.decoder(between.detach())[0].sum().backward()
    assert recs["encoder"].gradients is None
    gradients(recs["decoder"])


def test_a_checkpointed_model_is_heard() -> None:
    model = Tagger()
    model(TOKENS).backward()
    expected = _grads(model)
    model.zero_grad()
    with rnnviz.recording(model, gradients_of="backward") as recs:
        checkpoint(model, TOKENS, use_reentrant=False).backward()
    for name, gradient in gradients(recs["encoder"]).weights.items():
        np.testing.assert_allclose(gradient, expected[f"encoder.{name}"], rtol=0, atol=1e-12)


def test_nothing_stays_behind() -> None:
    cell, module = nn.LSTMCell(3, 4), nn.LSTM(3, 4)
    x = torch.ones(2, 3)
    with rnnviz.recording(nn.ModuleList([cell, module]), gradients_of="backward"):
        states = cell(x)
        output, last = module(x)
    for tensor in (*states, output, *last):
        assert not tensor._backward_hooks
    assert not cell._forward_hooks
    # And a copy holds the same numbers.
    assert torch.equal(states[0], cell(x)[0])


def _watched(how: str) -> tuple[rnnviz.Recordings, list[weakref.ref[Any]]]:
    """What was recorded of a model that is gone, and what would show that it is not."""
    model, head = Tagger(), nn.Linear(4, 1, dtype=torch.float64)

    def loss(output: Tensor, h_n: Tensor) -> Tensor:
        return head(output[..., :4]).sum()  # type: ignore[no-any-return]

    with rnnviz.recording(model, gradients_of="backward" if how == "backward" else loss) as recs:
        value = model(TOKENS)
        value.backward()
    if how != "asked late":
        gradients(recs["encoder"])
        gradients(recs["decoder"])
    return recs, [weakref.ref(thing) for thing in (model, model.encoder.weight_ih_l0, head, value)]


@pytest.mark.parametrize("how", ["backward", "loss", "asked late"])
def test_nothing_is_kept_alive(how: str) -> None:
    recs, watched = _watched(how)
    gc.collect()
    assert [reference() for reference in watched] == [None] * 4
    assert np.isfinite(gradients(recs["encoder"]).h).all()


def test_the_loss_is_asked_before_the_model_goes_on() -> None:
    module, head = nn.GRU(3, 4), nn.Linear(4, 1)
    with rnnviz.recording(module, gradients_of=lambda output, h_n: head(output).sum()) as recs:
        output, _ = module(torch.ones(5, 2, 3))
    own = float(head(output).detach().sum())
    with torch.no_grad():
        head.weight.mul_(2)
    assert gradients(recs[""]).loss == pytest.approx(own, abs=1e-5)


def test_a_loss_that_calls_the_module_is_not_recorded() -> None:
    module = nn.GRU(3, 3)

    def loss(output: Tensor, h_n: Tensor) -> Tensor:
        return module(output)[0].sum()  # type: ignore[no-any-return]

    with rnnviz.recording(module, gradients_of=loss) as recs:
        module(torch.ones(5, 2, 3))
    assert len(recs.calls("")) == 1


def test_who_asks_for_the_recording_is_told_of_a_loss_that_is_none() -> None:
    module = nn.GRU(3, 4)
    with rnnviz.recording(module, gradients_of=lambda output, h_n: output) as recs:
        module(torch.ones(5, 2, 3))
    with pytest.raises(ArgumentError, match="must return one number"):
        recs[""]


def test_an_error_in_the_loss_ends_the_block() -> None:
    module = nn.GRU(3, 4)

    def loss(output: Tensor, h_n: Tensor) -> Tensor:
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"), rnnviz.recording(module, gradients_of=loss):
        module(torch.ones(5, 2, 3))
    # The block's own error comes first.
    with pytest.raises(AttributeError), rnnviz.recording(module, gradients_of=loss):
        module(torch.ones(5, 2, 3), "no state")


@pytest.mark.parametrize("kind", ["LSTM", "GRU", "LSTMCell", "GRUCell"])
def test_what_the_model_changes_in_place_is_heard_as_it_was_returned(kind: str) -> None:
    torch.manual_seed(0)
    module: nn.Module = getattr(nn, kind)(3, 4, dtype=torch.float64)
    x = torch.randn(2, 3, dtype=torch.float64)

    def run() -> None:
        returned = module(x)
        output = returned[0] if isinstance(returned, tuple) else returned
        output.mul_(2)
        output.square().sum().backward()

    run()
    expected = _grads(module)
    module.zero_grad()
    with rnnviz.recording(module, gradients_of="backward") as recs:
        run()
    assert all(torch.equal(gradient, expected[name]) for name, gradient in _grads(module).items())
    for name, by_weight in gradients(recs[""]).weights.items():
        np.testing.assert_allclose(by_weight, expected[name], rtol=0, atol=1e-12)


def test_frozen_weights_let_a_gradient_through_to_the_states() -> None:
    module = nn.LSTM(3, 4).requires_grad_(False)
    x = torch.ones(5, 2, 3, requires_grad=True)
    with rnnviz.recording(module, gradients_of="backward") as recs:
        module(x)[0].sum().backward()
    assert x.grad is not None
    np.testing.assert_allclose(gradients(recs[""]).input, x.grad, rtol=0, atol=1e-6)


def test_under_autocast_the_steps_are_derived_in_full() -> None:
    torch.manual_seed(0)
    module = nn.GRU(3, 4)
    x = torch.randn(5, 2, 3)
    with (
        rnnviz.recording(module, gradients_of=lambda output, h_n: output.float().sum()) as recs,
        torch.autocast("cpu", dtype=torch.bfloat16),
    ):
        module(x)
    rec = recs[""]
    # It returns float32, and computed in bfloat16 at least in part.
    assert rec.dtype == "float32"
    assert rec.parity.worst > 1e-4
    exact = gradients(rnnviz.record(module, x, gradients_of=lambda output, h_n: output.sum()))
    np.testing.assert_allclose(gradients(rec).h, exact.h, atol=0.05)


def test_a_track_without_gradients_says_so() -> None:
    rec: Recording = rnnviz.record(nn.GRU(3, 4), torch.ones(5, 2, 3))
    with pytest.raises(PlaceError, match="the recording must have gradients"):
        rec.track().gradient("h")


def test_the_checks_are_those_of_record() -> None:
    network = Plan("GRU", num_layers=2, bidirectional=True).build()
    with rnnviz.recording(network.module, gradients_of=loss_for(network)) as recs:
        network.module(network.input, network.hx)
    for check in CHECKS.values():
        check(network, recs[""])
    assert check_module in CHECKS.values()
