"""The code side of a lesson: its controls, its numbers, what is live in it, its questions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from rnnviz.lessons.course.controls import Control, Values
from rnnviz.words import Translation

if TYPE_CHECKING:
    from rnnviz.lessons.course.live import Live
    from rnnviz.lessons.course.quiz import Asked


@dataclass(frozen=True, slots=True)
class Context:
    """What a live part is made for.

    Attributes:
        values: what is set, by the names of the controls.
        said: the lesson's own words in the language of the visit.
        words: the app's words in that language.
        dark: whether the page is dark.
    """

    values: Values
    said: Mapping[str, str]
    words: Translation
    dark: bool = False


def _no_numbers(values: Values) -> Mapping[str, object]:
    return MappingProxyType({})


@dataclass(frozen=True, eq=False)
class Lesson:
    """A lesson without its words.

    Attributes:
        live: what its text has places for, by name.
        questions: for each question of the quiz what is right; the number draws other cases, 0 first.
        controls: what a person can set, by name.
        numbers: for the gaps of the text, computed with what is set.
        given: numbers that stand in the text as they are, each with where it comes from: a year, a published size.
    """

    live: Mapping[str, "Live"]
    questions: Callable[[int], Mapping[str, "Asked"]]
    controls: Mapping[str, Control] = field(default_factory=lambda: MappingProxyType({}))
    numbers: Callable[[Values], Mapping[str, object]] = _no_numbers
    given: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
