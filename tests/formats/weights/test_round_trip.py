"""There and back: bit for bit where nothing was added up, and told where something was."""

from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.cells import CELL_TYPES
from rnnviz.formats import from_onnx, from_tf1, to_keras, to_onnx
from rnnviz.formats.weights.gate_order import ORDERS
from tests.formats.weights.case import CELLS, MAKERS, Arrays, Case, cases
from tests.formats.weights.frameworks import FRAMEWORKS, KERAS, ONNX, TF1, Framework, read_back

DTYPES = ("float16", "float32", "float64")
each_framework = pytest.mark.parametrize("framework", FRAMEWORKS.values(), ids=[*FRAMEWORKS])


def options(framework: Framework, reset: str) -> dict[str, Any]:
    """What a conversion back is told, for a GRU that resets there."""
    own: dict[str, dict[str, Any]] = {
        "Keras": {"reset_after": reset == "after"},
        "ONNX": {"linear_before_reset": int(reset == "after")},
    }
    return {"reset": reset, **own.get(framework.name, {"forget_bias": 0.0})}


def same_bits(found: Any, expected: Any) -> bool:
    return list(found) == list(expected) and all(
        found[name].dtype == np.asarray(expected[name]).dtype
        and found[name].tobytes() == np.ascontiguousarray(expected[name]).tobytes()
        for name in found
    )


def own_weights(case: Case, dtype: str, *, not_finite: bool) -> Arrays:
    weights = {name: value.numpy().astype(dtype) for name, value in case.module().state_dict().items()}
    if not_finite:
        for array in weights.values():
            array.flat[0], array.flat[-1] = np.nan, np.inf
    return weights


@given(cases(), st.sampled_from(DTYPES), st.booleans())
def test_pytorch_to_onnx_and_back_is_the_same_bit_for_bit(case: Case, dtype: str, not_finite: bool) -> None:
    weights = own_weights(case, dtype, not_finite=not_finite)
    again: dict[str, Any] = {}
    for layer, converted in enumerate(to_onnx(weights, case.cell)):
        assert converted.reversible
        again |= read_back(ONNX, case, converted.weights, layer, linear_before_reset=1).weights
    assert same_bits(again, weights)


@given(cases(), st.sampled_from(DTYPES), st.booleans())
def test_pytorch_to_keras_and_back_is_the_same_where_keras_has_both_biases(
    case: Case, dtype: str, not_finite: bool
) -> None:
    weights = own_weights(case, dtype, not_finite=not_finite)
    again: dict[str, Any] = {}
    reversible = case.cell == "GRU" or not case.bias
    for layer, converted in enumerate(to_keras(weights, case.cell)):
        assert converted.reversible == reversible
        again |= read_back(KERAS, case, converted.weights, layer).weights
    assert same_bits(again, weights) == reversible


@each_framework
@given(case=cases(), dtype=st.sampled_from(DTYPES), before=st.booleans())
def test_another_frameworks_weights_to_pytorch_and_back_are_the_same_bit_for_bit(
    framework: Framework, case: Case, dtype: str, before: bool
) -> None:
    reset = "before" if before or framework is TF1 else "after"
    weights = [
        {name: array.astype(dtype) for name, array in own.items()}
        for own in framework.own(case, before=reset == "before")
    ]
    found: dict[str, Any] = {}
    for layer, own in enumerate(weights):
        converted = read_back(framework, case, own, layer, **options(framework, reset))
        assert converted.reversible
        found |= converted.weights
    more = {"forget_bias": 0.0} if framework is TF1 else {}
    for again, own in zip(framework.to(found, case.cell, reset=reset, **more), weights, strict=True):
        assert same_bits(again.weights, own)


@pytest.mark.parametrize("forget_bias", [1.0, 0.25])
def test_a_forget_bias_is_told_to_be_rounded(forget_bias: float) -> None:
    own = TF1.own(Case("LSTM"))[0]
    assert not from_tf1(own, forget_bias=forget_bias).reversible
    assert from_tf1(own, forget_bias=0.0).reversible


@each_framework
@pytest.mark.parametrize("cell", CELLS)
def test_the_layers_arguments_make_a_module_that_takes_the_weights(framework: Framework, cell: str) -> None:
    reset = "before" if framework is TF1 else "after"
    case = Case(cell, bidirectional=True)
    own = framework.own(case, before=reset == "before")[0]
    converted = read_back(framework, case, own, 0, **options(framework, reset))
    module = MAKERS[cell](**converted.arguments, dtype=torch.float64)
    module.load_state_dict({name: torch.tensor(value) for name, value in converted.weights.items()}, strict=True)


@pytest.mark.parametrize("cell", CELLS)
def test_a_module_of_one_step_has_no_layer_in_its_names(cell: str) -> None:
    made: Any = {"LSTM": torch.nn.LSTMCell, "GRU": torch.nn.GRUCell, "RNN": torch.nn.RNNCell}[cell]
    weights = {name: value.numpy() for name, value in made(3, 4).state_dict().items()}
    (converted,) = to_onnx(weights, cell)
    assert same_bits(from_onnx(converted.weights, cell, layer=None, linear_before_reset=1).weights, weights)


def test_parameters_that_ask_for_gradients_are_read() -> None:
    module = Case("LSTM").module()
    found = to_onnx(dict(module.named_parameters()))[0].weights
    assert same_bits(found, to_onnx(module.state_dict())[0].weights)


def test_what_comes_out_is_a_copy_that_nobody_can_write_to() -> None:
    weights = own_weights(Case("RNN"), "float32", not_finite=False)
    (converted,) = to_onnx(weights, "RNN")
    for array in converted.weights.values():
        assert not array.flags.writeable
        assert not any(np.shares_memory(array, own) for own in weights.values())


@pytest.mark.parametrize("cell", ["LSTM", "GRU"])
def test_pytorchs_order_is_that_of_the_cell_type(cell: str) -> None:
    order = ORDERS["PyTorch"][cell]
    assert order.gates == order.own == CELL_TYPES[cell].weight_blocks
    for framework in ORDERS.values():
        assert sorted(framework[cell].gates) == sorted(order.gates)
