"""How one step makes the memory: the value before, the parts of the sum one after the other, the value after."""

import html
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
import plotly.graph_objects as go

from rnnviz.analysis import ROUNDING, largest, round_up
from rnnviz.cells.code import code_line
from rnnviz.cells.substitute import number
from rnnviz.figures.frame import finish, mark_position, set_each
from rnnviz.figures.memory_parts import MemoryUpdate, memory_update_of, parts
from rnnviz.figures.missing import missing, missing_note
from rnnviz.figures.names import ENGLISH, full_name
from rnnviz.figures.outside_text import shown
from rnnviz.figures.place import check_unit
from rnnviz.recorder import Recording, Step, Track
from rnnviz.theme import MISSING, colour_of, page_colours, pixels
from rnnviz.words import Translation

MAX_UNITS = 16
"""Units drawn side by side."""

_GROUP = 0.86
"""The part of a unit's place that its bars take."""

# Bars up to which each carries its number, and carries it with four decimals.
_ROOM_FOR_NUMBERS, _ROOM_FOR_DECIMALS = 24, 12


def memory_update(
    step: Step,
    *,
    unit: int | None = None,
    limit: float | None = None,
    dark: bool = False,
    words: Translation = ENGLISH,
) -> go.Figure:
    """The sum that makes the memory, unit by unit: kept + written = c, fresh + old = h.

    An outlined bar is the value before, each part starts where the one before it ends, the last bar is the new value. A
    plain RNN shows the terms of its weighted sum, the sum, and h, which is a function of it. Past 16 units those that
    changed most are drawn; ``unit`` is marked, and always among them. ``limit`` fixes the axis, see `memory_limit`.
    Bars carry (t, unit) for `clicked_place`.

    Raises:
        PlaceError: there is no such unit.
    """
    _ = words
    update = memory_update_of(step.cell_type)
    total = len(step[update.state.name])
    if unit is not None:
        check_unit(unit, total)
    units = _units(step, update, unit)
    columns, weighed = _columns(step, update, units, words)

    figure = go.Figure()
    for index, column in enumerate(columns):
        figure.add_trace(_bar(column, index, len(columns), step.t, units, dark))
    figure.add_trace(_targets(step.t, units))
    holes = np.logical_or.reduce([missing(column.values) for column in columns])
    if holes.any():
        figure.add_trace(_missing_marks(holes))
    if unit is not None:
        _mark_unit(figure, units.index(unit), dark)

    span = limit or round_up(largest(*(column.values + column.base for column in columns)), slack=ROUNDING)
    up = {"range": [-1.14 * span, 1.14 * span], "title_text": _("value"), "zeroline": True, "zerolinewidth": 2}
    set_each([figure.layout.yaxis], up)
    across = {
        "range": [-0.5, len(units) - 0.5],
        "tickmode": "array",
        "tickvals": list(range(len(units))),
        "ticktext": [str(each) for each in units],
        "title_text": _("unit"),
        "showgrid": False,
        "zeroline": False,
    }
    set_each([figure.layout.xaxis], across)
    figure.layout.barmode = "overlay"
    label = "" if step.label is None else f" “{shown(step.label)}”"
    sums = [update.operation] if update.is_state else [update.operation, update.state]
    notes = [html.escape(code_line(operation), quote=False) for operation in sums]
    if len(units) < total:
        notes.append(_("the {shown} of {total} units that changed most").format(shown=len(units), total=total))
    if not weighed:
        notes.append(_("the recording holds no weights: the terms of the sum are not known"))
    notes += missing_note(int(sum(missing(column.values).sum() for column in columns)), words)
    title = f"t = {step.t}{label} · {_(update.operation.title)}"
    finish(figure, title=title, notes=notes, height=280, dark=dark)
    figure.layout.hovermode = "x unified"
    return figure


def memory_limit(track: Track) -> float:
    """A limit for `memory_update` that holds for every step of the track, so that its axis does not move.

    The track is looked through once, for as long as the recording lives.
    """
    kept = _LIMITS.setdefault(track.recording, {})
    place = track.layer, track.direction, track.batch
    if place not in kept:
        kept[place] = _limit(track)
    return kept[place]


_LIMITS: WeakKeyDictionary[Recording, dict[tuple[int, str, int], float]] = WeakKeyDictionary()


def _limit(track: Track) -> float:
    update = memory_update_of(track.cell_type)
    names = {update.operation.name, update.state.name, update.before}
    values = {name: track.values(name) for name in (*names, *update.operation.reads)}
    summands = parts(track.cell_type, update, values, track.weights)
    sums = np.cumsum([part.values for part in summands], axis=0)
    return round_up(largest(sums, *(values[name] for name in names)), slack=ROUNDING)


@dataclass(frozen=True, eq=False)
class _Column:
    """The bars of one quantity, one for each unit."""

    name: str
    code: str
    values: np.ndarray
    base: np.ndarray
    colour: str
    pattern: str = ""
    outlined: bool = False


