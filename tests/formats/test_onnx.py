"""Weights to ONNX and back, against onnxruntime, in float32."""

import numpy as np
import pytest
from hypothesis import given

from rnnviz.formats import from_onnx, to_onnx
from tests.formats.weights.agreement import apart_before_in, apart_before_out, apart_in, apart_out
from tests.formats.weights.case import CELLS, Case, cases, output
from tests.formats.weights.frameworks import ONNX


@given(cases())
def test_onnxruntime_computes_what_pytorch_does_with_its_weights(case: Case) -> None:
    assert apart_out(ONNX, case) <= ONNX.tolerance[case.cell]


@given(cases(["LSTM", "RNN"]))
def test_pytorch_computes_what_onnxruntime_does_with_its_weights(case: Case) -> None:
    assert apart_in(ONNX, case) <= ONNX.tolerance[case.cell]


@given(cases(["GRU"]))
def test_pytorch_computes_what_onnxruntime_does_with_a_gru_that_resets_after_the_product(case: Case) -> None:
    assert apart_in(ONNX, case, linear_before_reset=1) <= ONNX.tolerance["before"]


@given(cases(["GRU"]))
def test_a_gru_that_resets_before_the_product_is_onnx_without_the_attribute(case: Case) -> None:
    assert apart_before_out(ONNX, case) <= ONNX.tolerance["before"]
    assert apart_before_in(ONNX, case) <= ONNX.tolerance["before"]


@pytest.mark.parametrize("cell", CELLS)
def test_the_reverse_half_alone_is_a_node_that_runs_in_reverse(cell: str) -> None:
    case = Case(cell, bidirectional=True)
    module, x = case.module(), case.x()
    half = {name: value for name, value in module.state_dict().items() if name.endswith("_reverse")}
    (converted,) = to_onnx(half, cell)
    assert converted.arguments["direction"] == "reverse"
    found = ONNX.layer(cell, converted.weights, converted.arguments, x)
    assert np.abs(found - output(module, x)[..., case.hidden_size :]).max() <= ONNX.tolerance[case.cell]
    again = from_onnx(converted.weights, cell, direction="reverse", linear_before_reset=1).weights
    assert list(again) == list(half)


def test_peepholes_of_zero_are_none() -> None:
    own = ONNX.own(Case("LSTM"))[0]
    with_peepholes = from_onnx({**own, "P": np.zeros((1, 12))})
    for name, array in from_onnx(own).weights.items():
        assert np.array_equal(array, with_peepholes.weights[name])


@pytest.mark.parametrize("hidden_size", [1, 3])
def test_a_diagonal_w_hn_lets_a_gru_that_resets_before_the_product_be_pytorchs(hidden_size: int) -> None:
    case = Case("GRU", hidden_size=hidden_size)
    own = ONNX.own(case)[0]
    own["R"][0, 2 * hidden_size :] *= np.eye(hidden_size)
    found = ONNX.layer("GRU", own, {"direction": "forward", "linear_before_reset": 0}, case.x())
    converted = from_onnx(own, "GRU", linear_before_reset=0)
    assert not converted.reversible
    assert np.abs(found - output(case.loaded(converted.weights), case.x())).max() <= ONNX.tolerance["GRU"]
