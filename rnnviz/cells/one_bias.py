"""A cell type whose weighted sums have one bias each, where PyTorch's have two."""

from dataclasses import replace

from rnnviz.cells.cell_type import CellType, Parameter
from rnnviz.cells.code import write_code
from rnnviz.cells.expression import Add, Name, is_bias, without_biases
from rnnviz.cells.operation import Operation


def with_one_bias(cell_type: CellType) -> CellType:
    """The same sums with ``b_i`` in place of ``b_ii + b_hi``; what is told and drawn stays as it is.

    >>> from rnnviz.cells import LSTM
    >>> with_one_bias(LSTM).operation("a_f").text
    'W_if @ x + W_hf @ h_prev + b_f'
    """
    weights = [one for one in cell_type.parameters if one.kind.startswith("weight")]
    bias = Parameter("bias", tuple(f"b_{block}" for block in cell_type.weight_blocks), None)
    return replace(
        cell_type,
        mode=f"{cell_type.mode}_ONE_BIAS",
        operations=tuple(_joined(operation) for operation in cell_type.operations),
        projection=(),
        own_parameters=(*weights, bias),
    )


def _joined(operation: Operation) -> Operation:
    biases = [name for name in operation.parameters if is_bias(name)]
    if not biases:
        return operation
    # b_ii and b_hi: what follows b_i and b_h is the block.
    whole = Add(without_biases(operation.expression), Name(f"b_{biases[0].removeprefix('b_')[1:]}"))
    return replace(operation, text=write_code(whole))
