"""What can be told of every place in a text: whether it stands in quotes, how far into its line it is."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from jaxtyping import Float

from rnnviz.words import N_

Text = Sequence[str]
"""Characters, one for each time step."""

Series = Float[np.ndarray, " seq_len"]

_QUOTES = {"“": "”", "«": "»", "‹": "›", "「": "」", "『": "』", '"': '"', "`": "`"}
_BRACKETS = dict(zip("([{（［｛【〔《〈", ")]}）］｝】〕》〉", strict=True))
_VOWELS = frozenset("aeiouαεηιουωаеёиоуыэюя")


@dataclass(frozen=True, slots=True)
class Property:
    """Something that can be told of each character, and of what stands before it.

    Attributes:
        title: an English text that the catalogue knows.
        of: one number for each character of a text; NaN where it cannot be told.
    """

    title: str
    of: Callable[[Text], Series]


def _told(tell: Callable[[str], float]) -> Callable[[Text], Series]:
    """What a character tells by itself."""
    return lambda text: np.array([tell(character) for character in text], dtype=np.float64)


def _walked(walk: Callable[[Text], Iterator[float]]) -> Callable[[Text], Series]:
    """What follows from the characters before."""
    return lambda text: np.fromiter(walk(text), dtype=np.float64, count=len(text))


def _in_quotes(text: Text) -> Iterator[float]:
    """1 from an opening quote on, until the one that closes it; an empty line ends what was never closed."""
    closing, before = "", ""
    for character in text:
        if closing:
            closing = "" if character == closing or before == character == "\n" else closing
        else:
            closing = _QUOTES.get(character, "")
        before = character
        yield float(bool(closing))


def _depth(text: Text) -> Iterator[float]:
    """How many brackets are open."""
    expected: list[str] = []
    for character in text:
        if character in _BRACKETS:
            expected.append(_BRACKETS[character])
        elif character in expected:
            # One that closes an outer bracket closes those that were forgotten inside.
            while expected.pop() != character:
                pass
        yield float(len(expected))


def _in_line(text: Text) -> Iterator[float]:
    """Characters since the last line's end; 0 at a line's end and at the first character."""
    place = -1
    for character in text:
        place = 0 if character == "\n" else place + 1
        yield float(place)


def _word_start(text: Text) -> Iterator[float]:
    """1 at a letter or digit with none before it."""
    inside = False
    for character in text:
        yield float(character.isalnum() and not inside)
        inside = character.isalnum()


def _line_end_next(text: Text) -> Iterator[float]:
    """1 where the next character ends the line; of the last one that is not known."""
    for following in text[1:]:
        yield float(following == "\n")
    if len(text):
        yield float("nan")


def is_vowel(character: str) -> bool:
    """Whether a letter is a vowel of the Latin, Greek or Cyrillic alphabet, with an accent or without.

    >>> [is_vowel(character) for character in "aÉbё"]
    [True, True, False, True]
    """
    return unicodedata.normalize("NFD", character.lower())[:1] in _VOWELS


PROPERTIES: Mapping[str, Property] = MappingProxyType(
    {
        "quotes": Property(N_("inside quotes"), _walked(_in_quotes)),
        "brackets": Property(N_("depth of brackets"), _walked(_depth)),
        "in-line": Property(N_("position in the line"), _walked(_in_line)),
        "line-end-next": Property(N_("the line ends next"), _walked(_line_end_next)),
        "line-end": Property(N_("line end"), _told(lambda character: character == "\n")),
        "space": Property(N_("space"), _told(lambda character: character.isspace() and character != "\n")),
        "word-start": Property(N_("beginning of a word"), _walked(_word_start)),
        "vowel": Property(N_("vowel"), _told(is_vowel)),
        "capital": Property(N_("capital letter"), _told(str.isupper)),
        "digit": Property(N_("digit"), _told(str.isdigit)),
        "punctuation": Property(
            N_("punctuation"), _told(lambda character: unicodedata.category(character[0]).startswith("P"))
        ),
    }
)
"""By their names in an address."""
