"""One gate or state: every unit over time."""

import math

import numpy as np
import plotly.graph_objects as go

from rnnviz.analysis import bounds
from rnnviz.figures.frame import cursor, finish, time_axis
from rnnviz.figures.missing import missing, missing_note
from rnnviz.figures.names import ENGLISH, full_name, value_range
from rnnviz.figures.outside_text import shown
from rnnviz.figures.place import check_time, place_words
from rnnviz.figures.reduction import Reduced, reduced
from rnnviz.figures.scale import round_step
from rnnviz.recorder import Track
from rnnviz.theme import MISSING, pixels, ramp_of
from rnnviz.words import N_, Translation

_ROWS = {
    "input_size": N_("input feature"),
    "hidden_size": N_("unit"),
    "proj_size": N_("projected unit"),
    "readout_size": N_("output feature"),
}
"""What the rows of a variable are, by its size."""

MAX_TARGETS = 5_000
"""Unseen markers that a click can hit. A heatmap's own clicks never reach Python."""


def gate_heatmap(
    track: Track,
    gate: str = "forget",
    *,
    at: int | None = None,
    limit: float | None = None,
    dark: bool = False,
    words: Translation = ENGLISH,
) -> go.Figure:
    """Every unit of one gate, state or other variable, by position in the input.

    ``gate`` is a gate's word or letter ("forget", "f") or any variable ("h", "c", "kept"). Gates run from 0 to 1 in
    Cividis, signed values from ``-limit`` to ``limit`` in RdBu; where no limit is given it is the player's,
    the same for the whole recording (`rnnviz.analysis.bounds`). Past 250,000 values each rectangle shows the most
    extreme of its block. Clicks carry (t, unit) for `clicked_place`; the rows of the input, and of a hidden state that
    is projected, are no units of the layer.

    Raises:
        PlaceError: there is no such variable or time step.
    """
    _ = words
    cell_type = track.cell_type
    name = cell_type.gate_words.get(gate, gate)
    values = track.values(name).astype(np.float32)
    check_time(at, len(track))
    unit_range = value_range(cell_type, name) == "unit"
    high = 1.0 if unit_range else limit or bounds(track.recording)[name].limit
    low = 0.0 if unit_range else -high

    drawn = reduced(values, middle=(low + high) / 2)
    figure = go.Figure()
    figure.add_trace(_cells(drawn, name, low, high, cell_type.operation(name).poles if unit_range else None, words))
    count = int(missing(values).sum())
    if count:
        figure.add_trace(_missing_cells(drawn))
    figure.add_trace(_targets(track, values, name))

    size = values.shape[1]
    figure.update_yaxes(
        range=[size - 0.5, -0.5],
        tickmode="array",
        tickvals=list(range(0, size, round_step(size / 16))),
        showgrid=False,
        zeroline=False,
        title_text=_(_ROWS[cell_type.size_of(name)]),
    )
    time_axis(figure, track, words)
    cursor(figure, at, dark=dark)
    notes = [place_words(track, words), *_reduction_note(drawn, words), *missing_note(count, words)]
    title = _("{variable}: every unit over time").format(variable=full_name(cell_type, name, words))
    return finish(figure, title=title, notes=notes, height=min(max(28 * size, 120), 360), dark=dark)


def _cells(
    drawn: Reduced, name: str, low: float, high: float, poles: tuple[str, str] | None, words: Translation
) -> go.Heatmap:
    _ = words
    middle = (low + high) / 2
    ticks = [low, (low + middle) / 2, middle, (middle + high) / 2, high]
    texts = [f"{tick:g}".replace("-", "−") for tick in ticks]
    if poles:
        texts[0], texts[-1] = _(poles[0]).format(value=texts[0]), _(poles[1]).format(value=texts[-1])
    return go.Heatmap(
        z=drawn.values.T,
        **_grid(drawn),
        zmin=low,
        zmax=high,
        colorscale=ramp_of("unit" if poles else "signed").stops(),
        colorbar={
            "tickvals": ticks,
            "ticktext": texts,
            "tickfont": {"size": pixels("small")},
            "outlinewidth": 0,
            "thickness": 18,
            "x": 1.015,
            "xanchor": "left",
            "xpad": 0,
            "y": 0.5,
            "ypad": 0,
            "len": 1,
        },
        hoverinfo="skip",
        name=name,
    )


def _missing_cells(drawn: Reduced) -> go.Heatmap:
    """The cells that hold no number, in the one colour that stands for nothing else."""
    holes = np.where(missing(drawn.values), 1.0, np.nan).astype(np.float32)
    return go.Heatmap(
        z=holes.T,
        **_grid(drawn),
        zmin=0,
        zmax=1,
        colorscale=[(0, MISSING), (1, MISSING)],
        showscale=False,
        showlegend=False,
        hoverinfo="skip",
        name="missing",
    )


def _grid(drawn: Reduced) -> dict[str, float]:
    """Where the centres of the cells lie."""
    return {"x0": (drawn.steps - 1) / 2, "dx": drawn.steps, "y0": (drawn.units - 1) / 2, "dy": drawn.units}


def _targets(track: Track, values: np.ndarray, name: str) -> go.Scatter:
    """Unseen markers over the cells, or over as many as can be afforded, evenly spread."""
    length, size = values.shape
    rows = min(size, max(math.isqrt(MAX_TARGETS), MAX_TARGETS // length))
    units = np.unique(np.linspace(0, size - 1, rows).round().astype(np.int32))
    times = np.unique(np.linspace(0, length - 1, min(length, MAX_TARGETS // len(units))).round().astype(np.int32))
    t, unit = (grid.ravel() for grid in np.meshgrid(times, units, indexing="ij"))
    own = track.cell_type.size_of(name) == "hidden_size"
    place = np.stack([t, unit if own else np.full_like(unit, -1)], axis=1)
    labelled = track.recording.labels is not None
    return go.Scatter(
        x=t,
        y=unit,
        mode="markers",
        marker={"opacity": 0, "size": 8},
        selected={"marker": {"opacity": 0}},
        unselected={"marker": {"opacity": 0}},
        customdata=np.concatenate([place, values[t, unit, None]], axis=1).astype(np.float32),
        text=[shown(track.label(int(position)) or "") for position in t] if labelled else None,
        hovertemplate=("%{text} · " if labelled else "")
        + f"t = %{{x}} · {name}[%{{y}}] = %{{customdata[2]:.4f}}<extra></extra>",
        showlegend=False,
        name="targets",
    )


def _reduction_note(drawn: Reduced, words: Translation) -> list[str]:
    if drawn.is_exact:
        return []
    _ = words
    note = _("each rectangle shows the most extreme of {steps} time steps × {units} units")
    if drawn.units == 1:
        note = _("each rectangle shows the most extreme of {steps} time steps")
    return [note.format(steps=drawn.steps, units=drawn.units)]
