"""How far back a loss is felt: the size of dL/dh and dL/dc at every step, on a scale by powers of ten."""

from collections.abc import Callable, Mapping

import numpy as np
import plotly.graph_objects as go

from rnnviz.analysis import norm
from rnnviz.figures.frame import cursor, finish, time_axis
from rnnviz.figures.missing import missing, missing_note
from rnnviz.figures.names import ENGLISH, full_name
from rnnviz.figures.place import check_time, place_words
from rnnviz.figures.zeros import zero_note
from rnnviz.recorder import Track, gradient_name
from rnnviz.theme import MISSING, ZERO, colour_of
from rnnviz.words import Translation

_SYMBOLS = ("circle", "square", "diamond")
_MOST_MARKERS = 60


def gradient_norms(
    track: Track, *, at: int | None = None, dark: bool = False, words: Translation = ENGLISH
) -> go.Figure:
    """The Euclidean norm of dL/dh and dL/dc over all units, by position in the input.

    A line that falls from where the loss is taken is a gradient that vanishes, one that rises is one that explodes. A
    norm that is exactly 0 has no place on such a scale: it is marked at the lower edge, as is one that is not a number
    or infinite, and both are counted. Points carry (t, -1) for `clicked_place`.

    Raises:
        PlaceError: the recording has no gradients, or there is no such time step.
    """
    _ = words
    check_time(at, len(track))
    norms = {state: norm(track.gradient(state)) for state in track.cell_type.states}
    low, high = _decades(np.concatenate(list(norms.values())))

    figure = go.Figure()
    for order, (state, values) in enumerate(norms.items()):
        figure.add_trace(_line(track, state, values, order, words))
    edge = 10.0**low
    figure.add_trace(_marks(norms, missing, edge, "missing", {"symbol": "x", "color": MISSING}))
    zero = {"symbol": "circle", "color": ZERO, "line": {"color": "#000000", "width": 1.5}}
    figure.add_trace(_marks(norms, lambda values: values == 0, edge, "zero", zero))
    figure.update_yaxes(
        type="log",
        range=[low - 0.05 * (high - low), high + 0.05 * (high - low)],
        exponentformat="power",
        # Whole powers of ten: the small digits that Plotly puts between them are too small to read.
        dtick=max((high - low) // 4, 1),
        title_text=_("norm of the gradient"),
    )
    time_axis(figure, track, words)
    cursor(figure, at, dark=dark)
    missed = sum(int(missing(values).sum()) for values in norms.values())
    zeros = sum(int((values == 0).sum()) for values in norms.values())
    notes = [place_words(track, words), *missing_note(missed, words), *zero_note(zeros, words)]
    finish(figure, title=_("How strongly the loss depends on each step"), notes=notes, height=220, dark=dark)
    return figure.update_layout(hovermode="x unified")


def _decades(values: np.ndarray) -> tuple[int, int]:
    """The powers of ten around all numbers that have one."""
    known = values[np.isfinite(values) & (values > 0)]
    if not known.size:
        return -1, 0
    low, high = int(np.floor(np.log10(known.min()))), int(np.ceil(np.log10(known.max())))
    return low, max(high, low + 1)


def _line(track: Track, state: str, values: np.ndarray, order: int, words: Translation) -> go.Scatter:
    length = len(values)
    few = length <= _MOST_MARKERS
    marker = {"symbol": _SYMBOLS[order % len(_SYMBOLS)], "size": 9, "opacity": 1 if few else 0}
    drawn = np.where(missing(values) | (values == 0), np.nan, values)
    return go.Scatter(
        x=np.arange(length, dtype=np.int32),
        y=drawn,
        name=full_name(track.cell_type, gradient_name(state), words),
        mode="lines+markers" if few or order == 0 else "lines",
        line={"color": colour_of(track.cell_type.operation(state).colour).fill, "width": 3 if few else 1.5},
        marker=marker,
        selected={"marker": {"opacity": marker["opacity"]}},
        unselected={"marker": {"opacity": marker["opacity"]}},
        customdata=np.stack([np.arange(length), np.full(length, -1)], axis=1).astype(np.int32),
        hovertemplate=f"dL/d{state}: %{{y:.3e}}<extra></extra>",
    )


def _marks(
    norms: dict[str, np.ndarray],
    chosen: Callable[[np.ndarray], np.ndarray],
    edge: float,
    name: str,
    marker: Mapping[str, object],
) -> go.Scatter:
    places = [(t, state) for state, values in norms.items() for t in np.flatnonzero(chosen(values))]
    return go.Scatter(
        x=np.array([t for t, _ in places], dtype=np.int32),
        y=np.full(len(places), edge),
        text=[f"dL/d{state}: {norms[state][t]:g}" for t, state in places],
        mode="markers",
        name=name,
        showlegend=False,
        marker={"size": 12, **marker},
        hovertemplate="%{text}<extra></extra>",
    )
