"""Differences against what PyTorch's modules return, subtracted by NumPy."""

from collections.abc import Callable

import jaxtyping
import numpy as np
import pytest
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

import rnnviz
from rnnviz.analysis.compare import first as search
from rnnviz.errors import PlaceError
from rnnviz.recorder import Recording

Kind = Callable[..., nn.RNNBase]


def made(kind: Kind, seed: int, **options: bool | int) -> nn.RNNBase:
    torch.manual_seed(seed)
    return kind(3, 4, **options)


def data(seq_len: int = 6, batch: int = 2) -> torch.Tensor:
    return torch.randn(seq_len, batch, 3, generator=torch.Generator().manual_seed(5))


def returned(module: nn.RNNBase, x: torch.Tensor) -> np.ndarray:
    with torch.no_grad():
        return module(x)[0].double().numpy()  # type: ignore[no-any-return]


@pytest.mark.parametrize("kinds", [(nn.LSTM, nn.GRU), (nn.GRU, nn.RNN), (nn.LSTM, nn.LSTM)])
def test_the_difference_is_that_of_the_modules_own_outputs(kinds: tuple[Kind, Kind]) -> None:
    x, modules = data(), [made(kind, seed) for seed, kind in enumerate(kinds)]
    pair = rnnviz.compare(*(rnnviz.record(module, x) for module in modules))[0]
    one, other = (returned(module, x) for module in modules)
    for batch in range(2):
        expected = other[:, batch] - one[:, batch]
        np.testing.assert_array_equal(pair.difference("h", batch=batch), expected)
        np.testing.assert_array_equal(pair.by_step("h", batch=batch), np.abs(expected).max(axis=1))
    first = pair.first(variables=["h"])
    assert first is not None
    assert (first.layer, first.direction, first.t, first.batch, first.unit) == (0, "forward", 0, 0, 0)
    assert first.values == (one[0, 0, 0], other[0, 0, 0])
    assert first.delta == other[0, 0, 0] - one[0, 0, 0]
    largest = pair.largest(variables=["h"])
    assert largest is not None
    t, batch, unit = np.unravel_index(np.abs(other - one).argmax(), one.shape)
    assert (largest.t, largest.batch, largest.unit) == (t, batch, unit)
    assert abs(largest.delta) == np.abs(other - one).max()


@pytest.mark.parametrize(
    ("kinds", "sizes", "shared"),
    [
        ((nn.LSTM, nn.GRU), (4, 4), {"x", "h_prev", "h"}),
        ((nn.LSTM, nn.RNN), (4, 4), {"x", "h_prev", "h"}),
        ((nn.LSTM, nn.LSTM), (4, 5), {"x"}),
        ((nn.GRU, nn.GRU), (4, 4), {"x", "h_prev", "a_r", "a_z", "r", "z", "n_x", "n_h", "a_n", "n", "old", "h"}),
    ],
)  # fmt: skip
def test_what_means_the_same_can_be_subtracted(
    kinds: tuple[Kind, Kind], sizes: tuple[int, int], shared: set[str]
) -> None:
    one, other = (rnnviz.record(kind(3, size), data()) for kind, size in zip(kinds, sizes, strict=True))
    pair = rnnviz.compare(one, other)[0]
    in_both = set(pair.variables())
    assert shared <= in_both
    assert in_both <= set(one.cell.variables) & set(other.cell.variables)
    if kinds[0] is not kinds[1]:
        assert in_both == shared
    elif sizes[0] == sizes[1]:
        assert pair.variables() == one.cell.variables


def test_a_projected_state_is_none_of_the_hidden_size() -> None:
    plain, projected = rnnviz.record(nn.LSTM(3, 4), data()), rnnviz.record(nn.LSTM(3, 4, proj_size=2), data())
    pair = rnnviz.compare(plain, projected)[0]
    assert "h" not in pair.variables()
    assert "c" in pair.variables()


