"""The script and the style of the coloured text, each as one text."""

from functools import cache
from pathlib import Path

from rnnviz.widget.bundle import Bundle

BUNDLE = Bundle(Path(__file__).parent / "static")
STYLES = ("coloured_text.css",)


@cache
def store_script() -> str:
    """An ES module whose default export is the component that receives the numbers."""
    return BUNDLE.script("store.js") + "export default store;\n"


@cache
def view_script() -> str:
    """An ES module whose default export is the component."""
    return BUNDLE.script("view.js") + "export default view;\n"


@cache
def page_script() -> str:
    """A script for a page of its own, with a host in Streamlit's place."""
    return BUNDLE.script("standalone.js") + "standalone();\n"


@cache
def style() -> str:
    """The style sheet, theme included, for both light and dark."""
    return BUNDLE.style(STYLES)
