"""Forget bias, training on its own input, padding: against PyTorch used by hand."""

import copy
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from rnnviz.errors import InputError, SettingError
from rnnviz.lessons.network import network, recording, unlike_rows
from rnnviz.lessons.self_training import train_on_itself
from rnnviz.scenario import Scenario

TEXT = Scenario(source="text", text="abcabcabcabc", hidden_size=6)


def changed(scenario: Scenario, **settings: object) -> Scenario:
    return replace(scenario, **settings)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [0.0, 1.0, -2.5])
def test_the_two_forget_biases_add_up_to_the_value_and_the_others_stay(value: float) -> None:
    drawn = Scenario(source="text", num_layers=2, bidirectional=True, hidden_size=3)
    before, after = network(drawn).module, network(changed(drawn, forget_bias=value)).module
    parameters = dict(after.named_parameters())
    for name, was in before.named_parameters():
        now = parameters[name]
        if name.startswith("bias"):
            # PyTorch's documented order of rows: i, f, g, o.
            suffix = name[7:]
            both = (parameters["bias_ih" + suffix] + parameters["bias_hh" + suffix])[3:6]
            assert both.tolist() == [value] * 3
            assert torch.equal(torch.cat([was[:3], was[6:]]), torch.cat([now[:3], now[6:]]))
        else:
            assert torch.equal(was, now)


@pytest.mark.parametrize(
    ("scenario", "sentence"),
    [
        (
            Scenario(cell_type="GRU", forget_bias=1.0),
            "forget_bias is for an LSTM only: cell type GRU has no forget gate. Choose LSTM, or leave forget_bias "
            "empty.",
        ),
        (
            Scenario(bias=False, forget_bias=1.0),
            "forget_bias needs bias=True: this LSTM has no biases. Give it some, or leave forget_bias empty.",
        ),
        (
            Scenario(trained=3),
            "trained must be 0 for an input of one time step: there is no next one to predict. Choose a longer input.",
        ),
        (
            Scenario(source="random", lengths="5 9 1", trained=1),
            "lengths must be whole numbers from 1 to seq_len=5, got 9 for row 1. Say how many time steps of that row "
            "are not padding.",
        ),
        (
            Scenario(source="random", seq_len=200, batch=100, hidden_size=4, trained=500),
            "The sizes must go together: trained, time steps, batch, layers, directions and hidden_size multiplied may "
            "be up to 25,000,000, got 40,000,000. Make one of them smaller.",
        ),
    ],
)
def test_what_cannot_be_done_is_one_sentence(scenario: Scenario, sentence: str) -> None:
    with pytest.raises((InputError, SettingError)) as caught:
        network(scenario)
    assert str(caught.value) == sentence


def by_hand(module: nn.RNNBase, x: torch.Tensor, steps: int, seed: int) -> None:
    """The same training, written out."""
    size = module.hidden_size
    generator = torch.Generator().manual_seed(seed)
    weight = torch.empty(x.shape[-1], size).uniform_(-(size**-0.5), size**-0.5, generator=generator).requires_grad_()
    bias = torch.empty(x.shape[-1]).uniform_(-(size**-0.5), size**-0.5, generator=generator).requires_grad_()
    optimizer = torch.optim.Adam([*module.parameters(), weight, bias], lr=0.01)
    for _ in range(steps):
        logits = module(x)[0][:-1, 0] @ weight.T + bias
        loss = -torch.log_softmax(logits, 1)[torch.arange(len(x) - 1), x[1:, 0].argmax(1)].mean()
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()


@pytest.mark.parametrize("cell_type", ["LSTM", "RNN"])
def test_training_is_that_of_a_plain_loop(cell_type: str) -> None:
    drawn = changed(TEXT, cell_type=cell_type, seed=4)
    before = torch.get_rng_state()
    trained = network(changed(drawn, trained=20)).module
    assert torch.equal(torch.get_rng_state(), before), "the global generator was used"
    made = network(drawn)
    assert isinstance(made.module, nn.RNNBase)
    by_hand(made.module, made.input, 20, 4)
    for one, other in zip(trained.parameters(), made.module.parameters(), strict=True):
        torch.testing.assert_close(one, other, rtol=0, atol=1e-5)
        assert one.grad is None


def test_it_learns_and_is_told_of_every_step() -> None:
    made, told = network(TEXT), list[int]()
    assert isinstance(made.module, nn.RNNBase)
    first = train_on_itself(made.module, made.input, 1, one_hot=True)
    last = train_on_itself(made.module, made.input, 150, one_hot=True, progress=told.append)
    assert told == list(range(1, 151))
    assert last < 0.2 * first


def test_twice_the_same_is_bit_for_bit_the_same() -> None:
    one, other = (network(changed(TEXT, trained=7)).module for _ in range(2))
    assert all(torch.equal(a, b) for a, b in zip(one.parameters(), other.parameters(), strict=True))