def _units(step: Step, update: MemoryUpdate, unit: int | None) -> list[int]:
    """The units to draw, in order: all, or those whose state changed most, ``unit`` always among them."""
    change = np.abs(step[update.state.name] - step[update.before])
    # What was not computed comes first, so that it is seen.
    change[missing(change)] = np.inf
    order: list[int] = np.argsort(-change, kind="stable")[:MAX_UNITS].tolist()
    return sorted(order if unit is None or unit in order else [unit, *order[:-1]])


def _columns(step: Step, update: MemoryUpdate, units: list[int], words: Translation) -> tuple[list[_Column], bool]:
    """The value before, the parts, the sum, the state; and whether the parts are known."""
    cell_type, ground = step.cell_type, np.zeros(len(units), dtype=np.float32)

    def value(name: str) -> np.ndarray:
        return step[name][units].astype(np.float32)

    columns = [
        _Column(
            full_name(cell_type, update.before, words),
            update.before,
            value(update.before),
            ground,
            update.state.colour,
            outlined=True,
        )
    ]
    summands = parts(cell_type, update, step.values, step.weights)
    base = ground
    for part in summands:
        values = part.values[units].astype(np.float32)
        label = code_line(cell_type.operation(part.code)) if part.code in step.values else part.code
        # A colour is solid once: the second bias is hatched, and what h_prev adds to h.
        taken = {update.state.colour, *(column.colour for column in columns)}
        pattern = "/" if part.colour in taken else ""
        columns.append(_Column(html.escape(label, quote=False), part.code, values, base, part.colour, pattern))
        base = base + values
    for operation in [update.operation] if update.is_state else [update.operation, update.state]:
        # A sum that is not yet the state is hatched.
        pattern = "" if operation is update.state else "x"
        name = full_name(cell_type, operation.name, words)
        columns.append(_Column(name, operation.name, value(operation.name), ground, operation.colour, pattern))
    return columns, bool(summands)


def _bar(column: _Column, index: int, count: int, t: int, units: list[int], dark: bool) -> go.Bar:
    width = _GROUP / count
    fill = colour_of(column.colour, dark).fill
    bars = count * len(units)
    decimals = 4 if bars <= _ROOM_FOR_DECIMALS else 2
    return go.Bar(
        # All bars of a unit share its place, so that pointing at it tells them all.
        x=np.arange(len(units), dtype=np.int32),
        offset=width * index - _GROUP / 2,
        y=column.values,
        base=column.base,
        width=width * 0.9,
        name=column.name,
        marker={
            "color": "rgba(0,0,0,0)" if column.outlined else fill,
            "line": {"color": fill, "width": 3 if column.outlined else 0},
            "pattern": {"shape": column.pattern},
        },
        # A click selects; nothing else may fade.
        unselected={"marker": {"opacity": 1}, "textfont": {"color": page_colours(dark).text}},
        # The value is carried along: Plotly's own %{y} is where the bar ends, its base included.
        customdata=np.stack([np.full(len(units), t), np.array(units), column.values], axis=1).astype(np.float32),
        text=[number(each, decimals) for each in column.values.tolist()] if bars <= _ROOM_FOR_NUMBERS else None,
        textposition="outside",
        textangle=0,
        textfont={"size": pixels("small")},
        cliponaxis=False,
        hovertemplate=f"{html.escape(column.code, quote=False)} = %{{customdata[2]:.4f}}<extra></extra>",
    )


def _targets(t: int, units: list[int]) -> go.Scatter:
    """Unseen markers, one for each unit: a click that misses every bar still finds its unit."""
    return go.Scatter(
        x=np.arange(len(units), dtype=np.int32),
        y=np.zeros(len(units), dtype=np.float32),
        mode="markers",
        marker={"opacity": 0, "size": 8},
        selected={"marker": {"opacity": 0}},
        unselected={"marker": {"opacity": 0}},
        customdata=np.stack([np.full(len(units), t), np.array(units)], axis=1).astype(np.float32),
        hoverinfo="none",
        showlegend=False,
        name="targets",
    )


def _missing_marks(holes: np.ndarray) -> go.Scatter:
    """A cross at 0 for every unit with a number that was not computed."""
    where = np.flatnonzero(holes).astype(np.int32)
    return go.Scatter(
        x=where,
        y=np.zeros(len(where), dtype=np.float32),
        mode="markers",
        marker={"symbol": "x", "size": 14, "color": MISSING},
        showlegend=False,
        name="missing",
        hoverinfo="skip",
    )


def _mark_unit(figure: go.Figure, index: int, dark: bool) -> None:
    """A band behind the unit that is looked at."""
    highlight = page_colours(dark).highlight
    mark_position(figure, index, "unit", fillcolor=highlight, opacity=0.18, line={"width": 0}, layer="below")
