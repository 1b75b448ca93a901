"""A chart as data for its script, small enough to be sent again and again."""

import math
from collections.abc import Sequence
from itertools import cycle
from typing import Any

import numpy as np
from jaxtyping import Float, Int

from rnnviz.analysis.ends import ends
from rnnviz.live_chart.lines import Level, Line, Numbers
from rnnviz.live_chart.words import spoken
from rnnviz.theme import CELL_TYPES, LINE_COLOURS, LINE_DASHES, cell_type_colour, colour_of
from rnnviz.words import HTML_LANGUAGES, Translation

MAX_POINTS = 600
"""Positions that are sent of the lines of one chart, about: on most screens no more can be told apart."""

_DIGITS, _DIGITS_ACROSS = 6, 12
"""Of each value, more than anybody reads off a chart; of each position, which must be told from the next."""


def message(
    x: Numbers,
    lines: Sequence[Line],
    levels: Sequence[Level] = (),
    *,
    title: str,
    across: str,
    up: str,
    logarithmic: bool = False,
    at: float | None = None,
    until: float | None = None,
    height: int = 300,
    translate: Translation,
) -> dict[str, Any]:
    """What the script draws; JSON can hold it as it is.

    Of many positions those are sent where a line has the lowest or the highest value of a stretch, so no spike is lost.

    Args:
        x: the positions, ascending.
        lines: one value for each position; with the same names from one time to the next.
        levels: values to compare with.
        title: of the chart.
        across: what the positions are, such as "optimizer step".
        up: what the values are.
        logarithmic: whether the values stand on an axis by powers of ten, which 0 and less have no place on.
        at: a position to mark.
        until: where the axis ends, if the end is known: it then need not move while the lines grow.
        height: of the drawing (pixels).
        translate: the words of the visit.
    """
    shared = _drawn([line.values for line in lines if line.x is None])
    positions = [_numbers(np.asarray(x, dtype=np.float64)[shared], _DIGITS_ACROSS)]
    told = []
    for number, (line, key) in enumerate(zip(lines, _keys(lines), strict=True)):
        values = np.asarray(line.values, dtype=np.float64)
        chosen = shared
        if line.x is not None:
            chosen = _drawn([values])
            positions.append(_numbers(np.asarray(line.x, dtype=np.float64)[chosen], _DIGITS_ACROSS))
        told.append(
            {
                "name": line.name,
                "on": 0 if line.x is None else len(positions) - 1,
                "values": _numbers(values[chosen], _DIGITS),
                "infinite": _infinite(values[chosen]),
                "colours": [_colour(key, dark) for dark in (False, True)],
                "dash": line.dash or LINE_DASHES[number % len(LINE_DASHES)],
                "diverged": line.diverged,
            }
        )
    return {
        "title": title,
        "across": across,
        "up": up,
        "logarithmic": logarithmic,
        "at": at,
        "until": until,
        "height": height,
        "positions": positions,
        "lines": told,
        "levels": [{"name": level.name, "value": level.value} for level in levels if math.isfinite(level.value)],
        "language": HTML_LANGUAGES[translate.language],
        "words": spoken(translate),
    }


def _drawn(together: Sequence[Numbers]) -> Int[np.ndarray, " points"]:
    """The positions that are drawn of lines that share theirs: those that any of them needs."""
    if not together:
        return np.arange(0)
    each = max(MAX_POINTS // len(together), 2)
    return np.unique(np.concatenate([ends(np.asarray(values, dtype=np.float64), each) for values in together]))


def _keys(lines: Sequence[Line]) -> list[str]:
    """A colour for each line; those that say none get the ones that no other line says."""
    said = {_colour(line.colour, dark=False) for line in lines if line.colour}
    free = [key for key in LINE_COLOURS if _colour(key, dark=False) not in said] or LINE_COLOURS
    rest = cycle(free)
    return [line.colour or next(rest) for line in lines]


def _numbers(values: Float[np.ndarray, " points"], digits: int) -> list[float | None]:
    """As JSON has them, which knows nothing that is not finite."""
    return [float(f"{value:.{digits}g}") if math.isfinite(value) else None for value in values.tolist()]


def _infinite(values: Float[np.ndarray, " points"]) -> list[list[int]]:
    """Which of them are infinite, and the sign of each."""
    places = np.flatnonzero(np.isinf(values))
    return [
        [place, sign] for place, sign in zip(places.tolist(), np.sign(values[places]).astype(int).tolist(), strict=True)
    ]


def _colour(key: str, dark: bool) -> str:
    if key.startswith("#"):
        return key
    return cell_type_colour(key, dark) if key in CELL_TYPES else colour_of(key, dark).fill
