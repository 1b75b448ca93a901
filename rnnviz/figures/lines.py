"""All gates and states of one unit over time."""

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from rnnviz.analysis import ROUNDING, largest, round_up
from rnnviz.analysis.ends import ends
from rnnviz.cells import CellType
from rnnviz.cells.substitute import number
from rnnviz.figures.frame import cursor, finish, set_each, time_axis
from rnnviz.figures.missing import missing, missing_note
from rnnviz.figures.names import ENGLISH, full_name
from rnnviz.figures.place import check_time, check_unit, place_words
from rnnviz.figures.reduction import reduction_note
from rnnviz.recorder import Track
from rnnviz.theme import MISSING, colour_of
from rnnviz.words import Translation

# Shape and dash tell lines apart where colour cannot.
_SYMBOLS = ("circle", "square", "diamond", "triangle-up")
_DASHES = {"gate": "solid", "state": "solid", "unprojected": "solid", "candidate": "dash", "preactivation": "dot"}
_MOST_MARKERS = 60


def unit_lines(
    track: Track, unit: int = 0, *, at: int | None = None, dark: bool = False, words: Translation = ENGLISH
) -> go.Figure:
    """Every gate, candidate and state of one unit, by position in the input.

    Gates have a panel from 0 to 1; signed values have their own, around 0, so that no line is read on the wrong scale.
    ``at`` marks a time step and writes its values into the legend. Points carry (t, unit) for `clicked_place`. A
    projected hidden state has other units: what this one has before the projection stands for it.

    Raises:
        PlaceError: there is no such unit or time step.
    """
    _ = words
    check_unit(unit, track.recording.hidden_size)
    check_time(at, len(track))
    gates, signed = _panels(track.cell_type)
    panels = [panel for panel in (gates, signed) if panel]
    values = {name: track.values(name)[:, unit].astype(np.float32) for panel in panels for name in panel}

    figure = make_subplots(rows=len(panels), cols=1, shared_xaxes=True, vertical_spacing=0.06)
    for row, panel in enumerate(panels, start=1):
        for order, name in enumerate(panel):
            figure.add_trace(_line(track, name, values[name], unit, at, order, words), row=row, col=1)
        figure.add_trace(_missing_marks(values, panel), row=row, col=1)
    if gates:
        look = {"range": [-0.05, 1.05], "tickvals": [0, 0.5, 1], "title_text": _("gates, 0 to 1")}
        set_each(figure.select_yaxes(row=1, col=1), look)
    limit = round_up(largest(*(values[name] for name in signed)), slack=ROUNDING)
    look = {
        "range": [-1.05 * limit, 1.05 * limit],
        "tickvals": [-limit, -limit / 2, 0, limit / 2, limit],
        "title_text": _("signed values"),
    }
    set_each(figure.select_yaxes(row=len(panels), col=1), look)
    time_axis(figure, track, words)
    cursor(figure, at, dark=dark)
    count = sum(int(missing(each).sum()) for each in values.values())
    notes = [
        place_words(track, words),
        *reduction_note(len(track), words),
        *_projection_note(track, words),
        *missing_note(count, words),
    ]
    title = _("Unit {unit} over time").format(unit=unit)
    finish(figure, title=title, notes=notes, height=340 if gates else 220, dark=dark)
    figure.layout.hovermode = "x unified"
    return figure


def _panels(cell_type: CellType) -> tuple[list[str], list[str]]:
    """The names on the scale 0..1, and those around 0; without gates, the weighted sum beside the state."""
    own = [operation for operation in cell_type.operations if cell_type.size_of(operation.name) == "hidden_size"]
    gates = [operation.name for operation in own if operation.role == "gate"]
    roles = ("candidate" if gates else "preactivation", "state", "unprojected")
    return gates, [operation.name for operation in own if operation.role in roles]


def _projection_note(track: Track, words: Translation) -> list[str]:
    if not track.cell_type.projected:
        return []
    _ = words
    note = _("h has {count} units of its own, made from h_full of all units")
    return [note.format(count=track.recording.proj_size)]


def _line(
    track: Track, name: str, values: np.ndarray, unit: int, at: int | None, order: int, words: Translation
) -> go.Scatter:
    length, drawn = len(values), ends(values)
    operation = track.cell_type.operation(name)
    colour = colour_of(operation.colour).fill
    few = length <= _MOST_MARKERS
    marker = {"symbol": _SYMBOLS[order % len(_SYMBOLS)], "size": 9, "opacity": 1 if few else 0}
    label = full_name(track.cell_type, name, words)
    return go.Scatter(
        x=drawn.astype(np.int32),
        y=values[drawn],
        name=label if at is None else f"{label} = {number(float(values[at]))}",
        # A click needs a marker to hit; on long tracks one unseen line of them serves the whole panel.
        mode="lines+markers" if few or order == 0 else "lines",
        line={"color": colour, "width": 3 if few else 1.5, "dash": _DASHES[operation.role]},
        marker=marker,
        selected={"marker": {"opacity": marker["opacity"]}},
        unselected={"marker": {"opacity": marker["opacity"]}},
        customdata=np.stack([drawn, np.full(len(drawn), unit)], axis=1).astype(np.int32),
        hovertemplate=f"{name} = %{{y:.4f}}<extra></extra>",
    )


def _missing_marks(values: dict[str, np.ndarray], panel: list[str]) -> go.Scatter:
    """A cross at 0 for every number that was not computed."""
    places = [(t, name) for name in panel for t in np.flatnonzero(missing(values[name]))]
    return go.Scatter(
        x=np.array([t for t, _ in places], dtype=np.int32),
        y=np.zeros(len(places), dtype=np.float32),
        text=[f"{name} = {values[name][t]}" for t, name in places],
        mode="markers",
        name="missing",
        showlegend=False,
        marker={"symbol": "x", "size": 12, "color": MISSING},
        hovertemplate="%{text}<extra></extra>",
    )
