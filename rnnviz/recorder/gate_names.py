"""A gate by its word or its letter."""

from rnnviz.cells import CellType
from rnnviz.errors import PlaceError
from rnnviz.words import N_


def gate_place(cell_type: CellType, name: str) -> int:
    """The place of a gate in PyTorch's row order: ``"forget"`` and ``"f"`` are 1 for an LSTM.

    Raises:
        PlaceError: the cell type has no such gate.

    >>> from rnnviz.cells import LSTM
    >>> gate_place(LSTM, "forget"), gate_place(LSTM, "o")
    (1, 3)
    """
    letter = cell_type.gate_words.get(name, name)
    if not cell_type.gates:
        raise PlaceError(
            "gate-none",
            N_("gate must name a gate, and cell type {cell_type} has none, got {got}. Read its hidden state: rec.h."),
            cell_type=cell_type.name,
            got=repr(name),
        )
    if letter not in cell_type.gates:
        choices = [f"{word} ({letter})" for word, letter in cell_type.gate_words.items()]
        raise PlaceError(
            "gate-name",
            N_("gate must be one of {choices} for cell type {cell_type}, got {got}. Choose one of these."),
            choices=", ".join(choices),
            cell_type=cell_type.name,
            got=repr(name),
        )
    return cell_type.gates.index(letter)
