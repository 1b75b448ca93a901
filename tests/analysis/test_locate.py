"""Where a number is: what PyTorch returns holds the same number exactly there, and nowhere else."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

import rnnviz
from rnnviz.analysis.tensors import Tensor, tensors, values
from rnnviz.errors import PlaceError
from rnnviz.words import translation
from tests.strategies import Network, Plan, forms

EXCHANGED = ("input", "output", "h_n", "c_n")
"""What the module takes and returns."""


def recorded(network: Network) -> rnnviz.Recording:
    return rnnviz.record(network.module, network.given, network.hx, **network.options)


def returned(network: Network) -> dict[str, np.ndarray]:
    """What PyTorch itself takes and returns, as it is; NaN in the padding, which holds no number."""
    output, h_n, c_n = (None if value is None else value.double().numpy() for value in network.call())
    assert output is not None
    assert h_n is not None
    given = network.input.double().numpy().copy()
    if network.packing:
        for row, length in enumerate(network.lengths or ()):
            time = (row, slice(length, None)) if network.module.batch_first else (slice(length, None), row)
            output = output.copy()
            output[time] = np.nan
            given[time] = np.nan
        time_axis = 1 if network.module.batch_first else 0
        given = given.take(range(max(network.lengths or ())), axis=time_axis)
    found = {"input": given, "output": output, "h_n": h_n, "c_n": c_n}
    return {name: value for name, value in found.items() if value is not None}


def elements(found: rnnviz.Location, shapes: dict[str, tuple[int, ...]]) -> set[tuple[str, int]]:
    """Every element of the tensors with these shapes that the places of a location name, each by its flat index."""
    named: set[tuple[str, int]] = set()
    for place in rnnviz.places(found):
        if place.tensor in shapes:
            shape = shapes[place.tensor]
            flat = np.arange(np.prod(shape)).reshape(shape)[place.index]
            named |= {(place.tensor, int(one)) for one in np.atleast_1d(flat).flat}
    return named


def asked(rec: rnnviz.Recording, tensor: str, index: tuple[int, ...]) -> dict[str, Any]:
    return {axis.name: entry for axis, entry in zip(tensors(rec)[tensor].axes, index, strict=True)}


def padding(rec: rnnviz.Recording, tensor: Tensor, index: tuple[int, ...]) -> bool:
    where = dict(zip((axis.name for axis in tensor.axes), index, strict=True))
    return rec.lengths is not None and where.get("t", 0) >= rec.lengths[where["batch"]]


def numbers_of(network: Network) -> Iterator[tuple[str, tuple[int, ...], float]]:
    for name, array in returned(network).items():
        for index, value in np.ndenumerate(array):
            yield name, index, float(value)


# A number of a tanh network in float64 occurs once, wherever it comes from; relu would give many zeros.
def once(plan: Plan) -> Plan:
    return Plan(**{**vars(plan), "mode": plan.mode.replace("RELU", "TANH"), "half": "", "double": True, "bound": 1.0})


@given(forms().map(once))
def test_the_same_number_is_there_and_nowhere_else(plan: Plan) -> None:
    network = plan.build()
    rec = recorded(network)
    own = returned(network)
    shapes = {name: array.shape for name, array in own.items()}
    same: dict[tuple[bool, float], set[tuple[str, int]]] = {}
    for name, array in own.items():
        for flat, value in enumerate(array.flat):
            same.setdefault((name == "input", float(value)), set()).add((name, flat))
    for name, index, value in numbers_of(network):
        if np.isnan(value):
            with pytest.raises(PlaceError, match="padding"):
                rnnviz.locate(rec, name, **asked(rec, name, index))
            continue
        found = rnnviz.locate(rec, name, **asked(rec, name, index))
        assert elements(found, shapes) == same[name == "input", value]


@settings(max_examples=12)
@given(forms())
def test_places_return_what_was_asked_for_through_every_tensor(plan: Plan) -> None:
    network = plan.build()
    rec = recorded(network)
    for name, tensor in tensors(rec).items():
        shapes = {name: tensor.shape}
        for flat, index in enumerate(np.ndindex(*tensor.shape)):
            if padding(rec, tensor, index):
                with pytest.raises(PlaceError, match="padding"):
                    rnnviz.locate(rec, name, **asked(rec, name, index))
                continue
            found = rnnviz.locate(rec, name, **asked(rec, name, index))
            assert len(found) == 1
            assert elements(found, shapes) == {(name, flat)}
            for place in rnnviz.places(found):
                same, own = float(np.squeeze(place.of(rec))), float(values(rec, name)[index])
                # c is computed again beside the module, which tells its last values only.
                assert same == own or ("c" in (place.tensor, name) and same == pytest.approx(own, rel=0.02, abs=1e-6))


@given(forms(), st.data())
def test_a_block_is_all_of_its_elements(plan: Plan, data: st.DataObject) -> None:
    network = plan.build()
    rec = recorded(network)
    name = data.draw(st.sampled_from(list(tensors(rec))))
    tensor = tensors(rec)[name]
    index: dict[str, Any] = {}
    for axis in tensor.axes:
        if data.draw(st.booleans()):
            first, last = sorted(data.draw(st.tuples(*[st.integers(0, axis.size - 1)] * 2)))
            index[axis.name] = data.draw(
                st.sampled_from([slice(first, last + 1), range(first, last + 1), first - axis.size])
            )
    chosen = tuple(slice(None) if one is None else one for one in (index.get(axis.name) for axis in tensor.axes))
    chosen = tuple(slice(one[0], one[-1] + 1) if isinstance(one, range) else one for one in chosen)
    block = np.atleast_1d(np.arange(np.prod(tensor.shape)).reshape(tensor.shape)[chosen])
    single: set[tuple[str, int]] = set()
    shapes = {name: other.shape for name, other in tensors(rec).items()}
    for flat in block.flat:
        at = tuple(int(one) for one in np.unravel_index(int(flat), tensor.shape))
        try:
            single |= elements(rnnviz.locate(rec, name, **asked(rec, name, at)), shapes)
        except PlaceError:
            continue
    if not single:
        with pytest.raises(PlaceError):
            rnnviz.locate(rec, name, **index)
        return
    found = rnnviz.locate(rec, name, **index)
    assert elements(found, shapes) == single
    # No element twice.
    places = [place for place in rnnviz.places(found) if place.tensor == name]
    assert sum(np.size(values(rec, name)[place.index]) for place in places) == len(
        {one for one in single if one[0] == name}
    )


def bidirectional(lengths: list[int] | None = None) -> rnnviz.Recording:
    torch.manual_seed(0)
    return rnnviz.record(nn.LSTM(10, 20, 2, bidirectional=True), torch.randn(5, 3, 10), lengths=lengths)


@pytest.mark.parametrize(
    ("tensor", "index", "sentence", "places"),
    [
        (
            "h_n",
            {"layer_direction": 3},
            "hidden state h, layer 1, reverse direction, t = 0, all 3 batch rows, all 20 units",
            "output[0, :, 20:] h_n[3] h[1, 1, 0]",
        ),
        (
            "output",
            {"t": -1, "batch": 0, "feature": slice(0, 20)},
            "hidden state h, layer 1, forward direction, t = 4, batch row 0, all 20 units",
            "output[4, 0, :20] h_n[2, 0] h[1, 0, 4, 0]",
        ),
        (
            "c_n",
            {"layer_direction": 1, "unit": range(3, 7)},
            "cell state c, layer 0, reverse direction, t = 0, all 3 batch rows, units 3 to 6",
            "c_n[1, :, 3:7] c[0, 1, 0, :, 3:7]",
        ),
        (
            "h",
            {"layer": 0, "direction": "forward", "t": 2, "batch": 1},
            "hidden state h, layer 0, forward direction, t = 2, batch row 1, all 20 units",
            "h[0, 0, 2, 1]",
        ),
        ("input", {"t": 0}, "input x, t = 0, all 3 batch rows, all 10 features", "input[0]"),
        (
            "h_0",
            {"unit": 19},
            "initial hidden state h_0, layers 0, 1, both directions, all 3 batch rows, unit 19",
            "h_0[:, :, 19]",
        ),
    ],
)
def test_in_words(tensor: str, index: dict[str, Any], sentence: str, places: str) -> None:
    found = rnnviz.locate(bidirectional(), tensor, **index)
    assert str(found) == sentence
    assert " ".join(map(str, rnnviz.places(found))) == places


def test_rows_that_end_at_different_steps() -> None:
    rec = bidirectional(lengths=[5, 2, 4])
    found = rnnviz.locate(rec, "h_n", layer_direction=2)
    assert (found.layer, found.direction, found.t) == (1, "forward", (1, 3, 4))
    assert [str(place) for place in found.places] == [
        *("output[1, 1, :20]", "output[3, 2, :20]", "output[4, 0, :20]", "h_n[2]"),
        *("h[1, 0, 1, 1]", "h[1, 0, 3, 2]", "h[1, 0, 4, 0]"),
    ]


def test_many_rows_of_many_lengths_are_few_places() -> None:
    lengths = [1 + (7 * row) % 30 for row in range(64)]
    rec = rnnviz.record(nn.LSTM(3, 32, bidirectional=True), torch.randn(30, 64, 3), lengths=lengths)
    ends = rnnviz.locate(rec, "h_n", layer_direction=0)
    own = [place for place in ends.places if place.tensor == "output"]
    assert len(own) <= 64
    assert all(place.index[-1] == slice(None, 32) for place in own)
    assert len(ends) == 64 * 32
    assert "t = " not in str(ends)
    assert "all 30 time steps (the last step of each row), all 64 batch rows" in str(ends)
    assert "(as far as each row goes)" in str(rnnviz.locate(rec, "output"))
    assert len(rnnviz.locate(rec, "output").places) < 400


def test_both_directions_end_at_their_own_steps() -> None:
    assert "t = 0, 4 (the last step of each direction)" in str(rnnviz.locate(bidirectional(), "h_n"))


def test_without_a_batch_and_in_chinese() -> None:
    rec = rnnviz.record(nn.GRU(4, 3, batch_first=True), torch.randn(7, 4))
    found = rnnviz.locate(rec, "output", t=6, feature=2)
    assert [str(place) for place in found.places] == ["output[6, 2]", "h_n[0, 2]", "h[0, 0, 6, 0, 2]"]
    assert "隐藏状态" in found.sentence(translation("zh"))


@pytest.mark.parametrize(
    ("tensor", "index", "message"),
    [
        (
            "hn",
            {},
            "tensor must be one of input, output, h_n, c_n, h_0, c_0, h, c in this recording, got 'hn'. "
            "Choose one of these.",
        ),
        (
            "output",
            {"unit": 3},
            "unit must be an axis of output, which has t, batch, feature, got unit. Name one of these.",
        ),
        (
            "h_n",
            {"layer_direction": 4},
            "layer_direction of h_n must be at least -4 and below 4 (num_layers*num_directions), a slice or a range, "
            "got 4. Choose an entry that the tensor has.",
        ),
        (
            "h_n",
            {"batch": 1.0},
            "batch of h_n must be at least -3 and below 3 (batch), a slice or a range, got 1.0. "
            "Choose an entry that the tensor has.",
        ),
        (
            "h",
            {"direction": "backward"},
            "direction of h must be at least -2 and below 2 (num_directions), a slice or a range, got 'backward'. "
            "Choose an entry that the tensor has.",
        ),
        (
            "output",
            {"t": 4, "batch": 1},
            "The place in output must hold a number: row 1 has 2 time steps, and past them there is only padding. "
            "Choose a smaller t.",
        ),
        (
            "h_n",
            {"unit": range(0)},
            "The place in h_n must hold a number, and there is none in it. Choose a larger slice.",
        ),
        (
            "h_n",
            {"unit": range(18, 22)},
            "unit of h_n must be at least -20 and below 20 (hidden_size), a slice or a range, got range(18, 22). "
            "Choose an entry that the tensor has.",
        ),
        (
            "output",
            {"t": slice(3, 3)},
            "The place in output must hold a number, and there is none in it. Choose a larger slice.",
        ),
    ],
)
def test_messages(tensor: str, index: dict[str, Any], message: str) -> None:
    with pytest.raises(PlaceError) as caught:
        rnnviz.locate(bidirectional(lengths=[5, 2, 4]), tensor, **index)
    assert str(caught.value) == message
