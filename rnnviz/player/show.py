"""The player in a notebook, and as a page that works from a file."""

import html
from dataclasses import dataclass
from operator import index
from pathlib import Path
from typing import SupportsIndex

from rnnviz.errors import ArgumentError
from rnnviz.player.message import message
from rnnviz.player.page import page
from rnnviz.player.words import player_words
from rnnviz.recorder import Recording, Track
from rnnviz.words import LANGUAGES, N_, translation

HEIGHT = 800
"""Pixels of the frame in a notebook: what the player needs to show one moment without scrolling in 880 pixels or more
of width."""

# A notebook that is not trusted is shown without its frames; the text inside stays.
_FRAME = """<iframe title="{title}" style="display: block; width: 100%; height: {height}px; border: 0" \
sandbox="allow-scripts" srcdoc="{page}">{instead}</iframe>"""


@dataclass(frozen=True, slots=True, eq=False)
class Player:
    """A recording in the step player, at the place where it begins; what `show` returns.

    As the last value of a notebook's cell it displays itself.
    """

    track: Track
    """The layer, direction and batch row to begin in."""
    t: int
    """The position in the input to begin at."""
    language: str

    @property
    def title(self) -> str:
        """The cell type and the sizes, in PyTorch's names."""
        rec = self.track.recording
        names = ("input_size", "hidden_size", "num_layers", "num_directions", "seq_len", "batch")
        return ", ".join([rec.cell_type, *(f"{name}={getattr(rec, name)}" for name in names)])

    def to_html(self) -> str:
        """The player as one HTML page, numbers included; it loads nothing, so it works offline and from a file.

        Of a recording of more than 3 million numbers it holds this track, or the time steps around ``t``.
        """
        track, rec, translate = self.track, self.track.recording, translation(self.language)
        place = {
            "layer": track.layer,
            "direction": track.direction,
            "row": track.batch,
            "t": self.t,
            "operation": rec.cell.operations[0].name,
            "unit": None,
        }
        view = {
            "version": rec.version,
            "jump": 0,
            "place": place,
            "language": self.language,
            "words": translate.words(player_words(rec.cell)),
            "tour": False,
        }
        numbers = message(rec, layer=track.layer, direction=track.direction, row=track.batch, t=self.t)
        return page(numbers, view, title=f"{self.title} · rnnviz")

    def save(self, path: str | Path) -> Path:
        """Write the page `to_html` to a file; where it was written.

        Raises:
            OSError: the file cannot be written.
        """
        written = Path(path)
        written.write_text(self.to_html(), encoding="utf-8", newline="\n")
        return written

    def _repr_html_(self) -> str:
        """What a notebook displays: the page in a frame of its own, so that its keys and styles stay its own."""
        instead = N_("To see the player here, trust this notebook or run the cell again.")
        return _FRAME.format(
            title=html.escape(self.title),
            height=HEIGHT,
            page=html.escape(self.to_html()),
            instead=html.escape(translation(self.language)(instead)),
        )

    def __repr__(self) -> str:
        return f'<rnnviz player: {self.title}; shown in a notebook, or in a browser after .save("player.html")>'


def show(
    rec: Recording,
    *,
    layer: SupportsIndex = 0,
    direction: str = "forward",
    batch: SupportsIndex = 0,
    t: SupportsIndex = 0,
    language: str = "en",
) -> Player:
    """The step player on a recording: displayed by Jupyter, VS Code and Colab, or saved as a page.

    In a notebook, click into the player, then step with the keys. It is light or dark as the browser wishes.

    Args:
        rec: what `rnnviz.record` or `rnnviz.load` returned.
        layer: the layer to begin in, from 0.
        direction: "forward" or "reverse".
        batch: the batch row, from 0.
        t: the position in the input, from 0; a negative one counts from the row's end.
        language: "en" or "zh".

    Raises:
        PlaceError: there is no such layer, direction, row or time step.
        ArgumentError: there is no such language.

    >>> import torch, rnnviz
    >>> rec = rnnviz.record(torch.nn.GRU(input_size=3, hidden_size=2), torch.ones(4, 1, 3))
    >>> player = rnnviz.show(rec, t=-1)
    >>> player.title
    'GRU, input_size=3, hidden_size=2, num_layers=1, num_directions=1, seq_len=4, batch=1'
    >>> player.to_html()[:15]
    '<!doctype html>'
    """
    if language not in LANGUAGES:
        raise ArgumentError(
            "show-language",
            N_("language must be one of {choices}, got {got}. Choose one of these."),
            choices=", ".join(LANGUAGES),
            got=repr(language),
        )
    track = rec.track(index(layer), direction, index(batch))
    return Player(track, track[index(t)].t, language)
