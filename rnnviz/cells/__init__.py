"""What one time step computes, written once per cell type.

A cell type is an ordered list of named operations. From it come the computation (`evaluate`), the code (`code`), the
formula (`katex`, `mathml`), the formula with numbers (`substitute`), the calculation on paper (`stages`), the share of
each term (`contributions`), the diagram (`diagram`) and the narration.
"""

from rnnviz.cells.cell_type import CellType
from rnnviz.cells.elman import ELMAN
from rnnviz.cells.gru import GRU
from rnnviz.cells.gru_variants import GRU_VARIANTS
from rnnviz.cells.jordan import JORDAN
from rnnviz.cells.leaky import LEAKY
from rnnviz.cells.lstm import LSTM
from rnnviz.cells.one_bias import with_one_bias
from rnnviz.cells.operation import Operation
from rnnviz.cells.rnn import RNN_RELU, RNN_TANH

CELL_TYPES: dict[str, CellType] = {cell_type.mode: cell_type for cell_type in (RNN_TANH, RNN_RELU, LSTM, GRU)}
"""PyTorch's mode ("LSTM", "GRU", "RNN_TANH", "RNN_RELU") to the cell type."""

OTHER_CELL_TYPES: dict[str, CellType] = {
    cell_type.mode: cell_type
    for cell_type in (
        *(with_one_bias(LSTM), with_one_bias(RNN_TANH)),
        *GRU_VARIANTS.values(),
        *(ELMAN, JORDAN, LEAKY),
    )
}
"""What modules written by hand compute and no module of PyTorch does, by a mode of ours."""

__all__ = ["CELL_TYPES", "GRU", "LSTM", "OTHER_CELL_TYPES", "RNN_RELU", "RNN_TANH", "CellType", "Operation"]
