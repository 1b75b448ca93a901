"""What is live in a lesson, drawn."""

import streamlit as st

from rnnviz.code_player import streamlit_adapter as code_player
from rnnviz.lessons.course import Code, Door, Live, Picture, Player, Table
from rnnviz.lessons.opened import OPENED
from rnnviz.pages.course.chosen import Chosen
from rnnviz.pages.figure_view import figure_view
from rnnviz.pages.page_list import DEBUGGER, page_list
from rnnviz.pages.player_view import hall
from rnnviz.pages.recording_file import file_of
from rnnviz.pages.sent import Wanted, sent
from rnnviz.pages.visit import Visit
from rnnviz.player import streamlit_adapter as player
from rnnviz.player.words import player_words
from rnnviz.recorder import Recording
from rnnviz.words.markdown import plain


def wide(live: Live) -> bool:
    """Whether it stands under the text, not beside it."""
    return isinstance(live, Player | Code) or (not isinstance(live, Door) and live.wide)


def draw(visit: Visit, here: Chosen, name: str) -> None:
    """The live part of that name."""
    live = here.chapter.lesson.live[name]
    match live:
        case Picture():
            _picture(visit, here, name, live)
        case Player():
            _player(visit, here, name, live)
        case Code():
            trace = live.make(here.context)
            key = f"code-{here.chapter.name}-{name}"
            code_player.mount(trace, key=key, step=live.step, words=visit.translate)
        case Table():
            _table(here, live)
        case Door():
            _door(visit, here, name, live)


def _picture(visit: Visit, here: Chosen, name: str, live: Picture) -> None:
    figure_view(visit, live.make(here.context), f"{here.chapter.name}-{name}")


def _player(visit: Visit, here: Chosen, name: str, live: Player) -> None:
    rec = live.make(here.context)
    key = f"steps-{here.chapter.name}-{name}"
    place = {"layer": 0, "direction": "forward", "row": 0, "t": 0, "operation": None, "unit": None}
    player.store(sent(rec, Wanted()).base, key=f"store-{key}")
    player.view(
        key=key,
        version=rec.version,
        jump=0,
        place=place | dict(live.place(here.context)),
        language=visit.translate.language,
        words=visit.translate.words(player_words(rec.cell)),
        on_move=lambda place: None,
        zoom=None,
        **hall(visit),
    )
    if not visit.scenario.present and st.button(
        visit.translate("Open in the debugger"), key=f"{key}-debugger", on_click=_open, args=(visit, rec)
    ):
        st.switch_page(page_list()[DEBUGGER], query_params=visit.query(DEBUGGER))


def _open(visit: Visit, rec: Recording) -> None:
    """Callback: the debugger is to show this recording, as it shows one out of a file."""
    with visit.answering():
        visit.go_to(DEBUGGER, source="file", opened=OPENED.keep(file_of(rec)))


def _table(here: Chosen, live: Table) -> None:
    head, *rows = ([plain(cell) for cell in row] for row in live.make(here.context))
    lines = [head, ["---"] * len(head), *rows]
    st.markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))


def _door(visit: Visit, here: Chosen, name: str, live: Door) -> None:
    key = f"door-{here.chapter.name}-{name}"
    # What the page shows is told to it before this run: the address says it, too.
    if st.button(
        here.text.said[live.word], key=key, on_click=visit.go_to, args=(live.page,), kwargs=dict(live.settings)
    ):
        st.switch_page(page_list()[live.page], query_params=visit.query(live.page))
