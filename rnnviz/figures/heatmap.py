"""One gate or state: every unit over time."""

import math
import sys

import numpy as np
import plotly.graph_objects as go

from rnnviz.analysis import bounds, largest, round_up
from rnnviz.figures.colour_scale import ColourScale, even_scale, magnitude_scale, plain
from rnnviz.figures.frame import cursor, finish, set_each, time_axis
from rnnviz.figures.missing import missing, missing_note
from rnnviz.figures.names import ENGLISH, full_name, value_range
from rnnviz.figures.outside_text import shown
from rnnviz.figures.place import check_time, place_words
from rnnviz.figures.reduction import Reduced, reduced
from rnnviz.figures.scale import round_step
from rnnviz.figures.zeros import zero_note
from rnnviz.recorder import Track, derived_by, gradient_name, named_values
from rnnviz.theme import MISSING, ZERO, pixels
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
    log: bool = False,
    dark: bool = False,
    words: Translation = ENGLISH,
) -> go.Figure:
    """Every unit of one gate, state or other variable, by position in the input.

    ``gate`` is a gate's word or letter ("forget", "f"), any variable ("h", "c", "kept"), or the gradient by a gate, a
    weighted sum, a state or x ("grad_f", "grad_forget", "grad_h"). Gates run from 0 to 1 in Cividis, signed values from
    ``-limit`` to ``limit`` in RdBu; where no limit is given it is the player's, the same for the whole recording
    (`rnnviz.analysis.bounds`); of a gradient it is the largest by that variable in the recording. With ``log`` the
    colours tell the power of ten of the magnitude, for gradients vary over many; what is exactly 0 is then apart, and
    counted. Past 250,000 values each rectangle shows the most extreme of its block. Clicks carry (t, unit) for
    `clicked_place`; the rows of the input, and of a hidden state that is projected, are no units of the layer.

    Raises:
        PlaceError: there is no such variable or time step, or there are no gradients.
    """
    _ = words
    cell_type = track.cell_type
    by = derived_by(gate)
    variable = cell_type.gate_words.get(gate if by is None else by, gate if by is None else by)
    name = variable if by is None else gradient_name(variable)
    own = named_values(track, name)
    values = plain(own)
    check_time(at, len(track))
    scale = _colours(track, name, own, values, limit, log=log)

    drawn = reduced(scale.drawn, middle=scale.middle)
    figure = go.Figure()
    poles = cell_type.operation(name).poles if scale.ramp == "unit" and not log else None
    figure.add_trace(_cells(drawn, name, scale, poles, words))
    count, zeros = int(missing(own).sum()), int((own == 0).sum()) if log else 0
    if count:
        figure.add_trace(_apart(drawn, missing(drawn.values), MISSING, "missing"))
    if zeros:
        figure.add_trace(_apart(drawn, drawn.values == scale.nothing, ZERO, "zero"))
    figure.add_trace(_targets(track, values, name, variable))

    size = values.shape[1]
    look = {
        "range": [size - 0.5, -0.5],
        "tickmode": "array",
        "tickvals": list(range(0, size, round_step(size / 16))),
        "showgrid": False,
        "zeroline": False,
        "title_text": _(_ROWS[cell_type.size_of(variable)]),
    }
    set_each([figure.layout.yaxis], look)
    time_axis(figure, track, words)
    cursor(figure, at, dark=dark)
    notes = [place_words(track, words), *_log_note(words, log=log), *_reduction_note(drawn, words)]
    notes += [*missing_note(count, words), *zero_note(zeros, words)]
    title = _("{variable}: every unit over time").format(variable=full_name(cell_type, name, words))
    return finish(figure, title=title, notes=notes, height=min(max(28 * size, 120), 360), dark=dark)


def _colours(
    track: Track, name: str, own: np.ndarray, values: np.ndarray, limit: float | None, *, log: bool
) -> ColourScale:
    """The colours of a variable, the same for the whole recording where that is known."""
    variable = derived_by(name)
    if log:
        return magnitude_scale(own, _everywhere(track, variable) if variable else [own])
    if variable:
        most = largest(*_everywhere(track, variable))
        high = limit or round_up(max(most, sys.float_info.min) if most else 0.0)
    elif value_range(track.cell_type, name) == "unit":
        return even_scale(values, 0.0, 1.0, "unit")
    else:
        high = limit or bounds(track.recording)[name].limit
    return even_scale(values, -high, high, "signed")


