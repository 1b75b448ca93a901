"""The words of the coloured text, by the names that its script knows them by; what is in braces the script fills in."""

from collections.abc import Mapping
from types import MappingProxyType

from rnnviz.cells import CellType
from rnnviz.cells.nouns import HIDDEN_STATE, gate_nouns
from rnnviz.words import N_, Translation

_STATES: Mapping[str, str] = MappingProxyType({"h": HIDDEN_STATE, "c": N_("cell state"), "y": N_("output")})


def spoken(words: Translation) -> dict[str, str]:
    """Every text that the script may show, in one language."""
    _ = words
    return {
        "text": _("The text, coloured by {what}"),
        "colour_by": _("Colour by"),
        "unit": _("Unit"),
        "mean": _("mean of all units"),
        "one_unit": _("unit {unit}"),
        "layer": _("layer {layer}"),
        "forward": _("forward"),
        "reverse": _("reverse"),
        "missing": _("not a number"),
        "point": _("Point at a character to read its number; click it to choose its time step."),
        "opens": _("Click it again to open the step in the debugger."),
        "said": _("t = {t}, “{character}”: {name} = {value}"),
        "left": _("Not sent, because there are too many numbers: {count} of the gates and states."),
        "damaged": _("This text arrived damaged, or was made for another version of the page. Reload it."),
    }


def names(cell_type: CellType, words: Translation) -> dict[str, str]:
    """What each gate and state is called, by its letter: "f · forget gate"."""
    nouns = {**_STATES, **gate_nouns(cell_type)}
    return {name: f"{name} · {words(nouns[name])}" if name in nouns else name for name in cell_type.over_time}
