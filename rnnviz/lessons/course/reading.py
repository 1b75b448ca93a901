"""Reading the Markdown of a lesson.

A file begins with its front matter, TOML between two lines of ``+++``::

    +++
    title = "One-hot vectors"
    summary = "One sentence for the list."
    order = 10               # these four in English only: they are the same in every language
    level = "first steps"    # see LEVELS
    minutes = 15
    requires = ["one-hot"]   # lessons to be read before

    [words]                  # what the lesson's code shows
    alpha = "Leak"
    +++

    ## A section
    Markdown with [[gaps:.2f]] for numbers. A line ``{{name}}`` is the place of something live.

    # Quiz
    ## a-key
    The question, with [[gaps]].
    - fall: it falls
    - rise: it rises

    Said after the answer.

    > fall: said only if "fall" is right.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from rnnviz.lessons.course.text import LessonText, QuestionText, Section, Shown

LEVELS = ("first", "shapes", "cells", "use")
"""The parts of the course, in order; their names on the screen are the page's."""

_QUIZ = re.compile(r"^# .*$", re.MULTILINE)
_HEADING = re.compile(r"^## +(.+?) *$", re.MULTILINE)
_SHOWN = re.compile(r"^\{\{([a-z][a-z0-9_]*)\}\}$", re.MULTILINE)
_OPTION = re.compile(r"^- ([a-z0-9-]+): (.+)$", re.MULTILINE)
_REASON = re.compile(r"^> ([a-z0-9-]+): (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is the same in every language.

    Attributes:
        order: its place in the list.
        level: the part of the course, one of `LEVELS`.
        minutes: how long it takes.
        requires: names of lessons to be read before.
    """

    order: int
    level: str
    minutes: int
    requires: tuple[str, ...]


def read_text(source: str) -> tuple[LessonText, Facts | None]:
    """The lesson in one language, and the facts if its front matter holds them.

    Raises:
        ValueError: the file has another form.
    """
    begin, front, body = _cut(source)
    given = tomllib.loads(front)
    if begin.strip():
        raise ValueError("something stands before the front matter")
    parts = _QUIZ.split(body, maxsplit=1)
    if len(parts) != 2:
        raise ValueError("there is no quiz: a line such as '# Quiz'")
    said = MappingProxyType(dict(given.pop("words", {})))
    title, summary = given.pop("title"), given.pop("summary")
    text = LessonText(title, summary, _sections(parts[0]), _questions(parts[1]), said)
    return text, _facts(given)


def _cut(source: str) -> tuple[str, str, str]:
    parts = re.split(r"^\+\+\+$\n", source, maxsplit=2, flags=re.MULTILINE)
    if len(parts) != 3:
        raise ValueError("the front matter must stand between two lines of +++")
    return parts[0], parts[1], parts[2]


def _facts(given: Mapping[str, Any]) -> Facts | None:
    if not given:
        return None
    if set(given) != {"order", "level", "minutes", "requires"} or given["level"] not in LEVELS:
        raise ValueError(f"the front matter holds order, level (one of {LEVELS}), minutes, requires; got {given}")
    return Facts(given["order"], given["level"], given["minutes"], tuple(given["requires"]))


def _sections(body: str) -> tuple[Section, ...]:
    before, *rest = _HEADING.split(body)
    if before.strip():
        raise ValueError(f"text before the first section: {before.strip()[:40]}")
    return tuple(Section(heading, _parts(text)) for heading, text in zip(rest[::2], rest[1::2], strict=True))


def _parts(text: str) -> tuple[str | Shown, ...]:
    pieces: list[str | Shown] = []
    for number, piece in enumerate(_SHOWN.split(text)):
        if number % 2:
            pieces.append(Shown(piece))
        elif piece.strip():
            pieces.append(piece.strip())
    return tuple(pieces)


def _questions(body: str) -> tuple[QuestionText, ...]:
    _, *rest = _HEADING.split(body)
    return tuple(_question(key, text) for key, text in zip(rest[::2], rest[1::2], strict=True))


def _question(key: str, text: str) -> QuestionText:
    options = MappingProxyType({found[1]: found[2] for found in _OPTION.finditer(text)})
    reasons = MappingProxyType({found[1]: found[2] for found in _REASON.finditer(text)})
    if len(options) < 2 or not set(reasons) <= set(options):
        raise ValueError(f"the question {key} needs two options or more, and reasons for these only")
    asked = text[: next(_OPTION.finditer(text)).start()].strip()
    last = list(_OPTION.finditer(text))[-1].end()
    explanation = _REASON.sub("", text[last:]).strip()
    return QuestionText(key, asked, options, explanation, reasons)
