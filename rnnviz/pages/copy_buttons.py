"""Two buttons that copy: the link to this view, and the code that makes it.

The buttons are in the sidebar, which is not drawn again while a person steps; what they copy is. So it travels in a
component of its own beside the player, and the buttons take it from there when they are pressed.
"""

from importlib import resources

import streamlit as st

from rnnviz.scenario import Scenario
from rnnviz.words import Translation


def _file(name: str) -> str:
    return (resources.files("rnnviz.pages") / "static" / name).read_text(encoding="utf-8")


_SOURCE = st.components.v2.component("rnnviz_copy_source", js=_file("copy_source.js"))
_BUTTONS = st.components.v2.component("rnnviz_copy_buttons", js=_file("copy_buttons.js"), css=_file("copy_buttons.css"))


def copy_buttons(translate: Translation) -> None:
    """The two buttons; each says what it did."""
    _ = translate
    words = {
        "link": _("Copy link"),
        "code": _("Copy as Python"),
        "copied": _("Copied"),
        "by_hand": _("Copying is not allowed here: press Ctrl+C."),
    }
    _BUTTONS(key="copy_buttons", data={"words": words}, height="content")


def copy_source(scenario: Scenario) -> None:
    """What the buttons copy now, from the scenario alone."""
    _SOURCE(key="copy_source", data={"query": scenario.to_query(), "code": scenario.to_python()}, height="content")
