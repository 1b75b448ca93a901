"""What every page of the app has: the page list, the sidebar, the language, the space around."""

from base64 import b64encode
from pathlib import Path

import streamlit as st

from rnnviz.pages import sidebar
from rnnviz.pages.page_list import LESSON, PAGES, page_list
from rnnviz.pages.say import calm
from rnnviz.pages.static_files import static_file
from rnnviz.pages.visit import Visit
from rnnviz.theme import page_colours

SIDEBAR_WIDTH = 320
"""Pixels; on a phone the sidebar is folded away at first."""

_HERE = Path(__file__).parent

# Within the page: as a file it would be gone from the server while the browser still asks for it.
_ICON = f"data:image/png;base64,{b64encode((_HERE / 'static' / 'icon.png').read_bytes()).decode()}"

_SHEETS = ("pages.css", "shapes.css", "pitfalls.css", "trace.css", "lessons.css", "glossary.css")
_STYLE = "\n".join(map(static_file, _SHEETS)).replace("ACCENT", page_colours().accent)
_PRESENT = static_file("present.css")


def app() -> None:
    """Run the app: what every page has, then the page that the address asks for."""
    visit = Visit.current()
    page = st.navigation(list(page_list().values()), position="hidden")
    visit.enter(page.url_path)
    visit.follow_address()
    _ = visit.translate
    st.set_page_config(
        page_title=_(PAGES[visit.page].title),
        page_icon=_ICON,
        layout="wide",
        initial_sidebar_state=SIDEBAR_WIDTH,
    )
    st.html(f"<style>{_STYLE}{_PRESENT if visit.scenario.present else ''}</style>")
    with calm(_):
        sidebar.brand(visit)
        sidebar.pages(visit)
    page.run()
    if visit.scenario.present and visit.page != LESSON:
        # The slides of a lesson have their own way out.
        st.button(_("End presentation"), key="end_presentation", on_click=visit.set, args=("present", False))
