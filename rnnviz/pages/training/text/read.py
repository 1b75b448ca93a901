"""What a trained network makes of a text: coloured by its units, which of them track what, and what it foresaw."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from rnnviz.analysis import PROPERTIES, Tracker
from rnnviz.coloured_text.show import Chosen
from rnnviz.coloured_text.streamlit_adapter import Reported, mount
from rnnviz.figures import bits_over_text, next_characters
from rnnviz.lessons.characters import Reading
from rnnviz.lessons.opened import OPENED
from rnnviz.pages.figure_view import figure_view
from rnnviz.pages.page_list import DEBUGGER, page_list
from rnnviz.pages.recording_file import file_of
from rnnviz.pages.training.into_debugger import FIRST, go, into_debugger
from rnnviz.pages.visit import Visit
from rnnviz.training.runs import Look
from rnnviz.training.text import visible

_KEY, _COLOURS = "text_view", "coloured_text"

BEST = 8
"""Units that are named."""

AROUND = 18
"""Characters on each side of the chosen one whose bits are drawn: so many have room for their names."""


@dataclass
class _View:
    """What a person has chosen in a text.

    Attributes:
        of: the recording's version: another text begins anew.
        chosen: what it is coloured by.
        t: the time step.
        jump: counts what the coloured text is to obey.
        followed: the property whose units are named.
        opens: whether the debugger was asked for.
    """

    of: str = ""
    chosen: Chosen = field(default_factory=Chosen)
    t: int = 0
    jump: int = 0
    followed: str = "vowel"
    opens: bool = False


def read(visit: Visit, reading: Reading, look: Look | None, name: str, probed: int) -> None:
    """The text and all that is said of it.

    Args:
        visit: the visit.
        reading: what was read.
        look: the run that trained the network; None for one that comes with the app.
        name: of the network in the run.
        probed: characters that were recorded through the training: there the debugger has a slider through its time.
    """
    _ = visit.translate
    view = _view(reading)
    with st.container(key="text_part_read"):
        st.header(_("The text, coloured by a gate, a state or a unit"), anchor=False)
        _trackers(visit, reading, view)
    mount(
        reading.rec,
        reading.payload,
        key=_COLOURS,
        words=_,
        chosen=view.chosen,
        t=view.t,
        jump=view.jump,
        on_report=lambda reported: _reported(view, reported),
    )
    _into_debugger(visit, reading, look, name, probed, view)
    _foreseen(visit, reading, view)


def _view(reading: Reading) -> _View:
    view: _View = st.session_state.setdefault(_KEY, _View())
    if view.of != reading.rec.version:
        # What was chosen may be a unit that this network has not.
        best = reading.trackers(view.followed, 1)
        chosen = _chosen_by(best[0]) if best else Chosen()
        view.of, view.chosen, view.t, view.jump = reading.rec.version, chosen, 0, view.jump + 1
    return view


def _reported(view: _View, reported: Reported) -> None:
    view.chosen = reported.chosen
    view.t = view.t if reported.t is None else reported.t
    view.opens = reported.again


def _trackers(visit: Visit, reading: Reading, view: _View) -> None:
    _ = visit.translate
    key = "text_followed"
    st.session_state[key] = view.followed

    def changed() -> None:
        view.followed = st.session_state[key]

    st.selectbox(
        _("Find units that follow"),
        tuple(PROPERTIES),
        key=key,
        format_func=lambda name: _(PROPERTIES[name].title),
        on_change=changed,
    )
    found = reading.trackers(view.followed, BEST)
    if not found:
        st.caption(_("That does not change in this text, so nothing can follow it."))
        return
    with st.container(horizontal=True, gap="small", key="trackers"):
        for place, tracker in enumerate(found):
            here = _chosen_by(tracker) == view.chosen
            st.button(
                _label(tracker, reading),
                key=f"tracker_{place}",
                type="primary" if here else "secondary",
                on_click=_colour_by,
                args=(view, tracker),
            )
    many = sum(
        reading.rec.track(layer).values(each).shape[1]
        for layer in range(reading.rec.num_layers)
        for each in reading.rec.cell.over_time
    )
    st.caption(
        _(
            "Pearson's correlation over the {steps} characters below, the best of {count} units of gates and states. "
            "Among so many some follow by chance: look at the text whether you believe it."
        ).format(steps=len(reading.text), count=many)
    )


def _label(tracker: Tracker, reading: Reading) -> str:
    layer = f" l{tracker.layer}" if reading.rec.num_layers > 1 else ""
    strength = f"{tracker.correlation:+.2f}".replace("-", "−")
    return f"{tracker.variable}\\[{tracker.unit}\\]{layer}: {strength}"


def _chosen_by(tracker: Tracker) -> Chosen:
    return Chosen(tracker.variable, tracker.layer, tracker.direction, tracker.unit)


def _colour_by(view: _View, tracker: Tracker) -> None:
    view.chosen, view.jump = _chosen_by(tracker), view.jump + 1


def _into_debugger(visit: Visit, reading: Reading, look: Look | None, name: str, probed: int, view: _View) -> None:
    """The way to the chosen step: with the slider through the training where it was recorded, else by itself."""
    _ = visit.translate
    label = _("Open t = {t} in the debugger").format(t=view.t)
    place = {"t": view.t, "layer": view.chosen.layer, "unit": view.chosen.unit if view.chosen.unit >= 0 else None}
    if look is not None and view.t < probed:
        into_debugger(visit, look, name, label, place=place)
    elif st.button(label, key="open_reading", on_click=_open, args=(visit, reading, place)):
        st.switch_page(page_list()[DEBUGGER], query_params=visit.query(DEBUGGER))
    if view.opens:
        view.opens = False
        if look is not None and view.t < probed:
            go(visit, look, name, place=place)
        else:
            _open(visit, reading, place)
        st.switch_page(page_list()[DEBUGGER], query_params=visit.query(DEBUGGER))


def _open(visit: Visit, reading: Reading, place: Mapping[str, object]) -> None:
    with visit.answering():
        visit.go_to(
            DEBUGGER,
            source="file",
            opened=OPENED.keep(file_of(reading.rec)),
            what_if="",
            compared="",
            zoom=None,
            origin="",
            loss="none",
            **{**FIRST, **place},
        )


def _foreseen(visit: Visit, reading: Reading, view: _View) -> None:
    """What was said of the character after the chosen one, and how the characters around it fared."""
    _ = visit.translate
    found = reading.found
    if not len(found.bits):
        return
    dark = st.context.theme.type == "dark"
    t = min(view.t, len(found.bits) - 1)
    labels = [visible(character) for character in reading.text]
    likely, bits = st.columns([9, 11], gap="medium")
    with likely:
        title = _("After t = {t}: what comes next?").format(t=t)
        known = reading.material.vocabulary.labels
        figure_view(visit, next_characters(found, t, known, title=title, dark=dark, words=_), "text_next")
    with bits:
        first = max(0, min(t - AROUND, len(found.bits) - 2 * AROUND))
        part = found.part(first, first + 2 * AROUND)
        near = labels[first : first + len(part.bits) + 1]
        levels = {_("mean of the whole text"): found.mean_bits}
        figure_view(
            visit, bits_over_text(part, near, first=first, at=t, levels=levels, dark=dark, words=_), "text_bits"
        )
