"""Gradients of modules written by hand: what autograd gives through their own forward."""

from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

import rnnviz
from rnnviz.recorder.layout import layout_of
from tests.by_hand.cases import CASES, Made, flat, made
from tests.recorder.gradient_checks import gradients

INSIDE = [name for name in CASES if name not in ("Elman", "StackedRNN")]
"""Those that show their state after every step: they are recorded inside a model too."""


def _loss(*tensors: Tensor) -> Tensor:
    """Every number has a share of its own."""
    shares = [torch.linspace(-1, 2 + place, each.numel(), dtype=each.dtype) for place, each in enumerate(tensors)]
    return sum((share * each.reshape(-1) ** 2).sum() for share, each in zip(shares, tensors, strict=True))  # type: ignore[return-value]


def _asked(returned: Any, form: str) -> list[Tensor]:
    """What a loss is given of what a module returned."""
    tensors = flat(returned)
    return [tensors[0], *tensors] if form in ("cell", "sample") else tensors


def _by_autograd(one: Made) -> tuple[dict[str, np.ndarray], np.ndarray, list[np.ndarray]]:
    """By the parameters as a recording names them, the input and the initial states."""
    x = one.input.clone().requires_grad_()
    hx = [state.clone().requires_grad_() for state in ([] if one.hx is None else flat(one.hx))]
    given_hx = None if one.hx is None else tuple(hx) if len(hx) > 1 else hx[0]
    # A parameter that is not learnt, such as alpha, has its gradient all the same.
    one.module.requires_grad_().zero_grad()
    torch.autograd.backward(_loss(*_asked(one.module(x, given_hx), one.case.form)))
    layout = layout_of(one.module)
    assert layout is not None
    grads = {
        name: torch.zeros_like(own) if own.grad is None else own.grad for name, own in one.module.named_parameters()
    }
    assert x.grad is not None
    grid = x.grad.transpose(0, 1) if one.case.form == "batch first" else x.grad
    stacked = {name: gradient.numpy().copy() for name, gradient in layout.stacked(grads).items()}
    one.module.zero_grad()
    return stacked, grid.numpy(), [np.asarray(state.grad) for state in hx]


def _check(one: Made, rec: rnnviz.Recording) -> None:
    weights, by_input, by_hx = _by_autograd(one)
    found = gradients(rec)
    scale = max(1.0, *(float(np.abs(own).max()) for own in (*weights.values(), by_input)))
    allowed: dict[str, Any] = {"rtol": 0, "atol": 1e-12 * scale}
    np.testing.assert_allclose(found.input.reshape(by_input.shape), by_input, **allowed)
    assert list(found.weights) == list(weights)
    for name, own in weights.items():
        np.testing.assert_allclose(found.weights[name], own, err_msg=name, **allowed)
    for initial, own in zip((found.h_0, found.c_0), by_hx, strict=False):
        assert initial is not None
        np.testing.assert_allclose(initial.reshape(own.shape), own, **allowed)


@pytest.mark.parametrize("name", CASES)
@settings(max_examples=8)
@given(data=st.data())
def test_a_loss_is_derived_as_through_the_module_itself(name: str, data: st.DataObject) -> None:
    one = data.draw(made(name))
    rec = rnnviz.record(one.module, one.input, one.hx, gradients_of=lambda *tensors: _loss(*tensors))
    _check(one, rec)
    # The states are on the axes of the recording, and the last step of what is put out has its name.
    track = rec.track()
    assert track.gradient(rec.cell.state).shape == (len(track), rec.h.shape[-1])


@pytest.mark.parametrize("name", INSIDE)
@settings(max_examples=4)
@given(data=st.data())
def test_the_model_s_own_loss_too(name: str, data: st.DataObject) -> None:
    one = data.draw(made(name))
    with rnnviz.recording(one.module, gradients_of="backward") as recs:
        torch.autograd.backward(_loss(*_asked(one.module(one.input, one.hx), one.case.form)))
    _check(one, recs[""])


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.form not in ("cell", "sample")])
def test_every_variable_that_is_kept_has_its_gradient(name: str) -> None:
    torch.manual_seed(0)
    case = CASES[name]
    module = case.make(*(3, 4, 2)[: len(case.sizes)]).double()
    shape = (2, 5, 3) if case.form == "batch first" else (5, 2, 3)
    rec = rnnviz.record(
        module, torch.randn(*shape).double(), gradients_of=lambda output, *states: output.square().sum()
    )
    found = gradients(rec)
    for variable in found.names:
        for layer in range(rec.num_layers):
            by = found.of(variable, layer, 0)
            assert np.isfinite(by).all()
            assert by.any(), variable
