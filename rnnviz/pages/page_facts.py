"""What the browser's page must know of the visit; nothing of it is seen."""

import streamlit as st

from rnnviz.pages.page_list import DEBUGGER, WORKED_EXAMPLE
from rnnviz.pages.static_files import static_file
from rnnviz.pages.visit import Visit
from rnnviz.words import HTML_LANGUAGES

_FACTS = st.components.v2.component("rnnviz_page_facts", js=static_file("page_facts.js"))


def page_facts(visit: Visit, code: str | None = None) -> None:
    """The page's language, and what the buttons of the sidebar copy now: the view's own code if none is given.

    The sidebar is not drawn again while a person steps, but what its buttons copy changes with every step. So it
    travels beside the player, and the buttons take it when they are pressed.
    """
    _ = visit.translate
    skip = _("Skip to the player") if visit.page in (DEBUGGER, WORKED_EXAMPLE) else _("Skip to the content")
    data = {
        "language": HTML_LANGUAGES[visit.scenario.language],
        "words": {"skip": skip, "sidebar": _("Settings")},
        "copy": {"query": visit.query(), "code": visit.scenario.to_python() if code is None else code},
    }
    _FACTS(key="page_facts", data=data, height="content")
