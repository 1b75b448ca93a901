"""A page that displays itself in a notebook and saves itself: the player, the handout."""

import html
from abc import ABC, abstractmethod
from pathlib import Path

from rnnviz.errors import ArgumentError
from rnnviz.words import LANGUAGES, N_, translation

HEIGHT = 800
"""Pixels of the frame in a notebook: what the player needs to show one moment without scrolling in 880 pixels or more
of width."""

# A notebook that is not trusted is shown without its frames; the text inside stays.
_FRAME = """<iframe title="{title}" style="display: block; width: 100%; height: {height}px; border: 0" \
sandbox{allowed} srcdoc="{page}">{instead}</iframe>"""

_INSTEAD = N_("To see this here, trust this notebook or run the cell again.")


class Document(ABC):
    """One HTML page. As the last value of a notebook's cell it displays itself."""

    __slots__ = ()

    language: str
    """Of the page: "en" or "zh"."""

    @property
    @abstractmethod
    def title(self) -> str:
        """What the page is about, as plain text."""

    @property
    def allowed(self) -> str:
        """What the page may do in its frame, in the words of HTML's ``sandbox``: nothing but be shown."""
        return ""

    @property
    def height(self) -> int:
        """Pixels of its frame in a notebook."""
        return HEIGHT

    @abstractmethod
    def to_html(self) -> str:
        """The page as text; it loads nothing, so it works offline and from a file."""

    def save(self, path: str | Path) -> Path:
        """Write the page `to_html` to a file, in UTF-8; where it was written.

        Raises:
            OSError: the file cannot be written.
        """
        written = Path(path)
        written.write_text(self.to_html(), encoding="utf-8", newline="\n")
        return written

    def _repr_html_(self) -> str:
        """What a notebook displays: the page in a frame of its own, so that its keys and styles stay its own."""
        return _FRAME.format(
            title=html.escape(self.title),
            height=self.height,
            allowed=f'="{self.allowed}"' if self.allowed else "",
            page=html.escape(self.to_html()),
            instead=html.escape(translation(self.language)(_INSTEAD)),
        )


def known_language(language: str) -> str:
    """``language``, if there are words in it.

    Raises:
        ArgumentError: there are none.
    """
    if language not in LANGUAGES:
        template = N_("language must be one of {choices}, got {got}. Choose one of these.")
        raise ArgumentError("language", template, choices=", ".join(LANGUAGES), got=repr(language))
    return language
