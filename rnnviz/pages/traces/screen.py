"""The whole page: what is on it, from top to bottom."""

import streamlit as st

from rnnviz.code_player import streamlit_adapter as player
from rnnviz.errors import SettingError
from rnnviz.lessons.traces import traces
from rnnviz.pages import sidebar
from rnnviz.pages.page_facts import page_facts
from rnnviz.pages.say import calm, say_lightly
from rnnviz.pages.traces.contents import contents
from rnnviz.pages.traces.shown import FILE, Shown, chosen, shown
from rnnviz.pages.visit import Visit
from rnnviz.words import N_
from rnnviz.words.markdown import plain

_TOLD = "trace_told"


def trace_page() -> None:
    """The page of traces."""
    visit = Visit.current()
    _ = visit.translate
    name, other = chosen(visit)
    with calm(_):
        contents(visit, name)
        sidebar.take_away(visit)
    for error in (*visit.notices, *((other,) if other else ())):
        say_lightly(error, _)
    with calm(_):
        there = shown(name)
        _head(visit, there)
        _follow(there.name)
    visit.write_address()


def _head(visit: Visit, there: Shown) -> None:
    _ = visit.translate
    lesson = traces().get(there.name)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="trace_head"):
        st.title(_(lesson.title) if lesson else plain(there.trace.title), anchor=False, width="content")
        st.markdown(plain(_(lesson.story)) if lesson else _("A trace out of your file."), width="stretch")
    most = len(there.trace) - 1
    if visit.scenario.trace_step > most:
        template = N_("step must be a whole number from 0 to {most} in this trace, got {got}. Its last step is shown.")
        say_lightly(SettingError("trace-step", template, most=most, got=visit.scenario.trace_step), _)


@st.fragment
def _follow(name: str) -> None:
    """The player: the part of the page that is drawn again when the person rests."""
    visit = Visit.current()
    with calm(visit.translate):
        there = shown(name)
        player.mount(
            there.trace,
            key="code_player",
            step=_told(visit),
            jump=visit.jump,
            words=visit.translate,
            payload=there.payload,
            on_rest=lambda step: visit.set("trace_step", step),
        )
    page_facts(visit, _code(name, visit.scenario.trace_step))
    visit.write_address()


def _told(visit: Visit) -> int:
    """The step that the player was told last: while a person steps it stays, and so does what is sent."""
    jump, step = st.session_state.get(_TOLD, (None, 0))
    if jump != visit.jump:
        step = visit.scenario.trace_step
        st.session_state[_TOLD] = visit.jump, step
    return int(step)


def _code(name: str, step: int) -> str:
    """The same view in Python."""
    made = 'rnnviz.load_trace("run.safetensors")' if name == FILE else f'traces()["{name}"].run()'
    imports = "import rnnviz\n" if name == FILE else "import rnnviz\nfrom rnnviz.lessons.traces import traces\n"
    return f'{imports}\ntrace = {made}\nrnnviz.show(trace, step={step}).save("player.html")\n'
