"""A cell type's variants: without biases, with a projection, and what they are told apart by."""

from collections.abc import Sequence

import pytest
import torch
from torch import nn

from rnnviz.cells import CELL_TYPES, GRU, LSTM, CellType
from rnnviz.cells.gru_variants import GRU_VARIANTS
from rnnviz.errors import ArgumentError
from tests.cells.kinds import KINDS, PROJECTED, PYTORCH
from tests.strategies import MAKERS, MODES, no_advice

SUMS = {
    "LSTM": ("a_i", "a_f", "a_g", "a_o"),
    PROJECTED: ("a_i", "a_f", "a_g", "a_o"),
    "GRU": ("a_r", "a_z", "n_x", "n_h"),
    "RNN_TANH": ("a",),
    "RNN_RELU": ("a",),
    "LSTM_ONE_BIAS": ("a_i", "a_f", "a_g", "a_o"),
    "RNN_TANH_ONE_BIAS": ("a",),
    **dict.fromkeys(GRU_VARIANTS, ("a_r", "a_z", "n_x", "n_h")),
    "GRU_RESET_BEFORE": ("a_r", "a_z", "a_n"),
    "GRU_RESET_BEFORE_UPDATE_REPLACES": ("a_r", "a_z", "a_n"),
    "ELMAN": ("a",),
    "JORDAN": ("a",),
    "LEAKY": ("a",),
}


def module_of(kind: str, *, bias: bool) -> nn.RNNBase:
    """A module with three sizes that differ."""
    options = {"proj_size": 2} if kind == PROJECTED else {}
    module: nn.RNNBase = MAKERS[kind.split("_")[0].split("-")[0]](5, 3, bias=bias, **options)
    return module


def variant(kind: str, *, bias: bool) -> CellType:
    return KINDS[kind] if bias else KINDS[kind].without_bias()


@pytest.mark.parametrize("kind", KINDS)
def test_the_weighted_sums_are_those_that_gates_and_states_are_made_of(kind: str) -> None:
    assert KINDS[kind].weighted_sums == SUMS[kind]
    assert KINDS[kind].without_bias().weighted_sums == SUMS[kind]


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("kind", PYTORCH)
def test_it_reads_every_block_of_the_module_s_weights_once(kind: str, bias: bool) -> None:
    module, cell_type = module_of(kind, bias=bias), variant(kind, bias=bias)
    read = [name for operation in cell_type.operations for name in operation.parameters]
    starts = ("W_i", "W_h", "b_i", "b_h") if bias else ("W_i", "W_h")
    letters = {"LSTM": "ifgo", "GRU": "rzn", "RNN_TANH": "h", "RNN_RELU": "h"}[cell_type.mode]
    assert len(module.get_parameter("weight_hh_l0")) == 3 * len(letters)
    blocks = [start + letter for start in starts for letter in letters]
    assert sorted(read) == sorted([*blocks, "W_hr"] if hasattr(module, "weight_hr_l0") else blocks)


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("kind", PYTORCH)
def test_each_state_has_the_size_that_pytorch_gives_it(kind: str, bias: bool) -> None:
    module = module_of(kind, bias=bias)
    cell_type = variant(kind, bias=bias)
    with no_advice():
        _, final = module(torch.zeros(1, 1, 5))
    states: Sequence[torch.Tensor] = final if isinstance(final, tuple) else (final,)
    sizes = {"input_size": module.input_size, "hidden_size": module.hidden_size, "proj_size": module.proj_size}
    for state, value in zip(cell_type.states, states, strict=True):
        assert sizes[cell_type.size_of(state)] == sizes[cell_type.size_of(f"{state}_prev")] == value.shape[-1]
    assert cell_type.size_of("x") == "input_size"
    others = (
        set(cell_type.variables) - {"x"} - {name for state in cell_type.states for name in (state, f"{state}_prev")}
    )
    assert {cell_type.size_of(name) for name in others} == {"hidden_size"}


def test_variants_are_made_once_and_in_any_order() -> None:
    assert LSTM.with_projection() is LSTM.with_projection()
    assert LSTM.without_bias() is LSTM.without_bias()
    both = LSTM.without_bias().with_projection()
    assert both == LSTM.with_projection().without_bias()
    assert both.with_projection() == both.without_bias() == both
    assert [operation.text for operation in both.operations[-2:]] == ["o * squashed", "W_hr @ h_full"]


def test_a_projection_changes_the_last_operation_and_nothing_before_it() -> None:
    projected = LSTM.with_projection()
    assert projected.operations[:-2] == LSTM.operations[:-1]
    assert [operation.name for operation in projected.operations[-2:]] == ["h_full", "h"]
    assert (projected.mode, projected.gates, projected.states) == (LSTM.mode, LSTM.gates, LSTM.states)
    assert not LSTM.projected


@pytest.mark.parametrize("mode", MODES)
def test_a_cell_type_without_a_projection_says_so(mode: str) -> None:
    if mode == "LSTM":
        assert CELL_TYPES[mode].with_projection().projected
        return
    with pytest.raises(ArgumentError) as error:
        CELL_TYPES[mode].with_projection()
    name = mode.split("_")[0]
    assert str(error.value) == (
        f"cell_type must have a projection, and cell type {name} has none. Only an LSTM can have one."
    )
    assert GRU.projection == ()
