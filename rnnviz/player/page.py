"""The player as one HTML page of its own."""

from collections.abc import Mapping

from rnnviz.player.bundle import page_script, style
from rnnviz.widget.page import page as whole_page


def page(message: bytes, view: Mapping[str, object], *, title: str = "rnnviz") -> str:
    """One self-contained HTML page that steps through the recording in ``message``, light or dark as the reader's own.

    Args:
        message: what `rnnviz.player.message` made.
        view: what the view component gets: version, jump, place, language, words, tour.
        title: the page's title.
    """
    # Nobody can send such a page the numbers that are not in it.
    return whole_page(message, {**view, "final": True}, title=title, style=style(), script=page_script())
