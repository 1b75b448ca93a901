"""What the browser's page must know of the visit; nothing of it is seen."""

import streamlit as st

from rnnviz.pages.static_files import static_file
from rnnviz.scenario import Scenario
from rnnviz.words import HTML_LANGUAGES, Translation

_FACTS = st.components.v2.component("rnnviz_page_facts", js=static_file("page_facts.js"))


def page_facts(scenario: Scenario, translate: Translation) -> None:
    """The page's language, and what the buttons of the sidebar copy now, from the scenario alone.

    The sidebar is not drawn again while a person steps, but what its buttons copy changes with every step. So it
    travels beside the player, and the buttons take it when they are pressed.
    """
    _ = translate
    data = {
        "language": HTML_LANGUAGES[scenario.language],
        "words": {"skip": _("Skip to the player"), "sidebar": _("Settings")},
        "copy": {"query": scenario.to_query(), "code": scenario.to_python()},
    }
    _FACTS(key="page_facts", data=data, height="content")
