"""How far recordings are apart at every step, on a scale by powers of ten."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from rnnviz.analysis import Comparison
from rnnviz.figures.frame import MARGINS, cursor, finish, time_axis
from rnnviz.figures.missing import missing, missing_note
from rnnviz.figures.names import ENGLISH
from rnnviz.figures.outside_text import shown
from rnnviz.figures.place import check_time, place_words
from rnnviz.figures.zeros import zero_note
from rnnviz.recorder import Track
from rnnviz.theme import MISSING, ZERO, page_colours
from rnnviz.words import Translation

_LOOKS = (("circle", "solid"), ("square", "dash"), ("diamond", "dot"))
"""Symbol and dash of each line: no colour is free, for a colour is a gate's."""

_MOST_MARKERS = 60
_HEIGHT = 180
"""Pixels of the plot."""
_LEGEND = 36
"""Pixels under the time axis: there the names leave the whole width to the plot, on a phone too."""
_COLUMNS = 40
"""Characters under it there."""
_LETTERS = 28
"""Of a name, so that it fits beside the plot."""


def differences(
    comparison: Comparison,
    names: Sequence[str],
    track: Track,
    variable: str,
    *,
    at: int | None = None,
    dark: bool = False,
    words: Translation = ENGLISH,
) -> go.Figure:
    """The largest ``|other - first|`` of one variable over all units, by position in the input: a line for each other.

    Where the two are equal there is no place on such a scale: it is marked at the lower edge, as is what is not a
    number or infinite, and both are counted. A recording that does not share the variable in this track has no line.
    Points carry (t, -1) for `clicked_place`.

    Args:
        comparison: the recordings.
        names: of all of them, the first one's first.
        track: of the first recording: the layer, direction and batch row.
        variable: its name, such as "h".
        at: marks a time step.
        dark: for a dark page.
        words: of the language.

    Raises:
        PlaceError: there is no such time step.
    """
    _ = words
    check_time(at, len(track))
    apart = _apart(comparison, names, track, variable)
    low, high = _decades(list(apart.values()))
    page = page_colours(dark)
    figure = go.Figure()
    for order, (name, values) in enumerate(apart.items()):
        colour = (page.accent_ink, page.text, page.muted)[order % 3]
        figure.add_trace(_line(name, values, order, colour))
    edge = 10.0**low
    looks = {"missing": {"symbol": "x", "color": MISSING}, "equal": {"symbol": "circle", "color": ZERO}}
    for kind, look in looks.items():
        places = [(int(t), name) for name, values in apart.items() for t in np.flatnonzero(_chosen(kind, values))]
        figure.add_trace(_marks(places, edge, kind, look))
    figure.update_yaxes(
        type="log",
        range=[low - 0.05 * (high - low), high + 0.05 * (high - low)],
        exponentformat="power",
        # Whole powers of ten: the small digits that Plotly puts between them are too small to read.
        dtick=max((high - low) // 4, 1),
        title_text=f"max |Δ{variable}|",
    )
    time_axis(figure, track, words, _COLUMNS)
    cursor(figure, at, dark=dark)
    missed, equal = (sum(int(_chosen(kind, values).sum()) for values in apart.values()) for kind in looks)
    notes = [place_words(track, words), *missing_note(missed, words), *zero_note(equal, words)]
    title = _("How far {variable} is apart at every step").format(variable=variable)
    finish(figure, title=title, notes=notes, height=_HEIGHT, dark=dark)
    below = MARGINS["b"] + _LEGEND
    return figure.update_layout(
        hovermode="x unified",
        height=_HEIGHT + MARGINS["t"] + below,
        margin={**MARGINS, "r": 24, "b": below},
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": -MARGINS["b"] / _HEIGHT, "yanchor": "top"},
    )


def _apart(
    comparison: Comparison, names: Sequence[str], track: Track, variable: str
) -> dict[str, Float[np.ndarray, " length"]]:
    """By the name of the other recording; two of one name are told apart by a number."""
    found: dict[str, np.ndarray] = {}
    place = (track.layer, track.direction, track.batch)
    for number, (name, pair) in enumerate(zip(names[1:], comparison, strict=True), start=1):
        both = track.direction == "forward" or pair.other.num_directions == 2
        if both and variable in pair.variables(track.layer):
            length = min(len(track), len(pair.other.track(*place)))
            found[name if name not in found else f"{name} ({number})"] = pair.by_step(variable, *place)[:length]
    return found


def _chosen(kind: str, values: np.ndarray) -> np.ndarray:
    found: np.ndarray = missing(values) if kind == "missing" else values == 0
    return found


def _decades(lines: Sequence[np.ndarray]) -> tuple[int, int]:
    """The powers of ten around all numbers that have one."""
    values = np.concatenate([np.zeros(0), *lines])
    known = values[np.isfinite(values) & (values > 0)]
    if not known.size:
        return -1, 0
    low, high = int(np.floor(np.log10(known.min()))), int(np.ceil(np.log10(known.max())))
    return low, max(high, low + 1)


def _line(name: str, values: Float[np.ndarray, " length"], order: int, colour: str) -> go.Scatter:
    length = len(values)
    few = length <= _MOST_MARKERS
    symbol, dash = _LOOKS[order % len(_LOOKS)]
    marker = {"symbol": symbol, "size": 8, "opacity": 1 if few else 0}
    return go.Scatter(
        x=np.arange(length, dtype=np.int32),
        y=np.where(missing(values) | (values == 0), np.nan, values),
        name=_short(name),
        mode="lines+markers" if few or order == 0 else "lines",
        line={"color": colour, "width": 2.5 if few else 1.5, "dash": dash},
        marker=marker,
        selected={"marker": {"opacity": marker["opacity"]}},
        unselected={"marker": {"opacity": marker["opacity"]}},
        customdata=np.stack([np.arange(length), np.full(length, -1)], axis=1).astype(np.int32),
        hovertemplate="%{y:.3e}",
    )


def _short(name: str) -> str:
    """A name from outside as a label: `shown` cuts labels of time steps shorter than a legend need be."""
    cut = name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1]}…"
    return "".join(shown(cut[at : at + 12]).replace("␣", " ") for at in range(0, len(cut), 12))


def _marks(places: Sequence[tuple[int, str]], edge: float, kind: str, look: dict[str, str]) -> go.Scatter:
    return go.Scatter(
        x=np.array([t for t, _ in places], dtype=np.int32),
        y=np.full(len(places), edge),
        text=[_short(name) for _, name in places],
        mode="markers",
        name=kind,
        showlegend=False,
        marker={"size": 11, **look},
        hovertemplate="%{text}<extra></extra>",
    )
