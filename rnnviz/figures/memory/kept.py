"""How much of every earlier state is still there, or how far the state reaches back where it has no direct path."""

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from rnnviz.analysis import Memory
from rnnviz.figures.memory.look import MOST_LINES, joined, small
from rnnviz.figures.missing import missing, missing_note
from rnnviz.figures.names import ENGLISH
from rnnviz.figures.place import check_time
from rnnviz.figures.scale import round_step
from rnnviz.figures.zeros import zero_note
from rnnviz.theme import colour_of
from rnnviz.words import Translation

MOST_BACK = 200
"""Steps back that are drawn: what lies further back is hardly ever kept."""

REACH_WORK = 1e9
"""Multiplications that the products of Jacobians may take, about; it says how far back they go."""


def kept_memory(
    memory: Memory, *, at: int | None = None, dark: bool = False, words: Translation = ENGLISH
) -> go.Figure:
    """How much of each earlier state is in the state after ``at`` (None: the one processed last), unit by unit.

    A thin line is a unit, the thick one their mean; of more than 32 units the smallest and the largest are drawn. It is
    the direct path alone, from 0 to 1 where no edit put something else into a gate. A cell type without one has no such
    share: drawn instead is how strongly each unit depends on the earlier state by every way (`Memory.reach`), by powers
    of ten. The last 200 steps are drawn.
    Points of the thick line carry (t, -1) for `clicked_place`.

    Raises:
        PlaceError: there is no such time step, or the recording has no weights where they are needed.
    """
    _ = words
    track = memory.track
    check_time(at, len(track))
    direct = memory.factor is not None
    values = memory.kept(at) if direct else memory.reach(at, steps=steps_drawn(memory))
    sources = memory.sources(at)
    values, sources = values[-MOST_BACK - 1 :], sources[-MOST_BACK - 1 :]
    before_first = len(track) if track.reverse else -1
    x = np.array([before_first if source is None else source for source in sources], dtype=np.int32)
    colour = colour_of(track.cell_type.operation(memory.state).colour, dark)
    known = ~np.isnan(values).all(axis=1)
    x, values = x[known], values[known]
    # On a scale by powers of ten there is no place for 0.
    drawn = values if direct else np.where(values > 0, values, np.nan)

    figure = go.Figure()
    _units(figure, x, drawn, colour.fill)
    mean = _mean(drawn)
    name = f"{memory.state}[t]"
    figure.add_trace(
        go.Scatter(
            x=x,
            y=mean,
            name="mean",
            showlegend=False,
            mode="lines+markers" if len(x) <= 60 else "lines",
            line={"color": colour.fill, "width": 4},
            marker={"size": 7},
            customdata=np.stack([np.clip(x, 0, len(track) - 1), np.full(len(x), -1)], axis=1).astype(np.int32),
            hovertemplate="t = %{x}: %{y:.3g}<extra></extra>",
        )
    )
    last = sources[-1] if sources[-1] is not None else before_first
    if direct:
        # Gates lie between 0 and 1; what an edit put in their place need not.
        known = drawn[np.isfinite(drawn)]
        low, high = float(known.min(initial=0.0)), float(known.max(initial=1.0))
        ticks_up = {"tickvals": [0, 0.5, 1]} if (low, high) == (0.0, 1.0) else {}
        figure.update_yaxes(range=[1.05 * low - 0.03, 1.05 * high], title_text=_("share still there"), **ticks_up)
        figure.add_hline(y=0.5, line={"color": colour_of("neutral", dark).fill, "width": 1, "dash": "dot"})
        notes = [_("product of {factor}, direct path alone").format(factor=memory.factor)]
        title = _("How much of {state} is left at t = {t}").format(state=name, t=last)
    else:
        figure.update_yaxes(type="log", exponentformat="power", title_text=_("length of the derivative"))
        notes = [_("no direct path: every way counts")]
        title = _("How far {state} reaches back from t = {t}").format(state=memory.state, t=last)
    initial = [before_first] if before_first in x else []
    # The initial state has the place of a step of its own, just before the first: their names would overlap.
    ticks = [int(t) for t in x if t % round_step(max(len(x) / 5, 1)) == 0 and t != before_first]
    ticks = [t for t in ticks if not initial or abs(t - before_first) > len(x) / 12]
    figure.update_xaxes(
        tickmode="array",
        tickvals=[*initial, *ticks],
        ticktext=[*(f"{memory.state}_0" for _t in initial), *map(str, ticks)],
        tickangle=0,
        zeroline=False,
        title_text=_("t, position in the input"),
    )
    notes += missing_note(int(missing(values).sum()), words)
    notes += [] if direct else zero_note(int((values == 0).sum()), words)
    return small(figure, title=title, notes=notes, dark=dark)


def steps_drawn(memory: Memory) -> int:
    """How many steps back the Jacobians are multiplied for the picture: fewer where there are many units."""
    units = memory.track.recording.hidden_size
    return max(4, min(MOST_BACK, int(REACH_WORK / units**3)))


def _mean(values: Float[np.ndarray, "sources units"]) -> Float[np.ndarray, " sources"]:
    """The mean over the units that have a number."""
    known = np.isfinite(values)
    count = known.sum(axis=1)
    total = np.where(known, values, 0.0).sum(axis=1)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def _units(figure: go.Figure, x: np.ndarray, values: Float[np.ndarray, "sources units"], colour: str) -> None:
    if values.shape[1] <= MOST_LINES:
        across, up = joined(x, values)
        name = "units"
    else:
        known = np.isfinite(values)
        ends = (np.where(known, values, np.inf).min(axis=1), np.where(known, values, -np.inf).max(axis=1))
        across, up = joined(x, np.stack(ends, axis=1))
        name = "smallest and largest"
    figure.add_trace(
        go.Scatter(
            x=across,
            y=np.where(np.isfinite(up), up, np.nan),
            name=name,
            showlegend=False,
            mode="lines",
            line={"color": colour, "width": 1},
            opacity=0.5,
            hoverinfo="skip",
        )
    )
