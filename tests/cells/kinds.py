"""Every cell type that a module of PyTorch can have, by name; a projection makes one of its own."""

from rnnviz.cells import CELL_TYPES, LSTM, CellType

PROJECTED = "LSTM-projected"
KINDS: dict[str, CellType] = {**CELL_TYPES, PROJECTED: LSTM.with_projection()}
