"""A coloured text in a notebook, and as a page that works from a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import index
from typing import Any, SupportsIndex

from rnnviz.coloured_text.bundle import page_script, style
from rnnviz.coloured_text.message import message, version_of
from rnnviz.coloured_text.words import names, spoken
from rnnviz.document import Document, known_language
from rnnviz.errors import PlaceError
from rnnviz.recorder import Recording
from rnnviz.widget.page import page
from rnnviz.words import N_, Translation, translation

MEAN = -1
"""In a unit's place: the mean of all units."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the text is coloured by.

    Attributes:
        variable: a gate or state; None for the cell type's first one.
        layer: from 0.
        direction: "forward" or "reverse".
        unit: from 0, or `MEAN`.
    """

    variable: str | None = None
    layer: int = 0
    direction: str = "forward"
    unit: int = MEAN


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ColouredText(Document):
    """A recorded text, coloured; what `coloured_text` returns. As the last value of a notebook's cell it is shown."""

    recording: Recording
    characters: tuple[str, ...] | None
    batch: int
    chosen: Chosen
    language: str

    @property
    def title(self) -> str:
        """The module that read the text."""
        return str(self.recording.architecture)

    @property
    def allowed(self) -> str:
        """It is chosen from in the browser."""
        return "allow-scripts"

    def to_html(self) -> str:
        """The text as one HTML page, values included; it loads nothing, so it works offline and from a file."""
        payload = message(self.recording, self.characters, batch=self.batch)
        words = translation(self.language)
        view = view_data(self.recording, version_of(payload), chosen=self.chosen, t=None, jump=0, words=words)
        return page(payload, view, title=f"{self.title} · rnnviz", style=style(), script=page_script())

    def __repr__(self) -> str:
        return f'<rnnviz coloured text: {self.title}; shown in a notebook, or in a browser after .save("text.html")>'


def view_data(
    rec: Recording,
    version: str,
    *,
    chosen: Chosen,
    t: int | None,
    jump: int,
    words: Translation,
    opens: bool = False,
) -> dict[str, Any]:
    """What the script gets beside the numbers: what to obey whenever ``jump`` is new, and all its words.

    ``opens`` tells whether a second click on a character leads into the debugger.
    """
    place: Mapping[str, Any] = {
        "variable": chosen.variable or rec.cell.over_time[0],
        "layer": chosen.layer,
        "direction": chosen.direction,
        "unit": chosen.unit,
        "t": t,
    }
    return {
        "version": version,
        "place": place,
        "jump": jump,
        "opens": opens,
        "language": words.language,
        "words": spoken(words),
        "names": names(rec.cell, words),
    }


def coloured_text(
    rec: Recording,
    characters: Sequence[str] | None = None,
    *,
    variable: str | None = None,
    layer: SupportsIndex = 0,
    direction: str = "forward",
    unit: SupportsIndex = MEAN,
    batch: SupportsIndex = 0,
    language: str = "en",
) -> ColouredText:
    """A recorded text, each character in the colour of a number: of a gate, a state, a unit.

    Args:
        rec: what was recorded.
        characters: the text, one character or word for each time step; the labels by default.
        variable: a gate or state by its letter; the cell type's first one by default.
        layer: from 0.
        direction: "forward" or "reverse".
        unit: from 0; -1 for the mean of all units.
        batch: the row.
        language: "en" or "zh".

    Raises:
        PlaceError: there is no such variable, layer, direction, unit or row.
        ArgumentError: there is no such language.
    """
    known_language(language)
    name = rec.cell.over_time[0] if variable is None else variable
    if name not in rec.cell.over_time:
        template = N_("variable must be one of {choices}, got {got}. Choose one of these.")
        raise PlaceError("coloured-variable", template, choices=", ".join(rec.cell.over_time), got=repr(name))
    units = rec.track(index(layer), direction, index(batch)).values(name).shape[1]
    if not MEAN <= index(unit) < units:
        template = N_(
            "unit must be at least 0 and below {units}, or -1 for the mean of all, got {got}. Choose another."
        )
        raise PlaceError("coloured-unit", template, units=units, got=index(unit))
    chosen = Chosen(name, index(layer), direction, index(unit))
    return ColouredText(rec, None if characters is None else tuple(characters), index(batch), chosen, language)
