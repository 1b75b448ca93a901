"""The pages of the lessons, run by Streamlit's own test runner."""

import re

import pytest

from rnnviz.lessons.course import Picture, lessons
from rnnviz.lessons.course.controls import starting
from rnnviz.lessons.course.text import filled
from rnnviz.words import translation
from tests.pages.conftest import App

LANGUAGES = ("en", "zh")


def open_page(**query: str) -> App:
    return App(query, "lesson")


def texts(app: App) -> list[str]:
    """The Markdown on the page, links and escapes as they read."""
    shown = [re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text.value) for text in app.test.markdown]
    return [re.sub(r"\\(.)", r"\1", text) for text in shown]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", list(lessons()))
def test_every_lesson_is_shown_with_its_numbers(name: str, lang: str) -> None:
    app = open_page(name=name, lang=lang)
    assert not app.errors
    assert not app.warnings
    chapter = lessons()[name]
    text = chapter.texts[lang]
    numbers = chapter.lesson.numbers(starting(chapter.lesson.controls, text.said))
    assert [header.value for header in app.test.header][:-1] == [filled(s.heading, numbers) for s in text.sections]
    for section in text.sections:
        for part in section.parts:
            if isinstance(part, str):
                plain = re.sub(r"\\(.)", r"\1", re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", filled(part, numbers)))
                assert plain in texts(app)
    pictures = sum(isinstance(live, Picture) for live in chapter.lesson.live.values())
    assert len(app.test.get("plotly_chart")) == pictures


def test_a_lesson_in_a_lecture_hall_is_one_section_a_screen() -> None:
    name, chapter = next(iter(lessons().items()))
    app = open_page(name=name, present="1", slide="1")
    assert [header.value for header in app.test.header] == [chapter.texts["en"].sections[1].heading]
    app.press("Next slide")
    assert app.address["slide"] == "2"
    last = len(chapter.texts["en"].sections) + len(chapter.texts["en"].questions)
    app = open_page(name=name, present="1", slide="99")
    assert f"{last} / {last}" in texts(app)
    assert [header.value for header in app.test.header] == ["Quiz"]
    app.press("End presentation")
    assert "present" not in app.address


def test_only_the_parts_that_are_wanted_are_shown() -> None:
    name, chapter = next(iter(lessons().items()))
    app = open_page(name=name, show="live")
    assert len(app.test.header) == len(chapter.texts["en"].sections)
    assert app.test.get("plotly_chart")
    app = open_page(name=name, show="text,quiz")
    assert not app.test.get("plotly_chart")
    assert app.test.header[-1].value == "Quiz"


def test_what_is_set_moves_the_text_and_stands_in_the_address() -> None:
    app = open_page(name="one-hot")
    app.test.text_input(key="lesson.one-hot.words").set_value("red green *blue*")
    app.run()
    assert app.address == {"set": "words=red+green+%2Ablue%2A", "name": "one-hot"}
    assert any("With 3 words, each vector has 3 numbers, 2 of them zero." in text for text in texts(app))
    again = open_page(**app.address)
    assert again.test.text_input(key="lesson.one-hot.words").value == "red green *blue*"


def test_what_cannot_be_set_is_said_and_the_page_goes_on() -> None:
    app = open_page(name="one-hot", set="buckets=many")
    assert app.warnings == ["buckets must be a number from 8 to 1024, got many."]
    said = "The text must have from 2 to 12 different words, got 1. Put spaces between them."
    assert open_page(name="one-hot", set="words=one").warnings == [said]
    app = open_page(name="one-hot")
    app.test.text_input(key="lesson.one-hot.words").set_value("one")
    assert app.run().errors == [said]
    assert app.test.text_input(key="lesson.one-hot.words").value == "one"
    app.test.text_input(key="lesson.one-hot.words").set_value("one two")
    assert app.run().errors == []
    app = open_page(name="no-such")
    assert app.warnings == ["There is no lesson of the name no-such: the first one is shown. Choose one from the list."]


def test_the_quiz_counts_an_answer_once_and_explains_it() -> None:
    name, chapter = next(iter(lessons().items()))
    app = open_page(name=name)
    question = chapter.texts["en"].questions[0]
    right = list(question.options).index(chapter.lesson.questions(0)[question.key].right)
    next(b for b in app.test.button if b.key == f"quiz-{question.key}.answer.{right}").click()
    app.run()
    assert "1 of 1 right" in texts(app)
    assert any(text.startswith("✓ Right: ") for text in texts(app))
    app.press("Other numbers")
    assert "1 of 1 right" not in texts(app)
    assert app.visit.quiz.asked == 1


def test_the_list_has_every_lesson_and_remembers_what_is_done() -> None:
    app = App({}, "lessons")
    labels = [button.label for button in app.test.button]
    for chapter in lessons().values():
        assert f"○ {chapter.texts['en'].title}" in labels
    assert any("0 done" in caption.value for caption in app.test.caption)


def test_the_code_that_is_copied_makes_the_figures() -> None:
    app = open_page(name="one-hot", set="buckets=128", lang="zh")
    names: dict[str, object] = {}
    exec(app.component("rnnviz_page_facts")["copy"]["code"], names)
    chapter = lessons()["one-hot"]
    pictures = [part for part, live in chapter.lesson.live.items() if isinstance(live, Picture)]
    assert {type(names[part]).__name__ for part in pictures} == {"Figure"}
    assert names["values"]["buckets"] == 128  # type: ignore[index]
    assert translation("zh").language == "zh"
