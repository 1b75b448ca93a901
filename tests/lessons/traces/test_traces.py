"""The ready traces: each computes what PyTorch computes, and shows what its story says."""

import numpy as np
import pytest
import torch
from torch import nn

from rnnviz.lessons.traces import traces
from rnnviz.lessons.traces.samples import (
    as_printed,
    gradient_by_recursion,
    rnn_over_a_word,
    tokens_with_temperature,
)
from rnnviz.lessons.worked_example import by_hand, numbers
from rnnviz.lessons.worked_example.printed import FULL, STATES, X
from rnnviz.tracing import Array, Mapping, Trace


def last(trace: Trace, function: str, variable: str) -> np.ndarray:
    """An array at the last moment of a function."""
    steps = [step for step, event in enumerate(trace.events) if trace.sources[event.source].name == function]
    value = trace.at(steps[-1]).frame.variables[variable]
    assert isinstance(value, Array)
    assert value.shaped is not None
    return value.shaped


@pytest.mark.parametrize("name", traces())
def test_it_is_the_same_every_time_and_not_too_long(name: str) -> None:
    lesson = traces()[name]
    one, other = lesson.run(), lesson.run()
    assert 10 < len(one) < 200
    assert [event.line for event in one.events] == [event.line for event in other.events]
    assert one.missed == ()
    assert one.cut is None
    assert lesson.title
    assert lesson.story


def test_each_has_a_place_of_its_own() -> None:
    places = [lesson.place for lesson in traces().values()]
    assert places == sorted(set(places))


def test_as_printed_it_stops_where_the_calculation_by_hand_does() -> None:
    trace = traces()["as-printed"].run()
    stopped = by_hand(numbers(reading="printed")).stopped
    assert stopped is not None
    assert trace.error is not None
    assert (trace.error.type, trace.error.message) == ("ValueError", stopped.error)
    assert trace.sources[0].lines[trace.error.line - trace.sources[0].first_line].strip() == "written = i * g"  # type: ignore[operator]
    np.testing.assert_allclose(last(trace, "lstm_step", "i"), [0.5125, 0.5424], atol=5e-5)
    np.testing.assert_allclose(last(trace, "lstm_step", "kept"), [0.4576, -0.3607], atol=5e-5)
    assert last(trace, "lstm_step", "g").shape == (0,)


def test_with_all_eight_rows_the_same_code_is_an_lstm_cell() -> None:
    weights = [np.array(rows) for rows in FULL.values()]
    states = tuple(np.array(state) for state in STATES.values())
    h, c = as_printed.lstm_step(np.array(X[0]), states, *weights)  # type: ignore[arg-type]
    cell = nn.LSTMCell(3, 2, dtype=torch.float64)
    cell.load_state_dict({name: torch.tensor(rows, dtype=torch.float64) for name, rows in FULL.items()})
    given = torch.tensor(X[0], dtype=torch.float64), tuple(map(torch.tensor, states))
    for own, torchs in zip((h, c), cell(*given), strict=True):
        np.testing.assert_allclose(own, torchs.detach().numpy(), rtol=1e-12)


def test_the_word_is_read_as_nn_rnn_reads_it() -> None:
    trace = traces()["rnn-over-a-word"].run()
    letters = sorted(set(rnn_over_a_word.WORD))
    W_ih, W_hh, b = map(torch.tensor, rnn_over_a_word.weights(len(letters), hidden_size=3))
    module = nn.RNN(len(letters), 3, dtype=torch.float64)
    zeros = torch.zeros(3, dtype=torch.float64)
    module.load_state_dict({"weight_ih_l0": W_ih, "weight_hh_l0": W_hh, "bias_ih_l0": b, "bias_hh_l0": zeros})
    x = nn.functional.one_hot(torch.tensor([letters.index(letter) for letter in rnn_over_a_word.WORD])).double()
    output, _ = module(x)
    assert isinstance(trace.result, Array)
    assert trace.result.shaped is not None
    np.testing.assert_allclose(trace.result.shaped, output.detach().numpy(), rtol=1e-12)
    assert not np.allclose(trace.result.shaped[2], trace.result.shaped[3])


def test_the_gradients_are_autograds() -> None:
    trace = traces()["gradient-by-recursion"].run()
    given = {name: torch.tensor(value, requires_grad=True) for name, value in gradient_by_recursion.given().items()}
    h = given["h"]
    for x in given["xs"]:
        h = torch.tanh(given["W_ih"] @ x + given["W_hh"] @ h)
    loss = 0.5 * ((h - given["target"]) ** 2).sum()
    torch.autograd.backward([loss])
    final = trace.at(-1).frame.variables["grads"]
    assert isinstance(final, Mapping)
    assert trace.result is not None
    for name, own in zip(("W_ih", "W_hh", "h"), (*(value for _, value in final.items), trace.result), strict=True):
        gradient = given[name].grad
        assert gradient is not None
        assert isinstance(own, Array)
        assert own.shaped is not None
        np.testing.assert_allclose(own.shaped, gradient.numpy(), rtol=1e-10)
    assert max(event.depth for event in trace.events) == len(given["xs"])


def test_the_characters_are_drawn_as_by_torchs_softmax() -> None:
    trace = traces()["tokens-with-temperature"].run()
    table, alphabet = torch.tensor(tokens_with_temperature.table()), tokens_with_temperature.ALPHABET
    generator, at, text = np.random.default_rng(7), 0, ""
    for number in range(6):
        chances = (table[at] / (0.2 if number >= 3 else 1.0)).softmax(0)
        at = int(generator.choice(len(alphabet), p=chances.numpy()))
        text += alphabet[at]
    assert trace.result is not None
    assert trace.result.text == text  # type: ignore[union-attr]
    kinds = [event.kind for event in trace.events]
    assert (kinds.count("yield"), kinds.count("resume")) == (6, 6)
