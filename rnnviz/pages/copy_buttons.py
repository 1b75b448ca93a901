"""Two buttons that copy: the link to this view, and the code that makes it."""

import streamlit as st

from rnnviz.pages.static_files import static_file
from rnnviz.words import Translation

_BUTTONS = st.components.v2.component(
    "rnnviz_copy_buttons", js=static_file("copy_buttons.js"), css=static_file("copy_buttons.css")
)


def copy_buttons(translate: Translation) -> None:
    """The two buttons; each says what it did. What they copy comes from `rnnviz.pages.page_facts`."""
    _ = translate
    words = {
        "link": _("Copy link"),
        "code": _("Copy as Python"),
        "copied": _("Copied"),
        "by_hand": _("Copying is not allowed here: press Ctrl+C."),
    }
    _BUTTONS(key="copy_buttons", data={"words": words}, height="content")
