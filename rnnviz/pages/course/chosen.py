"""The lesson that is shown, and what is set in it."""

from dataclasses import dataclass, replace

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.lessons.course import Chapter, Context, LessonText, Values, lessons
from rnnviz.lessons.course.controls import read_settings, write_settings
from rnnviz.pages.say import as_error
from rnnviz.pages.visit import Visit


@dataclass(frozen=True, eq=False)
class Chosen:
    """A lesson as this visit sees it.

    Attributes:
        chapter: the lesson.
        text: in the language of the visit.
        context: what its live parts are made for.
        numbers: for the gaps of its text.
        wrong: what the address sets and the lesson cannot take.
    """

    chapter: Chapter
    text: LessonText
    context: Context
    numbers: dict[str, object]
    wrong: tuple[RnnvizError, ...]


def name_of(visit: Visit) -> str:
    """The name of the lesson; the first one where the address names none."""
    return visit.scenario.lesson or next(iter(lessons()))


def chosen(visit: Visit) -> Chosen:
    """The lesson, its text, its numbers."""
    chapter = lessons()[name_of(visit)]
    text = chapter.texts[visit.scenario.language]
    values, wrong = read_settings(chapter.lesson.controls, text.said, visit.scenario.lesson_settings)
    context = Context(values, text.said, visit.translate, st.context.theme.type == "dark")
    return Chosen(chapter, text, context, dict(chapter.lesson.numbers(values)), wrong)


def go_to(visit: Visit, name: str) -> None:
    """Callback: show another lesson from its beginning."""
    visit.put(lesson=name, lesson_settings="", slide=0, seed=0)


def set_value(visit: Visit, control: str, value: object) -> None:
    """Callback: one thing in the lesson is set; what cannot be taken stays in its field, with a sentence."""
    here = chosen(visit)
    kind, key = here.chapter.lesson.controls[control], key_of(here, control)
    try:
        values: Values = {**here.context.values, control: kind.read(control, kind.write(value))}
        settings = write_settings(here.chapter.lesson.controls, here.text.said, values)
        visit.take(replace(visit.scenario, lesson_settings=settings))
    except Exception as error:
        visit.refuse(key, value, as_error(error))
    else:
        visit.fields.forget(key)


def key_of(here: Chosen, control: str) -> str:
    """The key of a control's widget."""
    return f"lesson.{here.chapter.name}.{control}"
