"""What the values of a step are called in words, once for the diagram and the charts."""

from collections.abc import Mapping
from types import MappingProxyType

from rnnviz.cells.cell_type import CellType
from rnnviz.words import N_

HIDDEN_STATE = N_("hidden state")

INLETS: Mapping[str, str] = MappingProxyType(
    {
        "x": N_("input"),
        "h_prev": N_("previous hidden state"),
        "c_prev": N_("previous cell state"),
        "y_prev": N_("previous output"),
    }
)
"""What comes into a step from outside."""

GATES: Mapping[str, str] = MappingProxyType(
    {
        "input": N_("input gate"),
        "forget": N_("forget gate"),
        "cell": N_("cell gate"),
        "output": N_("output gate"),
        "reset": N_("reset gate"),
        "update": N_("update gate"),
        "new": N_("new gate"),
    }
)
"""PyTorch's gates, by the words of `CellType.gate_words`."""


def gate_nouns(cell_type: CellType) -> dict[str, str]:
    """What each gate of a cell type is called, by its letter; msgids. None for an RNN.

    >>> from rnnviz.cells import GRU
    >>> gate_nouns(GRU)
    {'r': 'reset gate', 'z': 'update gate', 'n': 'new gate'}
    """
    return {letter: GATES[word] for word, letter in cell_type.gate_words.items() if word in GATES}
