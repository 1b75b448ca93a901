"""Looking leaves everything as it was, and what was kept cannot be changed."""

import copy
import gc
import weakref
from dataclasses import fields, replace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

import rnnviz
from tests.recorder import agreement
from tests.strategies import MODES, Plan, forms

_STACK = Plan(num_layers=2, bidirectional=True)
FORMS = {
    "batch": _STACK,
    "unbatched": replace(_STACK, unbatched=True, strided=True),
    "sorted": replace(_STACK, packing="sorted", lengths=(4, 2)),
    "unsorted": replace(_STACK, packing="unsorted", lengths=(2, 4), strided=True),
    "lengths": replace(_STACK, packing="lengths", lengths=(2, 3), batch_first=True),
    "one step": Plan(cell=True),
    "half": replace(_STACK, half="bfloat16"),
}
CASES = [*((mode, "batch") for mode in MODES), *(("LSTM", form) for form in FORMS if form != "batch")]


@settings(max_examples=20)
@given(forms(), st.booleans(), st.booleans())
def test_the_module_and_the_input_stay_as_they_were(plan: Plan, training: bool, frozen: bool) -> None:
    network = plan.build()
    module = network.module.train(training).requires_grad_(not frozen)
    module.register_forward_hook(lambda *_: None)
    weights = {name: (value.data_ptr(), value.clone()) for name, value in module.state_dict().items()}
    facts = copy.copy(module.__dict__)
    parameters = [(name, id(value), value.requires_grad, value.grad) for name, value in module.named_parameters()]
    arguments = [network.input, network.given.data, *network.initial.values()]
    kept = [value.clone() for value in arguments]
    layout = [(value.data_ptr(), value.stride(), value.requires_grad) for value in arguments[:1]]
    states = torch.get_rng_state(), repr(np.random.get_state())
    grad = torch.is_grad_enabled()

    agreement.record(network)

    assert module.training is training
    assert torch.is_grad_enabled() is grad
    assert [
        (name, id(value), value.requires_grad, value.grad) for name, value in module.named_parameters()
    ] == parameters
    for name, value in module.state_dict().items():
        pointer, before = weights[name]
        assert value.data_ptr() == pointer
        assert torch.equal(value, before)
    assert module.__dict__.keys() == facts.keys()
    assert all(module.__dict__[name] is value for name, value in facts.items())
    for value, before in zip(arguments, kept, strict=True):
        assert torch.equal(value.nan_to_num(9.0), before.nan_to_num(9.0))
    assert [(value.data_ptr(), value.stride(), value.requires_grad) for value in arguments[:1]] == layout
    assert torch.equal(torch.get_rng_state(), states[0])
    assert repr(np.random.get_state()) == states[1]


def test_forward_hooks_are_not_called() -> None:
    network = Plan().build()
    calls: list[object] = []
    network.module.register_forward_hook(lambda *_: calls.append(1))
    rnnviz.record(network.module, network.input)
    assert not calls


@pytest.mark.parametrize(("mode", "form"), CASES)
def test_every_array_is_plain_and_read_only(mode: str, form: str) -> None:
    network = replace(FORMS[form], mode=mode).build()
    rec = agreement.record(network)
    track = rec.tracks[-1]
    arrays = [value for field in fields(rec) if isinstance(value := getattr(rec, field.name), np.ndarray)]
    arrays += [*rec.weights.values(), *track.weights.values(), *(track.values(name) for name in rec.cell.variables)]
    arrays += [*track[0].values.values(), track.input]
    assert len(arrays) > 16
    for array in arrays:
        assert type(array) is np.ndarray
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0
    with pytest.raises(TypeError):
        rec.weights["weight_ih_l0"] = arrays[0]  # type: ignore[index]
    with pytest.raises(TypeError):
        track[0].values["h"] = arrays[0]  # type: ignore[index]


@pytest.mark.parametrize(("mode", "form"), CASES)
def test_a_recording_keeps_neither_module_nor_tensors_alive(mode: str, form: str) -> None:
    network = replace(FORMS[form], mode=mode).build()
    x, given_x, hx = network.input, network.given, network.hx
    first = hx[0] if isinstance(hx, tuple) else hx
    assert first is not None
    rec = rnnviz.record(network.module, given_x, hx, **network.options)
    step = rec.tracks[-1][0]
    weight = next(network.module.parameters())
    watched = [weakref.ref(thing) for thing in (network.module, weight, x, given_x.data, first)]
    del network, x, given_x, hx, first, weight
    gc.collect()
    assert [reference() for reference in watched] == [None] * 5
    assert np.isfinite(step["h"]).all()


@pytest.mark.parametrize(("mode", "form"), CASES)
def test_training_afterwards_changes_no_recording(mode: str, form: str) -> None:
    network = replace(FORMS[form], mode=mode).build()
    packed = network.given
    rec = rnnviz.record(network.module, packed, network.hx, **network.options)
    arrays = {field.name: value for field in fields(rec) if isinstance(value := getattr(rec, field.name), np.ndarray)}
    arrays |= rec.weights
    before = {name: value.copy() for name, value in arrays.items()}
    with torch.no_grad():
        states = network.hx if isinstance(network.hx, tuple) else (network.hx,)
        for tensor in (*network.module.parameters(), network.input, packed.data, *states):
            assert tensor is not None
            tensor.add_(1.0)
    for name, value in arrays.items():
        np.testing.assert_array_equal(value, before[name], err_msg=name)
