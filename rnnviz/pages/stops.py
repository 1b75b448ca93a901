"""Where the breakpoints of a visit stop: worked out once for a recording, and kept without it."""

from dataclasses import dataclass

from rnnviz import limits
from rnnviz.analysis import Hits, break_at, title_of
from rnnviz.errors import RnnvizError
from rnnviz.lessons.shelf import Shelf
from rnnviz.pages.visit import Visit
from rnnviz.player.ticks import Marks, marks, ticks, values_text
from rnnviz.recorder import Recording
from rnnviz.scenario_lines import distinct_lines


@dataclass(frozen=True, slots=True)
class Stop:
    """One step at which a breakpoint stops."""

    layer: int
    direction: str
    row: int
    t: int
    units: tuple[int, ...] | None
    values: str
    order: tuple[int, bool, int, int]
    """When it is computed, as `Hits` are ordered: by layer, direction, step of processing and batch row."""


@dataclass(frozen=True, eq=False)
class Stops:
    """The steps of one breakpoint: all of them for the timeline, the first ones to be listed."""

    marks: Marks
    listed: tuple[Stop, ...]


def stops(rec: Recording, line: str) -> Stops:
    """The steps at which a breakpoint stops.

    Raises:
        ConditionError: the line is none.
    """
    return _STOPS.get((rec.version, line), lambda: _made(break_at(rec, line)))


def player_ticks(visit: Visit) -> dict[str, object] | None:
    """What the player is told of the visit's breakpoints; lines that are none are said elsewhere."""
    rec, scenario = visit.recording, visit.scenario
    found: list[tuple[str, Marks]] = []
    for line in distinct_lines(scenario.breakpoints):
        try:
            found.append((title_of(rec, line, visit.translate), stops(rec, line).marks))
        except RnnvizError:
            continue
    return ticks(found, (scenario.layer, scenario.direction, scenario.row)) if found else None


def _made(hits: Hits) -> Stops:
    listed = []
    rec = hits.recording
    lengths = rec.lengths or (rec.seq_len,) * rec.batch
    for index in range(min(len(hits), limits.MAX_HITS_SHOWN)):
        layer, direction, row, t = hits.place(index)
        reverse = direction == "reverse"
        order = (layer, reverse, lengths[row] - 1 - t if reverse else t, row)
        listed.append(Stop(layer, direction, row, t, hits.units(index), values_text(hits, index), order))
    return Stops(marks(hits), tuple(listed))


_STOPS = Shelf[Stops](
    most=limits.MAX_STOPS, most_bytes=limits.MAX_STOP_BYTES, size=lambda one: one.marks.size + 300 * len(one.listed)
)