def test_the_first_step_is_the_one_that_is_computed_first() -> None:
    x, module = data(), made(nn.LSTM, 0, bidirectional=True, num_layers=2)
    changed = x.clone()
    changed[4, 1, 2] += 1
    comparison = rnnviz.compare(rnnviz.record(module, x), rnnviz.record(module, changed))
    first = comparison.first()
    assert first is not None
    assert (first.layer, first.direction, first.batch, first.t, first.variable, first.unit) == (
        0, "forward", 1, 4, "x", 2,
    )  # fmt: skip
    state = comparison.first(variables=["h"])
    assert state is not None
    assert (state.layer, state.direction, state.batch, state.t, state.variable) == (0, "forward", 1, 4, "h")
    assert (comparison[0].difference("h", direction="reverse", batch=1)[5] == 0).all()
    assert (comparison[0].difference("h", direction="reverse", batch=1)[:5] != 0).any(axis=1).all()


def test_a_tolerance_passes_small_differences_over() -> None:
    x, module = data(1, 1).double().repeat(6, 1, 1), nn.RNN(3, 1, bias=False).double()
    with torch.no_grad():
        state = {"weight_ih_l0": torch.tensor([[1e-3, 0.0, 0.0]]), "weight_hh_l0": torch.tensor([[2.0]])}
        module.load_state_dict(state)
        changed = nn.RNN(3, 1, bias=False).double()
        changed.load_state_dict({**state, "weight_ih_l0": 2 * state["weight_ih_l0"]})
    comparison = rnnviz.compare(rnnviz.record(module, x), rnnviz.record(changed, x))
    apart = np.abs(returned(module, x) - returned(changed, x))[:, 0, 0]
    for tolerance in (0.0, float(apart[2]), float(apart.max())):
        expected = np.flatnonzero(apart > tolerance)
        found = comparison.first(tolerance=tolerance, variables=["h"])
        assert (found and found.t) == (int(expected[0]) if len(expected) else None)


def test_equal_recordings_do_not_differ() -> None:
    x, module = data(), made(nn.GRU, 0)
    x[2, 0, 0], x[3, 1, 1] = torch.nan, torch.inf
    comparison = rnnviz.compare(rnnviz.record(module, x), rnnviz.record(module, x))
    assert comparison.first() is None
    assert comparison.largest() is None
    assert comparison[0].tails == ()


def test_a_number_that_was_not_computed_differs_from_every_number() -> None:
    x, module = data(), made(nn.GRU, 0)
    spoilt = x.clone()
    spoilt[3, 0, 0] = torch.nan
    comparison = rnnviz.compare(rnnviz.record(module, x), rnnviz.record(module, spoilt))
    first = comparison.first(tolerance=1e9, variables=["h"])
    assert first is not None
    assert (first.batch, first.t) == (0, 3)
    assert np.isnan(first.values[1])


@pytest.mark.parametrize("direction", ["forward", "reverse"])
def test_padded_against_packed(direction: str) -> None:
    """Past a row's end the packed batch has nothing; before it, only the reverse direction has seen the padding."""
    lengths = [6, 3]
    x, module = data(), made(nn.LSTM, 0, bidirectional=True)
    x[3:, 1] = 0
    packed = rnnviz.record(module, x, lengths=lengths)
    pair = rnnviz.compare(packed, rnnviz.record(module, x))[0]
    assert [(tail.batch, tail.start, tail.stop, tail.longer) for tail in pair.tails] == [(1, 3, 6, 1)]
    with torch.no_grad():
        alone = pad_packed_sequence(module(pack_padded_sequence(x, torch.tensor(lengths)))[0])[0].double().numpy()
    half = slice(4) if direction == "forward" else slice(4, 8)
    expected = (returned(module, x) - alone)[:3, 1, half]
    found = pair.difference("h", direction=direction, batch=1)
    np.testing.assert_allclose(found[:3], expected, rtol=0, atol=1e-6)
    assert np.isnan(found[3:]).all()
    assert (np.abs(found[:3]).max() > 1e-3) == (direction == "reverse")
    first = pair.first(tolerance=1e-5, variables=["h"])
    assert first is not None
    assert (first.direction, first.batch, first.t) == ("reverse", 1, 2)
    back = rnnviz.compare(rnnviz.record(module, x), packed)[0]
    assert [tail.longer for tail in back.tails] == [0]


