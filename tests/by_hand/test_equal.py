"""Each hand-written module and PyTorch's own, with the same weights laid out for each, give the same numbers."""

from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

import rnnviz
from rnnviz import by_hand
from tests.by_hand.cases import CASES, SWITCHES, close, flat, made

EQUAL = [name for name, case in CASES.items() if case.equal is not None]


@pytest.mark.parametrize("name", EQUAL)
@settings(max_examples=15)
@given(data=st.data())
def test_weights_of_pytorch_s_module_make_it_equal(name: str, data: st.DataObject) -> None:
    found = data.draw(made(name))
    fused = found.equal()
    rnnviz.copy_weights(fused, found.module)
    _equal(found, fused)


@pytest.mark.parametrize("name", EQUAL)
@settings(max_examples=15)
@given(data=st.data())
def test_its_own_weights_make_pytorch_s_module_equal(name: str, data: st.DataObject) -> None:
    found = data.draw(made(name))
    fused = found.equal()
    rnnviz.copy_weights(found.module, fused)
    _equal(found, fused)


def _equal(found: Any, fused: nn.Module) -> None:
    with torch.no_grad():
        close(flat(found.module(found.input, found.hx)), flat(fused(found.input, found.equal_state())))


@settings(max_examples=30)
@given(data=st.data())
def test_a_leaky_unit_is_a_gru_whose_gates_are_held_still(data: st.DataObject) -> None:
    found = data.draw(made("LeakyRNN"))
    fused = nn.GRU(found.sizes["input_size"], found.sizes["hidden_size"], batch_first=True).double()
    rnnviz.copy_weights(found.module, fused)
    _equal(found, fused)


@pytest.mark.parametrize("switches", SWITCHES, ids=" ".join)
@settings(max_examples=8)
@given(data=st.data())
def test_a_leaky_unit_is_any_gru_whose_gates_are_held_still(switches: tuple[Any, ...], data: st.DataObject) -> None:
    found = data.draw(made("LeakyRNN"))
    other = by_hand.GRU(found.sizes["input_size"], found.sizes["hidden_size"], *switches).double()
    rnnviz.copy_weights(found.module, other)
    with torch.no_grad():
        close(flat(found.module(found.input, found.hx)), flat(other(found.input, found.hx)))


@pytest.mark.parametrize("name", ["JoinedRNNCell", "SampleLSTMCell", "GRU after replaces inside", "JoinedLSTM"])
@settings(max_examples=8)
@given(data=st.data())
def test_biases_of_0_fit_into_a_module_that_has_none(name: str, data: st.DataObject) -> None:
    found = data.draw(made(name))
    kind = type(found.equal())
    options = {"batch_first": True} if found.case.form == "batch first" else {}
    fused = kind(*found.sizes.values(), bias=False, **options).double()
    with torch.no_grad():
        for parameter in found.module.parameters():
            if parameter.dim() == 1:
                parameter.zero_()
    rnnviz.copy_weights(found.module, fused)
    _equal(found, fused)


@settings(max_examples=20)
@given(data=st.data())
def test_a_unit_that_leaks_all_is_a_plain_rnn_both_ways(data: st.DataObject) -> None:
    found = data.draw(made("LeakyRNN"))
    with torch.no_grad():
        found.module.alpha.fill_(1.0)
    fused = nn.RNN(found.sizes["input_size"], found.sizes["hidden_size"], batch_first=True).double()
    rnnviz.copy_weights(found.module, fused)
    _equal(found, fused)


@settings(max_examples=20)
@given(data=st.data())
def test_the_hidden_states_of_an_elman_network_are_those_of_a_plain_rnn(data: st.DataObject) -> None:
    found = data.draw(made("Elman"))
    fused = nn.RNN(found.sizes["input_size"], found.sizes["hidden_size"], batch_first=True).double()
    copied = rnnviz.copy_weights(found.module, fused)
    assert any("readout" in note for note in copied.said())
    with torch.no_grad():
        h, h_n = fused(found.input, found.equal_state())
        y, last = found.module(found.input, found.hx)
        close([y, last], [found.module.readout(h), h_n])
    back = by_hand.Elman(*found.sizes.values()).double()
    before = back.readout.weight.clone()
    copied = rnnviz.copy_weights(fused, back)
    assert copied.kept == ("readout.weight", "readout.bias")
    assert torch.equal(before, back.readout.weight)
    with torch.no_grad():
        close([back(found.input, found.hx)[1]], [last])


@settings(max_examples=20)
@given(data=st.data())
def test_b_hn_outside_the_bracket_is_part_of_b_in(data: st.DataObject) -> None:
    found = data.draw(made("GRU after keeps outside"))
    fused = nn.GRU(found.sizes["input_size"], found.sizes["hidden_size"], batch_first=True).double()
    rnnviz.copy_weights(found.module, fused)
    _equal(found, fused)


@settings(max_examples=20)
@given(data=st.data())
def test_the_two_update_gates_with_the_reset_before_the_product_are_equal_too(data: st.DataObject) -> None:
    found = data.draw(made("GRU before keeps outside"))
    other = by_hand.GRU(found.sizes["input_size"], found.sizes["hidden_size"], "before", "replaces").double()
    rnnviz.copy_weights(found.module, other)
    with torch.no_grad():
        close(flat(found.module(found.input, found.hx)), flat(other(found.input, found.hx)))


@pytest.mark.parametrize("hand", ["SampleLSTMCell", "LSTMCell", "SampleGRUCell", "RNNCell", "JoinedRNNCell"])
def test_a_cell_takes_the_weights_of_a_whole_module(hand: str) -> None:
    """A loop over the cell is the module of one layer."""
    kind = hand.removeprefix("Sample").removeprefix("Joined").removesuffix("Cell")
    fused = {"LSTM": nn.LSTM, "GRU": nn.GRU, "RNN": nn.RNN}[kind](3, 4).double()
    cell = CASES[hand].make(3, 4).double()
    rnnviz.copy_weights(fused, cell)
    x = torch.randn(6, 3, dtype=torch.float64)
    state = None
    with torch.no_grad():
        for now in x:
            state = cell(now, state)
        close(flat(state), flat(fused(x)[1]))


@settings(max_examples=10)
@given(data=st.data())
def test_a_jordan_network_with_a_linear_output_hides_a_plain_rnn(data: st.DataObject) -> None:
    """What the page says of it: W_hh = W_yh W_hy, from an h_0 that reads out to y_0; rank at most output_size."""
    found = data.draw(made("Jordan"))
    module = found.module
    n, d, _ = found.sizes.values()
    fused = nn.RNN(n, d, batch_first=True).double()
    with torch.no_grad():
        fused.get_parameter("weight_ih_l0").copy_(module.from_input.weight)
        fused.get_parameter("weight_hh_l0").copy_(module.from_output.weight @ module.readout.weight)
        fused.get_parameter("bias_ih_l0").copy_(module.from_input.bias)
        fused.get_parameter("bias_hh_l0").copy_(module.from_output.weight @ module.readout.bias)
        # The first output by itself; from then on the hidden state holds what the context needs.
        y, _ = module(found.input, found.hx)
        first = torch.tanh(
            module.from_input(found.input[:, 0]) + (0 if found.hx is None else module.from_output(found.hx))
        )
        h = first[:, None]
        if found.input.shape[1] > 1:
            rest, _ = fused(found.input[:, 1:], first[None])
            h = torch.cat([h, rest], dim=1)
        close([module.readout(h)], [y], 1e-9)
