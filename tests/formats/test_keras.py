"""Weights to Keras and back, against Keras itself."""

import numpy as np
import pytest
from hypothesis import given

from rnnviz.formats import from_keras, to_keras
from tests.formats.weights.agreement import apart_before_in, apart_before_out, apart_in, apart_out
from tests.formats.weights.case import CELLS, Case, cases, output
from tests.formats.weights.frameworks import KERAS, keras_layer


@given(cases())
def test_keras_computes_what_pytorch_does_with_its_weights(case: Case) -> None:
    assert apart_out(KERAS, case) <= KERAS.tolerance[case.cell]


@given(cases())
def test_pytorch_computes_what_keras_does_with_its_weights(case: Case) -> None:
    assert apart_in(KERAS, case) <= KERAS.tolerance[case.cell]


@given(cases(["GRU"]))
def test_a_gru_that_resets_before_the_product_is_keras_with_reset_after_false(case: Case) -> None:
    assert apart_before_out(KERAS, case) <= KERAS.tolerance["before"]
    assert apart_before_in(KERAS, case, reset_after=False) <= KERAS.tolerance["before"]


@pytest.mark.parametrize("bidirectional", [False, True])
@pytest.mark.parametrize("cell", CELLS)
def test_the_arrays_come_in_the_order_of_set_weights(cell: str, bidirectional: bool) -> None:
    (converted,) = to_keras(Case(cell, bidirectional=bidirectional).module().state_dict(), cell)
    layer = keras_layer(cell, converted.weights, converted.arguments, 3)
    layer.set_weights([*converted.weights.values()])
    for name, array in converted.weights.items():
        place, _, variable = name.rpartition(".")
        held = getattr((getattr(layer, place) if place else layer).cell, variable)
        assert np.array_equal(held.value.detach().numpy(), array)


@pytest.mark.parametrize("cell", CELLS)
def test_the_reverse_half_alone_is_a_layer_that_goes_backwards(cell: str) -> None:
    case = Case(cell, bidirectional=True)
    module, x = case.module(), case.x()
    half = {name: value for name, value in module.state_dict().items() if name.endswith("_reverse")}
    (converted,) = to_keras(half, cell)
    assert converted.arguments["go_backwards"] is True
    found = KERAS.layer(cell, converted.weights, converted.arguments, x)
    assert np.abs(found - output(module, x)[..., case.hidden_size :]).max() <= KERAS.tolerance[case.cell]
    again = from_keras(converted.weights, cell, go_backwards=True).weights
    assert list(again) == list(half)


def test_a_gru_of_one_unit_without_b_hn_resets_before_or_after_alike() -> None:
    case = Case("GRU", hidden_size=1)
    module = case.module()
    weights = {name: value.numpy().copy() for name, value in module.state_dict().items()}
    weights["bias_hh_l0"][2] = 0
    (converted,) = to_keras(weights, "GRU", reset_after=False)
    found = KERAS.layer("GRU", converted.weights, converted.arguments, case.x())
    assert np.abs(found - output(case.loaded(weights), case.x())).max() <= KERAS.tolerance["before"]
    back = from_keras(converted.weights, "GRU", reset_after=False)
    assert np.abs(found - output(case.loaded(back.weights), case.x())).max() <= KERAS.tolerance["before"]