def test_layers_and_directions_that_only_one_has_are_left_out() -> None:
    one = rnnviz.record(made(nn.LSTM, 0), data())
    other = rnnviz.record(made(nn.LSTM, 0, num_layers=2, bidirectional=True), data())
    pair = rnnviz.compare(one, other)[0]
    assert pair.variables(1) == ()
    largest = pair.largest()
    assert largest is None or (largest.layer, largest.direction) == (0, "forward")


def rec(seq_len: int = 6, batch: int = 2) -> Recording:
    return rnnviz.record(nn.GRU(3, 4), data(seq_len, batch))


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (
            lambda: rnnviz.compare(rec()),
            "others must be one recording or more, got none. Call rnnviz.compare(rec, other).",
        ),
        (
            lambda: rnnviz.compare(rec(), nn.GRU(3, 4)),  # type: ignore[arg-type]
            "others[0] must be a recording, got GRU. Make one first: rnnviz.record(module, input).",
        ),
        (
            lambda: rnnviz.compare(rec(), rec(), rec(batch=3)),
            "others[1] must have as many batch rows as rec, batch=2, got batch=3. Record both on the same input.",
        ),
        (
            lambda: rnnviz.compare(rec(), rec(seq_len=5)),
            "others[0] must have as many time steps as rec, seq_len=6, got seq_len=5. Record both on the same input; "
            "rows may end at different steps only where a batch is packed.",
        ),
        (
            lambda: rnnviz.compare(rec(), rec()).first(tolerance=-1),
            "tolerance must be 0 or more, got -1. Take 0 for any difference at all.",
        ),
        (
            lambda: rnnviz.compare(rec(), rnnviz.record(nn.RNN(3, 4), data()))[0].difference("z"),
            "variable must be of the same name, role and size in both recordings, one of x, h_prev, h in layer 0, "
            "got 'z'. Choose one of these.",
        ),
    ],
)
def test_every_error_word_for_word(call: Callable[[], object], sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # A caller's types are not checked, ours are in these tests.
    monkeypatch.setattr(jaxtyping.config, "jaxtyping_disable", True)
    with pytest.raises(rnnviz.RnnvizError) as caught:
        call()
    assert str(caught.value) == sentence


@pytest.mark.parametrize("block", [1, 4, 256])
def test_rows_of_the_reverse_direction_begin_together(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_BLOCK", block)
    x, module = data(9), made(nn.GRU, 0, bidirectional=True)
    changed = x.clone()
    changed[5, 0] += 1
    changed[4, 1] += 1
    comparison = rnnviz.compare(*(rnnviz.record(module, one, lengths=[9, 6]) for one in (x, changed)))
    for at, place in (("forward", (4, 1)), ("reverse", (4, 1))):
        first = comparison[0].first(direction=at, variables=["h"])
        assert first is not None
        # In reverse t = 4 is the second step of row 1, and t = 5 is the fourth one of row 0.
        assert (first.t, first.batch) == place
    first = comparison[0].first(direction="reverse", batch=0)
    assert first is not None
    assert (first.t, first.variable) == (5, "x")


def test_a_place_that_is_not_there_is_refused_and_a_single_name_taken() -> None:
    x, module = data(), made(nn.LSTM, 0)
    pair = rnnviz.compare(rnnviz.record(module, x), rnnviz.record(module, x + 1))[0]
    for ask in (pair.first, pair.largest):
        for place in ({"layer": 1}, {"direction": "reverse"}, {"direction": "backward"}, {"batch": 2}):
            with pytest.raises(PlaceError):
                ask(**place)
        found = ask(variables="c_prev")
        assert found is not None
        assert found.variable == "c_prev"
    # The other one has no second direction: then there is nothing that both have.
    both = rnnviz.record(made(nn.LSTM, 0, bidirectional=True), x)
    assert rnnviz.compare(both, pair.other)[0].first(direction="reverse") is None


def test_what_was_asked_before_is_not_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    x, module = data(), made(nn.GRU, 0)
    one, other, third = (rnnviz.record(module, x + shift) for shift in (0, 1, 2))
    found = rnnviz.compare(one, other).first()
    with monkeypatch.context() as patch:
        patch.setattr(rnnviz.Track, "part", None)
        assert rnnviz.compare(one, other).first() is found
        with pytest.raises(TypeError):
            rnnviz.compare(one, third).first()
    later = rnnviz.compare(one, other).first(variables=["h"])
    assert later != found
