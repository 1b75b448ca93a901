"""The worked example as a module, against its published numbers and against PyTorch's own cells."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn

import rnnviz
from rnnviz.errors import ArgumentError, SettingError
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


def test_the_first_view_has_the_published_numbers() -> None:
    step = recording(Scenario()).track()[0]
    for name, expected in PUBLISHED.items():
        np.testing.assert_allclose(step[name], expected, rtol=0, atol=5e-11, err_msg=name)
    assert step.label == "x"


def test_each_printed_row_serves_both_units() -> None:
    weights = worked_example.example().module.state_dict()
    assert weights["weight_ih_l0"].shape == (8, 3)
    assert weights["weight_hh_l0"].shape == (8, 2)
    for row, printed in enumerate([(0.1, 0.2, 0.3), (0.4, 0.5, 0.6), (0.7, 0.8, 0.9), (1.0, 1.1, 1.2)]):
        assert weights["weight_ih_l0"][2 * row : 2 * row + 2].tolist() == [list(printed)] * 2
    sums = weights["bias_ih_l0"] + weights["bias_hh_l0"]
    torch.testing.assert_close(sums, torch.tensor([6, 6, 8, 8, 10, 10, 12, 12], dtype=torch.float64) / 100)


def test_the_full_rows_begin_as_printed_and_go_on_counting() -> None:
    weights = worked_example.example(reading="full").module.state_dict()
    assert weights["weight_ih_l0"].flatten().tolist() == [round(0.1 * n, 1) for n in range(1, 25)]
    assert weights["weight_hh_l0"].flatten().tolist() == [round(0.1 * n, 1) for n in range(1, 17)]
    assert weights["bias_ih_l0"].tolist() == [round(0.01 * n, 2) for n in range(1, 9)]
    assert weights["bias_hh_l0"].tolist() == [round(0.01 * n, 2) for n in range(5, 13)]


CELLS: dict[str, Callable[..., nn.Module]] = {
    "LSTM": partial(nn.LSTMCell),
    "GRU": partial(nn.GRUCell),
    "RNN_TANH": partial(nn.RNNCell),
    "RNN_RELU": partial(nn.RNNCell, nonlinearity="relu"),
}


@pytest.mark.parametrize("mode", CELLS)
@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("reading", ["shared", "full"])
def test_every_cell_type_agrees_with_torchs_own_cell(mode: str, bias: bool, reading: str) -> None:
    example = worked_example.example(mode, bias=bias, reading=reading, steps=2)
    cell = CELLS[mode](3, EXAMPLE_HIDDEN_SIZE, bias=bias, dtype=torch.float64)
    cell.load_state_dict({name.removesuffix("_l0"): value for name, value in example.module.state_dict().items()})
    state: Tensor | tuple[Tensor, ...]
    state = tuple(each[0] for each in example.hx) if isinstance(example.hx, tuple) else example.hx[0]
    output, _ = example.module(example.input, example.hx)
    for t in (0, 1):
        state = cell(example.input[t], state)
        torch.testing.assert_close(output[t], state[0] if isinstance(state, tuple) else state, rtol=0, atol=1e-15)
    assert example.input[0].tolist() == example.input[1].tolist() == [[0.5, -0.2, 0.1]]
    assert example.labels == (("x0", "x1"),)


def test_edits_reach_the_module() -> None:
    edits = "x.0.1=-4 W_ih.3.2=9 b_hh.0=0.5 h_prev.1=2 c_prev.0=-1 weight_ih.0.0=77"
    data = worked_example.example(edits=edits)
    assert data.input[0, 0].tolist() == [0.5, -4.0, 0.1]
    weights = data.module.state_dict()
    assert weights["weight_ih_l0"][6:].tolist() == [[1.0, 1.1, 9.0]] * 2
    assert weights["bias_hh_l0"][:3].tolist() == [0.5, 0.5, 0.06]
    assert [state.flatten().tolist() for state in data.hx] == [[0.3, 2.0], [-1.0, -0.6]]
    assert 77.0 not in weights["weight_ih_l0"]
    assert worked_example.example(reading="full", edits=edits).module.state_dict()["weight_ih_l0"][0, 0] == 77.0


def test_an_edit_changes_the_step_as_it_changes_torchs_own_cell() -> None:
    step = recording(Scenario(edits="W_ih.1.0=-2")).track()[0]
    data = worked_example.example(edits="W_ih.1.0=-2")
    cell = nn.LSTMCell(3, 2, dtype=torch.float64)
    cell.load_state_dict({name.removesuffix("_l0"): value for name, value in data.module.state_dict().items()})
    h, c = cell(data.input[0], tuple(state[0] for state in data.hx))
    np.testing.assert_allclose(step["c"], c[0].detach().numpy(), rtol=0, atol=1e-15)
    np.testing.assert_allclose(step["h"], h[0].detach().numpy(), rtol=0, atol=1e-15)
    # a_f falls by 2.4 * 0.5 = 1.2 from 0.17.
    np.testing.assert_allclose(step["a_f"], [0.17 - 1.2] * 2, rtol=0, atol=1e-15)


def test_an_unknown_mode_is_refused() -> None:
    with pytest.raises(KeyError):
        worked_example.example("RNN")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (
            {"reading": "printed"},
            "reading must be one of shared, full, got 'printed'. The printed rows alone are too few for a module.",
        ),
        ({"steps": 3}, "steps must be a whole number from 1 to 2, got 3. The example prints one."),
        ({"steps": 0}, "steps must be a whole number from 1 to 2, got 0. The example prints one."),
    ],
)
def test_what_no_module_can_be_is_refused(options: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ArgumentError) as error:
        worked_example.example(**options)
    assert str(error.value) == sentence


def test_edits_that_cannot_be_read_are_refused() -> None:
    with pytest.raises(SettingError):
        rnnviz.lessons.network.network(Scenario(edits="x.0.0=none"))
