"""Each misreading against weights that are really stored so, loaded into PyTorch as they are stored."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

import rnnviz
from rnnviz.lessons.conventions import DIFFERENCES, Difference, differences
from tests.formats.weights.case import CELLS, Arrays, Case, output
from tests.recorder.onnxruntime.parameters import Conversion, convert
from tests.recorder.published.tensorflow_cells import STACKED

each = pytest.mark.parametrize("difference", DIFFERENCES.values(), ids=[*DIFFERENCES])
HARMLESS = {"lstm-keras-order"}


def weights_of(module: nn.RNNBase) -> Arrays:
    return {name: value.numpy().copy() for name, value in module.state_dict().items()}


def case_of(cell: str) -> Case:
    return Case(cell, input_size=3, hidden_size=4, num_layers=2, bidirectional=True, seq_len=8, seed=5)


def by_rows(weights: Mapping[str, np.ndarray], order: str, own: str, units: int = 4) -> Arrays:
    """Rows written out one by one in another order of gates."""
    rows = [own.index(letter) * units + unit for letter in order for unit in range(units)]
    return {name: value[rows] for name, value in weights.items()}


@each
def test_the_module_takes_the_weights_and_computes_something_else(difference: Difference) -> None:
    case = case_of(difference.cell)
    right = case.module()
    weights = weights_of(right)
    before = {name: value.copy() for name, value in weights.items()}
    wrong = case.loaded(difference.apply(weights))
    apart = np.median(np.abs(output(wrong, case.x()) - output(right, case.x())))
    assert (apart == 0) if difference.id in HARMLESS else (apart > 0.005)
    for name, value in weights.items():
        assert np.array_equal(value, before[name])


@pytest.mark.parametrize(
    ("name", "order", "own"),
    [
        ("lstm-keras-order", "ifgo", "ifgo"),
        ("lstm-onnx-order", "iofg", "ifgo"),
        ("lstm-tf1-order", "igfo", "ifgo"),
        ("gru-order", "zrn", "rzn"),
    ],
)
def test_the_rows_stand_in_the_order_of_the_other_framework(name: str, order: str, own: str) -> None:
    weights = weights_of(case_of(DIFFERENCES[name].cell).module())
    found = DIFFERENCES[name].apply(weights)
    for key, value in by_rows(weights, order, own).items():
        assert np.array_equal(found[key], value)


@pytest.mark.parametrize(("name", "cell"), [("lstm-onnx-order", "LSTM"), ("gru-order", "GRU")])
def test_it_is_what_a_node_of_onnx_holds(name: str, cell: str) -> None:
    """The parameters are those that onnxruntime agrees with the recorder on."""
    module = case_of(cell).module()
    stored = convert(module, 0, Conversion())
    found = DIFFERENCES[name].apply(weights_of(module))
    for direction, suffix in enumerate(("_l0", "_l0_reverse")):
        assert np.array_equal(found[f"weight_ih{suffix}"], stored.W[direction])
        assert np.array_equal(found[f"weight_hh{suffix}"], stored.R[direction])
        assert np.array_equal(found[f"bias_ih{suffix}"], stored.biases[direction, 0])


def test_without_the_forget_bias_the_biases_are_those_that_tensorflow_stores() -> None:
    # In TensorFlow's test every stored bias is 0.
    found = DIFFERENCES["lstm-forget-bias"].apply(STACKED.weights)
    assert not any(value.any() for name, value in found.items() if name.startswith("bias"))
    assert np.array_equal(found["weight_hh_l1"], STACKED.weights["weight_hh_l1"])


@pytest.mark.parametrize("cell", CELLS)
def test_one_bias_is_that_of_a_module_whose_bias_hh_is_zero(cell: str) -> None:
    case = case_of(cell)
    module = case.module()
    wrong = output(case.loaded(DIFFERENCES[f"{cell.lower()}-one-bias"].apply(weights_of(module))), case.x())
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            if name.startswith("bias_hh"):
                parameter.zero_()
    assert np.array_equal(wrong, output(module, case.x()))


def test_exchanged_biases_count_for_the_candidate_alone() -> None:
    case = case_of("GRU")
    module = case.module()
    wrong = output(case.loaded(DIFFERENCES["gru-biases-exchanged"].apply(weights_of(module))), case.x())
    with torch.no_grad():
        for suffix in ("_l0", "_l0_reverse", "_l1", "_l1_reverse"):
            b_in, b_hn = (getattr(module, f"bias_{part}{suffix}")[8:] for part in ("ih", "hh"))
            held = b_in.clone()
            b_in.copy_(b_hn)
            b_hn.copy_(held)
    assert np.abs(wrong - output(module, case.x())).max() <= 1e-12


@pytest.mark.parametrize("cell", CELLS)
def test_a_transposed_block_multiplies_from_the_other_side(cell: str) -> None:
    weights = weights_of(case_of(cell).module())
    found = DIFFERENCES[f"{cell.lower()}-transposed"].apply(weights)
    h = np.array([0.5, -1.0, 2.0, 0.25])
    for block in range(len(weights["weight_hh_l0"]) // 4):
        rows = slice(4 * block, 4 * block + 4)
        assert found["weight_hh_l0"][rows] @ h == pytest.approx(h @ weights["weight_hh_l0"][rows])
    # 3 columns, 4 units: such a block cannot be mistaken.
    assert np.array_equal(found["weight_ih_l0"], weights["weight_ih_l0"])


def test_a_projection_stays_as_it_is() -> None:
    weights: Any = {name: value.numpy() for name, value in nn.LSTM(3, 4, proj_size=2).state_dict().items()}
    for difference in differences("LSTM"):
        found = difference.apply(weights)
        assert np.array_equal(found["weight_hr_l0"], weights["weight_hr_l0"])


@each
def test_every_framework_has_a_choice_and_not_all_the_same(difference: Difference) -> None:
    assert list(difference.choices) == ["PyTorch", "Keras", "ONNX", "TensorFlow 1"]
    assert len(set(difference.choices.values())) > 1


@each
def test_the_weights_of_a_recording_are_read(difference: Difference) -> None:
    case = case_of(difference.cell)
    module = case.module()
    weights = rnnviz.record(module, torch.tensor(case.x())).weights
    found = difference.apply(weights)
    assert all(np.array_equal(found[name], value) for name, value in difference.apply(weights_of(module)).items())
    case.loaded(found)


def test_each_belongs_to_one_cell_type() -> None:
    assert [one for cell in CELLS for one in differences(cell)] == [*DIFFERENCES.values()]
    assert all(name == difference.id for name, difference in DIFFERENCES.items())


@pytest.mark.parametrize("cell", ["LSTM", "GRU", "RNN"])
def test_one_bias_is_the_sum_of_two_only_where_the_page_says_so(cell: str) -> None:
    """A GRU's reset gate multiplies one of the two."""
    module = getattr(nn, cell)(3, 4).double()
    one = getattr(nn, cell)(3, 4).double()
    weights = {name: weight.clone() for name, weight in module.state_dict().items()}
    weights["bias_ih_l0"] += weights["bias_hh_l0"]
    weights["bias_hh_l0"].zero_()
    one.load_state_dict(weights)
    x = torch.randn(5, 2, 3, dtype=torch.float64)
    with torch.no_grad():
        equal = torch.allclose(module(x)[0], one(x)[0], rtol=0, atol=1e-12)
    assert equal == ("it must be the sum;" in DIFFERENCES[f"{cell.lower()}-one-bias"].sentence)
