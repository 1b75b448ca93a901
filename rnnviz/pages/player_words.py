"""The texts of the player: its own, and those of the cell type that it shows."""

from rnnviz.cells import CellType


def player_words(cell_type: CellType) -> tuple[str, ...]:
    """Every English text that the player may look up in the visit's language."""
    texts = [operation.title for operation in cell_type.operations]
    texts += [case.text for operation in cell_type.operations for case in operation.narration]
    return tuple(dict.fromkeys(texts))
