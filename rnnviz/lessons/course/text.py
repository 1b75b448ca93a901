"""The text of a lesson in one language: sections and questions, with gaps for the numbers."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rnnviz.words.markdown import plain

GAP = re.compile(r"\[\[([a-z][a-z0-9_]*)(?::([^\]]*))?\]\]")
"""``[[name]]`` or ``[[name:format]]``, the format as in Python's `format`."""


class Formula(str):
    """A value that is Markdown already, such as a formula between dollar signs or a piece of code."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A place for something live, by its name in the lesson."""

    name: str


@dataclass(frozen=True, slots=True)
class Section:
    """One idea: what a presentation shows on one screen.

    Attributes:
        heading: its heading; may have gaps.
        parts: Markdown with gaps, and places for what is live, from top to bottom.
    """

    heading: str
    parts: tuple[str | Shown, ...]

    @property
    def live(self) -> tuple[str, ...]:
        """The names of what is live in it."""
        return tuple(part.name for part in self.parts if isinstance(part, Shown))

    @property
    def text(self) -> str:
        """All its Markdown."""
        return "\n\n".join(part for part in self.parts if isinstance(part, str))


@dataclass(frozen=True, slots=True)
class QuestionText:
    """A question of the quiz.

    Attributes:
        key: its name, the same in every language.
        text: Markdown with gaps.
        options: the answers by their names, which are the same in every language; each may have gaps.
        explanation: said after the answer, whichever is right.
        reasons: said after the answer if that option is right, by its name.
    """

    key: str
    text: str
    options: Mapping[str, str]
    explanation: str
    reasons: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LessonText:
    """A lesson in one language.

    Attributes:
        title: a few words.
        summary: one sentence, for the list of lessons.
        sections: in their order.
        questions: the quiz.
        said: other words that the lesson's code shows: labels of its controls, titles of its figures.
    """

    title: str
    summary: str
    sections: tuple[Section, ...]
    questions: tuple[QuestionText, ...]
    said: Mapping[str, str]


def gaps(text: str) -> set[str]:
    """The names of the gaps in a text.

    >>> sorted(gaps("[[a]] of [[b:.2f]]"))
    ['a', 'b']
    """
    return {found[1] for found in GAP.finditer(text)}


def filled(text: str, numbers: Mapping[str, object], escape: Callable[[str], str] = plain) -> str:
    """``text`` with today's numbers in its gaps.

    A text among them comes from outside, so it is escaped; a `Formula` is Markdown of ours and stands as it is. Between
    backticks nothing is escaped: code shows what it is.

    Raises:
        KeyError: a gap has no number.

    >>> filled("f = [[f:.2f]], [[word]]", {"f": -0.251, "word": "*x*"})
    'f = −0.25, \\\\*x\\\\*'
    """

    def value(found: re.Match[str]) -> str:
        number = numbers[found[1]]
        in_code = text.count("`", 0, found.start()) % 2 == 1
        if isinstance(number, Formula):
            return str(number)
        if isinstance(number, str):
            # Code shows every character as it is, but for the sign that ends it.
            return number.replace("`", "'") if in_code else escape(number)
        shown = format(number, found[2] or "")
        return shown if in_code else _signed(shown)

    return GAP.sub(value, text)


def _signed(text: str) -> str:
    """A number with a true minus sign, and none before a zero.

    >>> _signed("-0.00"), _signed("-0.01"), _signed("1e-05")
    ('0.00', '−0.01', '1e−05')
    """
    zero = not re.search("[1-9]", text) and text.startswith("-")
    return (text[1:] if zero else text).replace("-", "−")