def test_what_lies_past_a_rows_end_is_not_learned() -> None:
    lstm, x = nn.LSTM(3, 4), torch.randn(6, 2, 3)
    state = {name: value.clone() for name, value in lstm.state_dict().items()}
    changed_past = x.clone()
    changed_past[2:, 1] = 99
    for given in (x, changed_past):
        lstm.load_state_dict(state)
        train_on_itself(lstm, given, 5, lengths=[6, 2])
        if given is x:
            expected = {name: value.clone() for name, value in lstm.state_dict().items()}
    assert all(torch.equal(value, expected[name]) for name, value in lstm.state_dict().items())


def test_the_loss_is_the_mean_over_the_steps_that_rows_have() -> None:
    rnn, x = nn.RNN(3, 4), torch.randn(6, 2, 3)
    draws = torch.Generator().manual_seed(0)
    weight = torch.empty(3, 4).uniform_(-0.5, 0.5, generator=draws)
    bias = torch.empty(3).uniform_(-0.5, 0.5, generator=draws)
    with torch.no_grad():
        said = rnn(x)[0] @ weight.T + bias
    squares = [(said[t, row] - x[t + 1, row]).square().mean() for row, steps in ((0, 5), (1, 1)) for t in range(steps)]
    assert train_on_itself(rnn, x, 1, lengths=[6, 2]) == pytest.approx(float(sum(squares)) / 6, rel=1e-5)


LINES = Scenario(source="text", text="to be\nor\nnot", hidden_size=3, num_layers=2, bidirectional=True)


@pytest.mark.parametrize("typed", [{}, {"source": "series", "series": "1 2 3 4 5\n-1 0.5\n3 2 1"}])
def test_lines_of_unlike_length_are_packed_or_padded(typed: dict[str, str]) -> None:
    scenario = changed(LINES, **typed)
    made = network(scenario)
    lengths = torch.tensor([5, 2, 3])
    with torch.no_grad():
        output, last = made.module(pack_padded_sequence(made.input, lengths, enforce_sorted=False))
        run_on, last_run_on = made.module(made.input)
    packed, padded = recording(scenario), recording(changed(scenario, padded=True))
    assert (packed.lengths, padded.lengths) == ((5, 2, 3), None)
    assert [len(row) for row in packed.labels or ()] == [5, 2, 3]
    assert padded.labels is not None
    assert padded.labels[1][2:] == ("",) * 3
    np.testing.assert_array_equal(packed.output, pad_packed_sequence(output)[0])
    np.testing.assert_array_equal(padded.output, run_on)
    np.testing.assert_array_equal(packed.h_n, last[0])
    np.testing.assert_array_equal(padded.h_n, last_run_on[0])
    assert unlike_rows(scenario)
    assert not unlike_rows(changed(scenario, text="to\nbe", series="1 2\n3 4"))


def test_padding_is_not_learned_in_either_direction() -> None:
    made = network(changed(LINES, num_layers=1, seed=5))
    alone = copy.deepcopy(made.module)
    assert isinstance(made.module, nn.RNNBase)
    train_on_itself(made.module, made.input, 4, lengths=[5, 2, 3], one_hot=True)
    draws = torch.Generator().manual_seed(0)
    weight, bias = (torch.empty(*size).uniform_(-(6**-0.5), 6**-0.5, generator=draws) for size in ((7, 6), (7,)))
    optimizer = torch.optim.Adam([*alone.parameters(), weight.requires_grad_(), bias.requires_grad_()], lr=0.01)
    assert made.input.shape[2] == 7
    for _ in range(4):
        # Each row by itself, so that there is no padding at all.
        losses = []
        for row, length in enumerate([5, 2, 3]):
            x = made.input[:length, row]
            said = torch.log_softmax(alone(x)[0] @ weight.T + bias, 1)
            losses += [-said[t, int(x[t + 1].argmax())] for t in range(length - 1)]
        optimizer.zero_grad()
        torch.stack(losses).mean().backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    for one, other in zip(made.module.parameters(), alone.parameters(), strict=True):
        torch.testing.assert_close(one, other, rtol=0, atol=1e-5)


@pytest.mark.parametrize("batch_first", [False, True])
def test_padded_rows_run_on_over_zeros(batch_first: bool) -> None:
    scenario = Scenario(source="random", lengths="5 2 4", batch_first=batch_first, bidirectional=True)
    packed, padded = recording(scenario), recording(changed(scenario, padded=True))
    assert (packed.lengths, padded.lengths) == ((5, 2, 4), None)
    assert (padded.input[2:, 1] == 0).all()
    assert (padded.input[:2, 1] == packed.input[:2, 1]).all()
    assert {name: value.tolist() for name, value in packed.weights.items()} == {
        name: value.tolist() for name, value in padded.weights.items()
    }
    assert padded.h.shape[2] == 5
    assert (padded.h[0, 1, 1, 1] != packed.h[0, 1, 1, 1]).any(), "the reverse direction has read the padding"
