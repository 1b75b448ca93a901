"""Looking leaves everything as it was, and what was kept cannot be changed."""

import copy
import gc
import weakref
from dataclasses import fields

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

import rnnviz
from tests.strategies import MODES, Plan, plans


@settings(max_examples=10)
@given(plans(), st.booleans(), st.booleans())
def test_the_module_and_the_input_stay_as_they_were(plan: Plan, training: bool, frozen: bool) -> None:
    network = plan.build()
    module = network.module.train(training).requires_grad_(not frozen)
    module.register_forward_hook(lambda *_: None)
    weights = {name: (value.data_ptr(), value.clone()) for name, value in module.state_dict().items()}
    facts = copy.copy(module.__dict__)
    parameters = [(name, id(value), value.requires_grad, value.grad) for name, value in module.named_parameters()]
    given_input = network.input.clone()
    states = torch.get_rng_state(), repr(np.random.get_state())
    grad = torch.is_grad_enabled()

    rnnviz.record(module, network.input, network.hx)

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
    assert torch.equal(network.input, given_input)
    assert torch.equal(torch.get_rng_state(), states[0])
    assert repr(np.random.get_state()) == states[1]


def test_forward_hooks_are_not_called() -> None:
    network = Plan().build()
    calls: list[object] = []
    network.module.register_forward_hook(lambda *_: calls.append(1))
    rnnviz.record(network.module, network.input)
    assert not calls


@pytest.mark.parametrize("mode", MODES)
def test_every_array_is_plain_and_read_only(mode: str) -> None:
    network = Plan(mode, num_layers=2, bidirectional=True).build()
    rec = rnnviz.record(network.module, network.input, network.hx)
    track = rec.track(1, "reverse", 1)
    arrays = [value for field in fields(rec) if isinstance(value := getattr(rec, field.name), np.ndarray)]
    arrays += [*rec.weights.values(), *track.weights.values(), *(track.values(name) for name in rec.cell.variables)]
    arrays += [*track[0].values.values(), track.input]
    assert len(arrays) > 20
    for array in arrays:
        assert type(array) is np.ndarray
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0
    with pytest.raises(TypeError):
        rec.weights["weight_ih_l0"] = arrays[0]  # type: ignore[index]
    with pytest.raises(TypeError):
        track[0].values["h"] = arrays[0]  # type: ignore[index]


@pytest.mark.parametrize("mode", MODES)
def test_a_recording_keeps_neither_module_nor_tensors_alive(mode: str) -> None:
    network = Plan(mode, num_layers=2).build()
    x, hx = network.input, network.hx
    first = hx[0] if isinstance(hx, tuple) else hx
    assert first is not None
    rec = rnnviz.record(network.module, x, hx)
    track = rec.track(1)
    step = track[2]
    watched = [weakref.ref(thing) for thing in (network.module, network.module.weight_ih_l0, x, first)]
    del network, x, hx, first
    gc.collect()
    assert [reference() for reference in watched] == [None] * 4
    assert np.isfinite(step["h"]).all()


def test_training_afterwards_changes_no_recording() -> None:
    network = Plan().build()
    rec = rnnviz.record(network.module, network.input, network.hx)
    before = {name: value.copy() for name, value in rec.weights.items()}, rec.input.copy(), rec.h_0.copy()
    with torch.no_grad():
        for parameter in network.module.parameters():
            parameter.add_(1.0)
        network.input.add_(1.0)
        assert isinstance(network.hx, tuple)
        network.hx[0].add_(1.0)
    for name, value in rec.weights.items():
        np.testing.assert_array_equal(value, before[0][name])
    np.testing.assert_array_equal(rec.input, before[1])
    np.testing.assert_array_equal(rec.h_0, before[2])
