"""The player in a notebook, and as a page that works from a file."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from operator import index
from typing import Any, SupportsIndex

from rnnviz.analysis import break_at, compare, title_of
from rnnviz.analysis.compare.checks import check_together
from rnnviz.document import HEIGHT, Document, known_language
from rnnviz.errors import ArgumentError, PlaceError
from rnnviz.player.comparison import ROW_HEIGHT, comparison_message, firsts, states
from rnnviz.player.message import message
from rnnviz.player.page import page
from rnnviz.player.ticks import marks, ticks
from rnnviz.player.words import player_words
from rnnviz.recorder import Recording, Track
from rnnviz.words import N_, translation

HEAD = 70
"""Pixels of the comparison beside its rows."""


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
    others: tuple[Recording, ...] = ()
    """Recordings that stand under it, to be compared with it."""
    names: tuple[str, ...] = ()
    """Of all of them, the first one's first; as they stand on the screen."""

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
        place: dict[str, Any] = {
            "layer": track.layer,
            "direction": track.direction,
            "row": track.batch,
            "t": self.t,
            "operation": rec.cell.operations[0].name,
            "unit": None,
        }
        view: dict[str, Any] = {
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
        if self.others:
            view["compared"] = base64.b64encode(self._compared()).decode("ascii")
            view["below"] = self._comparison_height
        numbers = message(rec, layer=side[0], direction=side[1], row=side[2], t=self.t, ticks=shown)
        return page(numbers, view, title=f"{self.title} · rnnviz")

    def _compared(self) -> bytes:
        track = self.track
        comparison = compare(track.recording, *self.others)
        marked = firsts(comparison, track)
        return comparison_message(comparison, self.names, track, marked=marked, language=self.language)

    @property
    def _comparison_height(self) -> int:
        recordings = (self.track.recording, *self.others)
        return HEAD + 2 * len(recordings) * len(states(recordings)) * ROW_HEIGHT if self.others else 0

    @property
    def height(self) -> int:
        """Pixels of its frame in a notebook."""
        return HEIGHT + self._comparison_height

    def __repr__(self) -> str:
        return f'<rnnviz player: {self.title}; shown in a notebook, or in a browser after .save("player.html")>'


def player_of(
    rec: Recording,
    *others: Recording,
    names: Sequence[str] | None = None,
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
        others: more recordings of the same input, shown under it, row by row, with their differences.
        names: of all recordings, for the screen; what tells their cell types apart by default.
        layer: the layer to begin in, from 0.
        direction: "forward" or "reverse".
        batch: the batch row, from 0.
        t: the position in the input, from 0; a negative one counts from the row's end.
        language: "en" or "zh".
        breakpoints: names of ready breakpoints, or conditions as for `find`: their steps have ticks on the timeline.

    Raises:
        PlaceError: there is no such layer, direction, row or time step.
        ConditionError: one of the breakpoints is none.
        ArgumentError: there is no such language, or there are not as many names as recordings.
        InputError: the recordings do not have the same batch rows and time steps.
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
    check_together(rec, others or (rec,))
    return Player(track, track[index(t)].t, language, lines, others, _names((rec, *others), names))


def _names(recordings: Sequence[Recording], names: Sequence[str] | None) -> tuple[str, ...]:
    """The names given, or the cell types, numbered where one comes twice."""
    if names is None:
        kinds = [rec.cell_type for rec in recordings]
        count = {kind: kinds.count(kind) for kind in kinds}
        return tuple(
            f"{kind} {kinds[: place + 1].count(kind)}" if count[kind] > 1 else kind for place, kind in enumerate(kinds)
        )
    if len(names) != len(recordings):
        template = N_("names must be one for each recording, {count} of them, got {got}.")
        raise ArgumentError("show-names", template, count=len(recordings), got=len(names))
    return tuple(map(str, names))
