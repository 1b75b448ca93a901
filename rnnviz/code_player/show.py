"""The player of traces in a notebook, and as a page that works from a file."""

from dataclasses import dataclass
from operator import index
from typing import Any, SupportsIndex

from rnnviz.code_player.bundle import page_script, style
from rnnviz.code_player.message import message, version_of
from rnnviz.code_player.words import spoken
from rnnviz.document import Document, known_language
from rnnviz.tracing import Trace
from rnnviz.widget.page import page
from rnnviz.words import Translation, translation


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CodePlayer(Document):
    """A trace in its player, at the step where it begins; what `rnnviz.show` returns for a trace.

    As the last value of a notebook's cell it displays itself.
    """

    trace: Trace
    step: int
    """The step to begin at, from 0."""
    language: str

    @property
    def title(self) -> str:
        """The name of the function that was run."""
        return self.trace.title

    @property
    def allowed(self) -> str:
        """It is stepped in the browser."""
        return "allow-scripts"

    def to_html(self) -> str:
        """The player as one HTML page, values included; it loads nothing, so it works offline and from a file."""
        payload = message(self.trace)
        view = view_data(version_of(payload), step=self.step, jump=0, words=translation(self.language))
        return page(payload, view, title=f"{self.title} · rnnviz", style=style(), script=page_script())

    def __repr__(self) -> str:
        return f'<rnnviz player: {self.title}; shown in a notebook, or in a browser after .save("player.html")>'


def view_data(version: str, *, step: int, jump: int, words: Translation) -> dict[str, Any]:
    """What the player gets beside the trace: the step to obey whenever ``jump`` is new, and all its words."""
    return {"version": version, "step": step, "jump": jump, "language": words.language, "words": spoken(words)}


def player_of(trace: Trace, *, step: SupportsIndex = 0, language: str = "en") -> CodePlayer:
    """The player on a trace.

    Args:
        trace: what ``rnnviz.trace`` or ``rnnviz.load_trace`` returned.
        step: the step to begin at, from 0; a negative one counts from the end.
        language: "en" or "zh".

    Raises:
        PlaceError: there is no such step.
        ArgumentError: there is no such language.
    """
    known_language(language)
    return CodePlayer(trace, trace.at(index(step)).step, language)
