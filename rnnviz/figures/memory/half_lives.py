"""After how many steps half of a unit's state is gone, the longest first, on a scale by powers of ten."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.analysis import Memory
from rnnviz.figures.memory.look import small
from rnnviz.figures.missing import missing_note
from rnnviz.figures.names import ENGLISH
from rnnviz.figures.zeros import zero_note
from rnnviz.theme import ZERO, colour_of
from rnnviz.words import Translation

_MOST_NUMBERS = 10
"""Bars that still have room for their numbers."""


def half_lives(memory: Memory, *, dark: bool = False, words: Translation = ENGLISH) -> go.Figure:
    """The half-life of every unit as a bar (steps), the longest first; a bar to the upper edge with ∞ never fades.

    A unit of half-life 0 (a factor is exactly 0) has no place on the scale: it is marked at the lower edge; one whose
    factors are not all numbers is left out. Both are counted. Bars carry (-1, unit).

    Raises:
        PlaceError: the cell type has no direct path.
    """
    _ = words
    found = memory.half_life
    known = np.flatnonzero(~np.isnan(found))
    order = known[np.argsort(-found[known], kind="stable")]
    values = found[order]
    finite = values[np.isfinite(values) & (values > 0)]
    low, high = _decades(finite)
    endless, gone = np.isinf(values), values == 0
    heights = np.where(endless, 10.0**high, np.where(gone, 10.0**low, values))
    numbers = [steps_number(value) for value in values]
    colour = colour_of(memory.track.cell_type.operation(memory.state).colour, dark)

    figure = go.Figure()
    few = len(values) <= _MOST_NUMBERS
    figure.add_trace(
        go.Bar(
            x=np.arange(len(values), dtype=np.int32),
            y=heights,
            name="half-life",
            showlegend=False,
            marker={"color": [ZERO if one else colour.fill for one in gone]},
            text=[number if few or endless[place] else "" for place, number in enumerate(numbers)],
            textposition="auto",
            textangle=0,
            customdata=np.stack([np.full(len(order), -1), order], axis=1).astype(np.int32),
            hovertext=[
                _("unit {unit}: {steps} steps").format(unit=unit, steps=number)
                for unit, number in zip(order, numbers, strict=True)
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
    figure.update_yaxes(type="log", range=[low, high], exponentformat="power", dtick=1, title_text=_("steps"))
    labels = {"tickmode": "array", "tickvals": list(range(len(order))), "ticktext": [str(unit) for unit in order]}
    figure.update_xaxes(title_text=_("unit"), **(labels if len(order) <= 16 else {"showticklabels": False}))
    notes = [
        _("median: {steps} steps").format(steps=steps_number(float(np.median(values)) if len(values) else float("nan")))
    ]
    notes += zero_note(int(gone.sum()), words) + missing_note(len(found) - len(known), words)
    title = _("Half of {state} is gone after").format(state=memory.state)
    return small(figure, title=title, notes=notes, dark=dark)


def _decades(values: np.ndarray) -> tuple[int, int]:
    """The powers of ten around all half-lives that have a bar, with room over the longest."""
    if not values.size:
        return -1, 1
    low, high = int(np.floor(np.log10(values.min()))), int(np.floor(np.log10(values.max()))) + 1
    return min(low, -1), high


def steps_number(value: float) -> str:
    """A half-life in a few digits.

    >>> steps_number(0.987), steps_number(1.0), steps_number(13.72), steps_number(float("inf"))
    ('0.99', '1.0', '14', '∞')
    """
    if np.isinf(value):
        return "∞"
    return f"{value:.0f}" if value >= 10 or value == 0 else f"{value:.1f}" if value >= 1 else f"{value:.2g}"
