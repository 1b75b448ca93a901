"""Every cell type, by name; a projection makes one of its own."""

from rnnviz.cells import CELL_TYPES, LSTM, OTHER_CELL_TYPES, CellType

PROJECTED = "LSTM-projected"
PYTORCH: dict[str, CellType] = {**CELL_TYPES, PROJECTED: LSTM.with_projection()}
"""Those that a module of PyTorch can have."""
KINDS: dict[str, CellType] = {**PYTORCH, **OTHER_CELL_TYPES}
