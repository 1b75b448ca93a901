"""The worked example, against its published numbers and against PyTorch's own cells."""

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
import torch
from torch import nn

import rnnviz
from rnnviz.lessons import worked_example
from rnnviz.lessons.network import recording
from rnnviz.scenario import EXAMPLE_HIDDEN_SIZE, Scenario

# Recomputed from the printed weights, float64.
PUBLISHED = {
    "i": [0.5124973965] * 2,
    "f": [0.5423979408] * 2,
    "g": [0.2821348127] * 2,
    "o": [0.6010878788] * 2,
    "c": [0.5785117096, -0.1808454075],
    "h": [0.3135171397, -0.1075342260],
}


def test_the_recording_has_the_published_numbers() -> None:
    example = worked_example.example(dtype=torch.float64)
    step = rnnviz.record(example.module, example.input, example.hx).track()[0]
    for name, expected in PUBLISHED.items():
        np.testing.assert_allclose(step[name], expected, rtol=0, atol=5e-11, err_msg=name)


def test_the_first_view_has_them_too() -> None:
    step = recording(Scenario()).track()[0]
    for name, expected in PUBLISHED.items():
        np.testing.assert_allclose(step[name], expected, rtol=0, atol=1e-7, err_msg=name)
    assert step.label == "x"


def test_each_printed_row_serves_both_units() -> None:
    weights = worked_example.example(dtype=torch.float64).module.state_dict()
    assert weights["weight_ih_l0"].shape == (8, 3)
    assert weights["weight_hh_l0"].shape == (8, 2)
    for row, printed in enumerate([(0.1, 0.2, 0.3), (0.4, 0.5, 0.6), (0.7, 0.8, 0.9), (1.0, 1.1, 1.2)]):
        assert weights["weight_ih_l0"][2 * row : 2 * row + 2].tolist() == [list(printed)] * 2
    sums = weights["bias_ih_l0"] + weights["bias_hh_l0"]
    torch.testing.assert_close(sums, torch.tensor([6, 6, 8, 8, 10, 10, 12, 12], dtype=torch.float64) / 100)


CELLS: dict[str, Callable[..., nn.Module]] = {
    "LSTM": partial(nn.LSTMCell),
    "GRU": partial(nn.GRUCell),
    "RNN_TANH": partial(nn.RNNCell),
    "RNN_RELU": partial(nn.RNNCell, nonlinearity="relu"),
}


@pytest.mark.parametrize("mode", CELLS)
@pytest.mark.parametrize("bias", [True, False])
def test_every_cell_type_agrees_with_torchs_own_cell(mode: str, bias: bool) -> None:
    example = worked_example.example(mode, bias=bias, dtype=torch.float64)
    cell = CELLS[mode](3, EXAMPLE_HIDDEN_SIZE, bias=bias, dtype=torch.float64)
    cell.load_state_dict({name.removesuffix("_l0"): value for name, value in example.module.state_dict().items()})
    state = example.hx[0] if isinstance(example.hx, tuple) else example.hx
    hx = tuple(each[0] for each in example.hx) if isinstance(example.hx, tuple) else example.hx[0]
    after = cell(example.input[0], hx)
    expected = after[0] if isinstance(after, tuple) else after
    output, _ = example.module(example.input, example.hx)
    torch.testing.assert_close(output[0], expected, rtol=0, atol=1e-15)
    assert state.tolist() == [[[0.3, -0.4]]]


def test_an_unknown_mode_is_refused() -> None:
    with pytest.raises(KeyError):
        worked_example.example("RNN")
