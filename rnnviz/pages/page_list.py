"""The pages of the app, by their path in the address."""

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

DEBUGGER, WORKED_EXAMPLE, SHAPES, PITFALLS = "", "worked-example", "shapes", "pitfalls"
BY_HAND, CONVENTIONS, TRACE, MEMORY = "by-hand", "conventions", "trace", "memory"

_HERE = Path(__file__).parent


def page_list() -> dict[str, Page]:
    """The pages in their order. Files, because Streamlit's own test runner reaches no others."""
    return {
        DEBUGGER: st.Page(_HERE / "debugger.py", default=True),
        WORKED_EXAMPLE: st.Page(_HERE / "worked_example.py", url_path=WORKED_EXAMPLE),
        SHAPES: st.Page(_HERE / "shapes.py", url_path=SHAPES),
        PITFALLS: st.Page(_HERE / "pitfalls.py", url_path=PITFALLS),
        BY_HAND: st.Page(_HERE / "by_hand_modules.py", url_path=BY_HAND),
        CONVENTIONS: st.Page(_HERE / "between_frameworks.py", url_path=CONVENTIONS),
        MEMORY: st.Page(_HERE / "memory_and_gradients.py", url_path=MEMORY),
        TRACE: st.Page(_HERE / "trace.py", url_path=TRACE),
    }
