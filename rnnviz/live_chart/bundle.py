"""The chart's script and style, each as one text."""

from functools import cache
from pathlib import Path

from rnnviz.widget.bundle import Bundle

BUNDLE = Bundle(Path(__file__).parent / "static")
STYLES = ("live_chart.css",)


@cache
def view_script() -> str:
    """An ES module whose default export is the component."""
    return BUNDLE.script("view.js") + "export default view;\n"


@cache
def style() -> str:
    """The style sheet, theme included, for both light and dark."""
    return BUNDLE.style(STYLES)
