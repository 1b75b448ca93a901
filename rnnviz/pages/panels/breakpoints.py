"""Breakpoints: ready ones and conditions, where they stop, and the way there."""

from functools import partial

import streamlit as st

from rnnviz import limits
from rnnviz.analysis import break_at, breakpoints_of, first_anomaly
from rnnviz.errors import RnnvizError
from rnnviz.pages.panels.lines import line_field, removal, toggle
from rnnviz.pages.say import say
from rnnviz.pages.stops import Stop, stops
from rnnviz.pages.visit import Visit
from rnnviz.recorder import Recording
from rnnviz.scenario_lines import distinct_lines
from rnnviz.words.markdown import plain

ANOMALY = "anomaly"
"""Where the page keeps what the search for one has found."""


def breakpoints(visit: Visit) -> None:
    """Ready ones to press, a field for a condition, what is set, and the hits."""
    _ = visit.translate
    rec = visit.recording
    _ready(visit, rec)
    line_field(
        visit,
        "breakpoints",
        _("Condition: Enter adds it"),
        "f[0] < 0.1 and i > 0.9" if "f" in rec.cell.gates else "h[0] crosses 0",
        partial(break_at, rec),
    )
    with st.container(gap="xsmall"):
        found = _set(visit, rec)
    _anomaly(visit, rec)
    if found:
        _hits(visit, rec, found)


def _ready(visit: Visit, rec: Recording) -> None:
    _ = visit.translate
    ready = breakpoints_of(rec.cell)
    chosen = [line for line in distinct_lines(visit.scenario.breakpoints) if line in ready]
    st.session_state["ready"] = chosen
    st.pills(
        _("Stop at"),
        list(ready),
        selection_mode="multi",
        key="ready",
        format_func=lambda name: _(ready[name].title),
        help="\n\n".join(f"**{_(one.title)}**: {plain(_(one.meaning))} `{one.asks}`" for one in ready.values()),
        on_change=partial(_press, visit, chosen),
    )


def _press(visit: Visit, before: list[str]) -> None:
    for name in set(before) ^ set(st.session_state["ready"]):
        toggle(visit, "breakpoints", name)


def _set(visit: Visit, rec: Recording) -> list[tuple[str, tuple[Stop, ...], int]]:
    """What is set, each with how often it stops; a line that is none with what is wrong in it."""
    _ = visit.translate
    ready, found = breakpoints_of(rec.cell), []
    for place, line in enumerate(distinct_lines(visit.scenario.breakpoints)):
        with st.container(horizontal=True, vertical_alignment="center", key=f"breakpoints.line.{place}"):
            title = _(ready[line].title) if line in ready else line
            try:
                here = stops(rec, line)
            except RnnvizError as error:
                with st.container():
                    say(error, _)
            else:
                count = here.marks.count
                steps = (
                    _("{count} step").format(count=1) if count == 1 else _("{count} steps").format(count=f"{count:,}")
                )
                st.markdown(f"{plain(title)} · {steps}")
                found.append((title, here.listed, count))
            removal(visit, "breakpoints", line)
    return found


def _anomaly(visit: Visit, rec: Recording) -> None:
    _ = visit.translate
    st.button(_("Jump to the first anomaly"), on_click=_find_anomaly, args=(visit, rec))
    version, name, place = st.session_state.get(ANOMALY, ("", "", ()))
    if version == rec.version:
        where = f"{plain(_(name))}: {plain(_where(visit, rec, *place))}" if name else ""
        st.caption(where or _("Nothing stands out: nothing changes at all."))


def _find_anomaly(visit: Visit, rec: Recording) -> None:
    found = first_anomaly(rec)
    if found is None:
        st.session_state[ANOMALY] = (rec.version, "", ())
        return
    hit = found.hit
    # In words only when it is shown: the language may change.
    st.session_state[ANOMALY] = (rec.version, found.breakpoint.title, (hit.layer, hit.direction, hit.batch, hit.t))
    visit.jump_to(layer=hit.layer, direction=hit.direction, row=hit.batch, t=hit.t)


def _where(visit: Visit, rec: Recording, layer: int, direction: str, row: int, t: int) -> str:
    """A place in words, without what there is no choice of."""
    _ = visit.translate
    said = [_("t = {got}").format(got=t)]
    if rec.num_layers > 1:
        said.append(_("layer {got}").format(got=layer))
    if rec.num_directions > 1:
        said.append({"forward": _("forward direction"), "reverse": _("reverse direction")}[direction])
    if rec.batch > 1:
        said.append(_("batch row {got}").format(got=row))
    return _(", ").join(said)


def _hits(visit: Visit, rec: Recording, found: list[tuple[str, tuple[Stop, ...], int]]) -> None:
    """The first hits as a table: a click on one leads the player there."""
    _ = visit.translate
    # Of each breakpoint the first ones are known: of all of them together the first are among these.
    every = [(title, stop) for title, listed, _count in found for stop in listed]
    rows = sorted(every, key=lambda row: row[1].order)[: limits.MAX_HITS_SHOWN]
    total = sum(count for _title, _listed, count in found)
    if not rows:
        return
    columns: dict[str, list[object]] = {}
    if len(found) > 1:
        columns[_("breakpoint")] = [title for title, _stop in rows]
    if rec.num_layers > 1:
        columns[_("layer")] = [stop.layer for _title, stop in rows]
    if rec.num_directions > 1:
        words = {"forward": _("forward"), "reverse": _("reverse")}
        columns[_("direction")] = [words[stop.direction] for _title, stop in rows]
    if rec.batch > 1:
        columns[_("row")] = [stop.row for _title, stop in rows]
    columns["t"] = [stop.t for _title, stop in rows]
    if rec.labels is not None:
        columns[_("label")] = [rec.labels[stop.row][stop.t] for _title, stop in rows]
    columns[_("unit")] = ["" if stop.units is None else _some(stop.units) for _title, stop in rows]
    columns[_("values")] = [stop.values for _title, stop in rows]
    if total > len(rows):
        st.caption(
            _("The first {shown} of {count} hits, as the steps are processed. Click one to go there.").format(
                shown=len(rows), count=f"{total:,}"
            )
        )
    else:
        st.caption(_("Click a hit to go there."))
    key = "hits"
    st.dataframe(
        columns,
        key=key,
        height=min(38 + 35 * len(rows), 248),
        hide_index=True,
        column_config={"t": st.column_config.NumberColumn(width="small"), _("unit"): {"width": "small"}},
        selection_mode="single-cell",
        on_select=partial(_go, visit, key, [stop for _title, stop in rows]),
    )


def _go(visit: Visit, key: str, shown: list[Stop]) -> None:
    cells = st.session_state[key]["selection"]["cells"]
    if cells and cells[0][0] < len(shown):
        stop = shown[cells[0][0]]
        unit = {"unit": stop.units[0]} if stop.units and len(stop.units) == 1 else {}
        visit.jump_to(layer=stop.layer, direction=stop.direction, row=stop.row, t=stop.t, **unit)


_MOST_UNITS = 6


def _some(units: tuple[int, ...]) -> str:
    return ", ".join(map(str, units[:_MOST_UNITS])) + (", …" if len(units) > _MOST_UNITS else "")
