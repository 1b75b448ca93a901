"""Every lesson, found by its folder."""

import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from types import MappingProxyType

from rnnviz.lessons.course import chapters
from rnnviz.lessons.course.lesson import Lesson
from rnnviz.lessons.course.reading import Facts, read_text
from rnnviz.lessons.course.text import LessonText
from rnnviz.words import LANGUAGES


@dataclass(frozen=True, eq=False)
class Chapter:
    """A lesson with its words.

    Attributes:
        name: in the address.
        facts: its place in the course.
        texts: by language.
        lesson: what is live in it.
    """

    name: str
    facts: Facts
    texts: Mapping[str, LessonText]
    lesson: Lesson


@cache
def lessons() -> Mapping[str, Chapter]:
    """Every lesson by its name in the address, in the order of the course."""
    found = [_chapter(each.name) for each in pkgutil.iter_modules(chapters.__path__)]
    return MappingProxyType({each.name: each for each in sorted(found, key=lambda each: each.facts.order)})


def _chapter(folder: str) -> Chapter:
    package = f"{chapters.__name__}.{folder}"
    read = {
        language: read_text(files(package).joinpath(f"{language}.md").read_text(encoding="utf-8"))
        for language in LANGUAGES
    }
    facts = read["en"][1]
    if facts is None:
        raise ValueError(f"{folder}/en.md has no order, level, minutes and requires")
    texts = MappingProxyType({language: text for language, (text, _) in read.items()})
    return Chapter(folder.replace("_", "-"), facts, texts, import_module(f"{package}.lesson").LESSON)
