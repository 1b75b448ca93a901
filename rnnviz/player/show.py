"""The player in a notebook, and as a page that works from a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import index
from typing import SupportsIndex

from rnnviz.analysis import break_at, title_of
from rnnviz.document import Document, known_language
from rnnviz.errors import PlaceError
from rnnviz.player.message import message
from rnnviz.player.page import page
from rnnviz.player.ticks import marks, ticks
from rnnviz.player.words import player_words
from rnnviz.recorder import Recording, Track
from rnnviz.words import N_, translation


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Player(Document):
    """A recording in the step player, at the place where it begins; what `rnnviz.show` returns.

    As the last value of a notebook's cell it displays itself.
    """

    track: Track
    """The layer, direction and batch row to begin in."""
    t: int
    """The position in the input to begin at."""
    language: str
    breakpoints: tuple[str, ...] = ()
    """Ready ones by name, or conditions: their steps have ticks on the timeline."""

    @property
    def title(self) -> str:
        """The cell type and the sizes, in PyTorch's names."""
        rec = self.track.recording
        other = rec.cell.other_size
        own = ("input_size", "hidden_size", *((other,) if other else ()), "num_layers", "num_directions")
        sizes = {name: getattr(rec.architecture, name) for name in own} | {"seq_len": rec.seq_len, "batch": rec.batch}
        return ", ".join([rec.cell_type, *(f"{name}={size}" for name, size in sizes.items())])

    @property
    def allowed(self) -> str:
        """It is stepped in the browser."""
        return "allow-scripts"

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
        side = (track.layer, track.direction, track.batch)
        lines = [(title_of(rec, line, translate), marks(break_at(rec, line))) for line in self.breakpoints]
        shown = ticks(lines, side) if lines else None
        numbers = message(rec, layer=side[0], direction=side[1], row=side[2], t=self.t, ticks=shown)
        return page(numbers, view, title=f"{self.title} · rnnviz")

    def __repr__(self) -> str:
        return f'<rnnviz player: {self.title}; shown in a notebook, or in a browser after .save("player.html")>'


def player_of(
    rec: Recording,
    *,
    layer: SupportsIndex = 0,
    direction: str = "forward",
    batch: SupportsIndex = 0,
    t: SupportsIndex = 0,
    language: str = "en",
    breakpoints: Sequence[str] = (),
) -> Player:
    """The step player on a recording.

    Args:
        rec: what `rnnviz.record` or `rnnviz.load` returned.
        layer: the layer to begin in, from 0.
        direction: "forward" or "reverse".
        batch: the batch row, from 0.
        t: the position in the input, from 0; a negative one counts from the row's end.
        language: "en" or "zh".
        breakpoints: names of ready breakpoints, or conditions as for `find`: their steps have ticks on the timeline.

    Raises:
        PlaceError: there is no such layer, direction, row or time step.
        ConditionError: one of the breakpoints is none.
        ArgumentError: there is no such language.
    """
    known_language(language)
    if rec.batch == 0:
        template = N_("rec must have a batch row to show, it has batch={got}. Record an input with at least one row.")
        raise PlaceError("show-empty", template, got=rec.batch)
    track = rec.track(index(layer), direction, index(batch))
    # A text alone is one breakpoint, not its letters.
    lines = (breakpoints,) if isinstance(breakpoints, str) else tuple(breakpoints)
    for line in lines:
        break_at(rec, line, layer=track.layer, direction=track.direction, batch=track.batch)
    return Player(track, track[index(t)].t, language, lines)
