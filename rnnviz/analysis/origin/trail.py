"""The way that was followed back, as one line of text: ``h[2]@5 o[2]@5 h[5]@4``.

Each value is ``variable[unit]@t``, the one asked first in front. Where the layer or direction is another one than that
of the value before, they follow: ``h[2]@5/1/forward h[5]@5/0/reverse``. Before the first it is layer 0, forward.
"""

import re
from collections.abc import Iterable

from rnnviz.analysis.origin.home import INITIAL
from rnnviz.analysis.origin.source import Source
from rnnviz.errors import PlaceError
from rnnviz.recorder import DIRECTIONS, Recording
from rnnviz.words import N_

_ONE = re.compile(r"([A-Za-z]\w{0,19})\[(\d{1,9})\]@(\d{1,9})(?:/(\d{1,9})/(forward|reverse))?", re.ASCII)


def write_trail(trail: Iterable[Source]) -> str:
    """The trail as a line.

    >>> write_trail([Source("h", 2, 5, 1), Source("o", 2, 5, 1), Source("h", 3, 5, 0, "reverse")])
    'h[2]@5/1/forward o[2]@5 h[3]@5/0/reverse'
    """
    parts, before = [], (0, DIRECTIONS[0])
    for one in trail:
        here = one.layer, one.direction
        parts.append(f"{one.code}@{one.t}" + ("" if here == before else f"/{one.layer}/{one.direction}"))
        before = here
    return " ".join(parts)


def read_trail(text: str) -> tuple[Source, ...]:
    """The trail of a line; none where it is empty.

    Raises:
        PlaceError: it is no trail.

    >>> [str(one) for one in read_trail("h[2]@5 o[2]@5")]
    ['h[2] at t = 5', 'o[2] at t = 5']
    """
    trail: list[Source] = []
    layer, direction = 0, DIRECTIONS[0]
    for part in text.split():
        found = _ONE.fullmatch(part)
        if found is None:
            raise PlaceError(
                "origin-trail",
                N_("A trail must name values such as h[2]@5 or h[2]@5/0/reverse, got {got}. Write variable[unit]@t."),
                got=repr(part[:40]),
            )
        variable, unit, t, *place = found.groups()
        if place[0] is not None:
            layer, direction = int(place[0]), place[1]
        trail.append(Source(variable, int(unit), int(t), layer, direction))
    return tuple(trail)


def has_trail(rec: Recording, trail: Iterable[Source], batch: int = 0) -> bool:
    """Whether every value of a trail is in a batch row of the recording."""
    return all(_has(rec, one, batch) for one in trail)


def _has(rec: Recording, one: Source, batch: int) -> bool:
    directions = DIRECTIONS[: rec.num_directions]
    if not (one.layer < rec.num_layers and one.direction in directions and batch < rec.batch):
        return False
    track = rec.track(one.layer, one.direction, batch)
    initial = one.variable.endswith(INITIAL)
    variable = one.variable.removesuffix(INITIAL)
    known = variable in (rec.cell.states if initial else rec.cell.variables)
    if not (known and one.t < len(track)) or (initial and one.t != track.order[0]):
        return False
    return one.unit < rec.architecture.size(rec.cell.size_of(variable), one.layer)
