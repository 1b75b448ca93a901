"""What a variable is called in a figure: its PyTorch letter and, where it has one, the word for it."""

from rnnviz.cells import CellType
from rnnviz.cells.nouns import GATES, INLETS
from rnnviz.recorder import derived_by
from rnnviz.theme import Range
from rnnviz.words import N_, Translation, translation

ENGLISH = translation("en")
"""The language of a figure that is not told another one."""

_STATE_WORDS = {"h": N_("hidden state"), "c": N_("cell state"), "y": N_("output")}
_ROLE_WORDS = {
    "candidate": N_("candidate"),
    "preactivation": N_("pre-activation"),
    "squashed": N_("squashed cell state"),
    "unprojected": N_("unprojected h"),
    "readout": N_("output"),
}


def word(cell_type: CellType, name: str) -> str:
    """The msgid of what a variable is, "" for one that has only its letter."""
    if name in INLETS:
        return INLETS[name]
    operation = cell_type.operation(name)
    match operation.role:
        case "gate":
            return GATES.get(operation.colour, "")
        case "state":
            return _STATE_WORDS.get(name, "")
        case role:
            return _ROLE_WORDS.get(role, "")


def full_name(cell_type: CellType, name: str, words: Translation) -> str:
    """Letter and word: "f · forget gate"; of a gradient, what it is taken by: "dL/df · forget gate"."""
    variable = derived_by(name)
    if variable is not None:
        return f"dL/d{full_name(cell_type, variable, words)}"
    found = words(word(cell_type, name))
    return f"{name} · {found}" if found else name


def value_range(cell_type: CellType, name: str) -> Range:
    """``unit`` for a sigmoid gate, ``signed`` for everything else."""
    return "signed" if name in cell_type.inputs else cell_type.operation(name).range
