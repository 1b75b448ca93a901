"""Recordings under each other with the player's cursor, and what is to be said of their differences."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from rnnviz import limits
from rnnviz.analysis import Comparison, Difference
from rnnviz.cells.substitute import number
from rnnviz.figures import differences
from rnnviz.lessons.shelf import Shelf
from rnnviz.pages.panels.chart import chart
from rnnviz.pages.visit import Visit
from rnnviz.player import comparison_message, firsts, track_like
from rnnviz.player import streamlit_adapter as player
from rnnviz.recorder import Track
from rnnviz.words.markdown import plain


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """What is shown of a comparison in one track: what differs first in each pair, and the widget's message."""

    firsts: tuple[Difference | None, ...]
    payload: bytes


def side_by_side(
    visit: Visit,
    comparison: Comparison,
    names: Sequence[str],
    variables: Sequence[str],
    *,
    key: str = "comparison",
    followed: str | None = None,
    told: bool = True,
) -> None:
    """Recordings under each other, with the player's cursor; what differs first, and how much at every step.

    The player shows the first of them, or the one whose version is ``followed``. ``key`` tells two of these on one page
    apart. What differs first is in words only if ``told``.
    """
    _ = visit.translate
    scenario = visit.scenario
    track = comparison.recordings[0].track(scenario.layer, scenario.direction, scenario.row)
    versions = tuple(rec.version for rec in comparison.recordings)
    side = (track.layer, track.direction, track.batch)
    ready = _READY.get(
        (versions, followed, side, tuple(names), tuple(variables), scenario.language),
        lambda: _prepared(comparison, names, track, variables, scenario.language, followed),
    )
    player.comparison(ready.payload, key=key)
    for place, (name, pair, first) in enumerate(zip(names[1:], comparison, ready.firsts, strict=True)):
        apart = track_like(track, pair.other) and any(one in pair.variables(scenario.layer) for one in variables)
        if told and apart:
            _first(visit, name, first, f"{key}.go.{place}")
        elif told:
            said = _("{name}: nothing here can be subtracted: its units, layers or directions are others.")
            st.caption(plain(said.format(name=name)))
        for tail in pair.tails:
            if tail.batch == scenario.row:
                longer = names[0] if tail.longer == 0 else name
                said = _("Batch row {row}: t = {start} to {last} are in {name} only.")
                st.caption(plain(said.format(row=tail.batch, start=tail.start, last=tail.stop - 1, name=longer)))
    shared = [name for name in variables if any(name in pair.variables(scenario.layer) for pair in comparison)]
    if shared:
        dark = st.context.theme.type == "dark"
        figure = differences(comparison, names, track, shared[0], at=scenario.t, dark=dark, words=_)
        alt = _("The largest difference of {variable} at every step, by powers of ten.").format(variable=shared[0])
        chart(visit, f"{key}.differences", figure, alt)


def _first(visit: Visit, name: str, first: Difference | None, key: str) -> None:
    """What differs first, with a button that leads there."""
    _ = visit.translate
    if first is None:
        st.caption(plain(_("{name}: what is shown differs here by no more than rounding.").format(name=name)))
        return
    one, other = _told_apart(*first.values)
    said = _("{name}: first difference at t = {t} in {variable}[{unit}]: {one} and {other}.").format(
        name=name,
        t=first.t,
        variable=first.variable,
        unit=first.unit,
        one=one,
        other=other,
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(plain(said), width="content")
        label = _("Go to t = {t}").format(t=first.t)
        st.button(plain(label), key=key, on_click=visit.jump_to, kwargs={"t": first.t})


def _told_apart(one: float, other: float) -> tuple[str, str]:
    """Two numbers with as many digits as it takes to see that they differ."""
    texts = ((number(one, digits), number(other, digits)) for digits in range(4, 12))
    return next((pair for pair in texts if pair[0] != pair[1]), (repr(one), repr(other)))


def _prepared(
    comparison: Comparison,
    names: Sequence[str],
    track: Track,
    variables: Sequence[str],
    language: str,
    followed: str | None,
) -> Ready:
    marked = firsts(comparison, track, variables)
    raw = comparison_message(
        comparison, names, track, variables=variables, marked=marked, language=language, followed=followed
    )
    return Ready(marked, raw)


_READY = Shelf[Ready](
    most=limits.MAX_RECORDINGS, most_bytes=limits.MAX_MESSAGE_BYTES, size=lambda ready: len(ready.payload)
)
