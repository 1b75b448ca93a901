"""A text in the language of the visit."""

import gettext
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

LOCALE = Path(__file__).parent / "locale"

LANGUAGES: Mapping[str, str] = MappingProxyType({"en": "English", "zh": "中文"})
"""Code of each language, as in the address, and its name in its own words."""

HTML_LANGUAGES: Mapping[str, str] = MappingProxyType({"en": "en", "zh": "zh-Hans"})
"""The same codes with what HTML's ``lang`` attribute says for them: browsers choose glyphs and voices by it."""


@dataclass(frozen=True, slots=True)
class Translation:
    """Call it with an English text to get that text in ``language``; a text it does not know comes back in English.

    >>> _ = Translation("shout", str.upper)
    >>> _("forget gate")
    'FORGET GATE'
    >>> _.words(["reset", "update"])
    {'reset': 'RESET', 'update': 'UPDATE'}
    """

    language: str
    look_up: Callable[[str], str]

    def __call__(self, text: str) -> str:
        # gettext answers the empty text with the catalogue's own header.
        return self.look_up(text) if text else ""

    def words(self, texts: Iterable[str]) -> dict[str, str]:
        """Each text with its translation, where that is another, for what cannot call Python, such as the player."""
        return {text: self(text) for text in texts if self(text) != text}


@cache
def translation(language: str) -> Translation:
    """The catalogue of ``language``: "en" or "zh". Read once, kept; safe to share between visits.

    Raises:
        KeyError: there is no such language.

    >>> translation("en")("Reset")
    'Reset'
    """
    if language not in LANGUAGES:
        raise KeyError(language)
    if language == "en":
        return Translation("en", str)
    catalogue = gettext.translation("rnnviz", localedir=LOCALE, languages=[language])
    return Translation(language, catalogue.gettext)


def N_(text: str) -> str:
    """Mark ``text`` for the catalogue and return it unchanged; it is translated later, where it is shown.

    >>> N_("forget gate")
    'forget gate'
    """
    return text