def _everywhere(track: Track, variable: str) -> list[np.ndarray]:
    """The gradient by a variable in all layers and directions."""
    recording = track.recording
    assert recording.gradients is not None
    return [
        recording.gradients.of(variable, layer, direction)
        for layer in range(recording.num_layers)
        for direction in range(recording.num_directions)
    ]


def _cells(
    drawn: Reduced, name: str, scale: ColourScale, poles: tuple[str, str] | None, words: Translation
) -> go.Heatmap:
    _ = words
    texts = list(scale.texts)
    if poles:
        texts[0], texts[-1] = _(poles[0]).format(value=texts[0]), _(poles[1]).format(value=texts[-1])
    return go.Heatmap(
        z=drawn.values.T,
        **_grid(drawn),
        zmin=scale.low,
        zmax=scale.high,
        colorscale=scale.stops,
        colorbar={
            "tickvals": scale.ticks,
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


def _apart(drawn: Reduced, where: np.ndarray, colour: str, name: str) -> go.Heatmap:
    """Some cells in one colour that stands for nothing else: those that hold no number, or exactly 0."""
    holes = np.where(where, 1.0, np.nan).astype(np.float32)
    return go.Heatmap(
        z=holes.T,
        **_grid(drawn),
        zmin=0,
        zmax=1,
        colorscale=[(0, colour), (1, colour)],
        showscale=False,
        showlegend=False,
        hoverinfo="skip",
        name=name,
    )


def _grid(drawn: Reduced) -> dict[str, float]:
    """Where the centres of the cells lie."""
    return {"x0": (drawn.steps - 1) / 2, "dx": drawn.steps, "y0": (drawn.units - 1) / 2, "dy": drawn.units}


def _targets(track: Track, values: np.ndarray, name: str, variable: str) -> go.Scatter:
    """Unseen markers over the cells, or over as many as can be afforded, evenly spread."""
    length, size = values.shape
    rows = min(size, max(math.isqrt(MAX_TARGETS), MAX_TARGETS // length))
    units = np.unique(np.linspace(0, size - 1, rows).round().astype(np.int32))
    times = np.unique(np.linspace(0, length - 1, min(length, MAX_TARGETS // len(units))).round().astype(np.int32))
    t, unit = (grid.ravel() for grid in np.meshgrid(times, units, indexing="ij"))
    own = track.cell_type.size_of(variable) == "hidden_size"
    place = np.stack([t, unit if own else np.full_like(unit, -1)], axis=1)
    said, digits = (name, ".4f") if name == variable else (f"dL/d{variable}", ".3e")
    labelled = track.recording.labels is not None
    return go.Scatter(
        x=t,
        y=unit,
        mode="markers",
        marker={"opacity": 0, "size": 8},
        selected={"marker": {"opacity": 0}},
        unselected={"marker": {"opacity": 0}},
        customdata=np.concatenate([place, values[t, unit, None]], axis=1).astype(values.dtype),
        text=[_named(track.label(int(position))) for position in t] if labelled else None,
        hovertemplate=("%{text}" if labelled else "")
        + f"t = %{{x}} · {said}[%{{y}}] = %{{customdata[2]:{digits}}}<extra></extra>",
        showlegend=False,
        name="targets",
    )


def _log_note(words: Translation, *, log: bool) -> list[str]:
    _ = words
    return [_("colours tell the power of ten of the magnitude")] if log else []


def _reduction_note(drawn: Reduced, words: Translation) -> list[str]:
    if drawn.is_exact:
        return []
    _ = words
    note = _("each rectangle shows the most extreme of {steps} time steps × {units} units")
    if drawn.units == 1:
        note = _("each rectangle shows the most extreme of {steps} time steps")
    return [note.format(steps=drawn.steps, units=drawn.units)]


def _named(label: str | None) -> str:
    """The beginning of what the mouse shows."""
    return f"{shown(label)} · " if label else ""
