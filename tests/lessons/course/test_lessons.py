"""Every lesson: its languages say the same, everything in it is made from a run, its questions have their answers."""

import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise

import plotly.graph_objects as go
import pytest

from rnnviz.figures import description
from rnnviz.lessons.course import (
    Asked,
    Chapter,
    Code,
    Context,
    Door,
    LessonText,
    Picture,
    Player,
    Table,
    asked,
    lessons,
)
from rnnviz.lessons.course.controls import Choice, Slider, Typing, read_settings, starting, write_settings
from rnnviz.lessons.course.reading import LEVELS
from rnnviz.lessons.course.text import Formula, filled, gaps
from rnnviz.pages.page_list import PAGES
from rnnviz.recorder import Recording
from rnnviz.scenario import Scenario
from rnnviz.tracing import Trace
from rnnviz.words import translation

NAMES = list(lessons())
LANGUAGES = ("en", "zh")
DRAWS = range(6)

MOST = {"en": 1000, "zh": 420}
"""Characters of a section: what has room on one screen of a lecture hall, in type for the last row."""


NOT_PROSE = r"```.*?```|`[^`]*`|\$[^$]*\$|\[\[[^\]]*\]\]|\]\([^)]*\)"
"""Code, formulas, gaps, and where links lead."""


def context(chapter: Chapter, language: str, dark: bool = False) -> Context:
    said = chapter.texts[language].said
    return Context(starting(chapter.lesson.controls, said), said, translation(language), dark)


def every_text(text: LessonText) -> list[str]:
    """Everything of a lesson that is shown, with its gaps."""
    sections = [piece for section in text.sections for piece in (section.heading, section.text)]
    questions = [
        piece
        for question in text.questions
        for piece in (question.text, *question.options.values(), question.explanation, *question.reasons.values())
    ]
    return [text.title, text.summary, *sections, *questions]


@cache
def found(name: str, draw: int) -> Mapping[str, Asked]:
    return lessons()[name].lesson.questions(draw)


def test_lessons_have_places_of_their_own_and_follow_those_they_require() -> None:
    orders = {name: chapter.facts.order for name, chapter in lessons().items()}
    assert len(set(orders.values())) == len(orders)
    for name, chapter in lessons().items():
        assert all(orders[other] < orders[name] for other in chapter.facts.requires), name
        assert 5 <= chapter.facts.minutes <= 60
    # The parts of the course come one after the other.
    places = [LEVELS.index(chapter.facts.level) for chapter in lessons().values()]
    assert len([1 for one, other in pairwise(places) if one != other]) == len(set(places)) - 1


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_say_the_same(name: str) -> None:
    en, zh = (lessons()[name].texts[language] for language in LANGUAGES)
    assert [section.live for section in en.sections] == [section.live for section in zh.sections]
    assert [[gaps(section.heading), gaps(section.text)] for section in en.sections] == [
        [gaps(section.heading), gaps(section.text)] for section in zh.sections
    ]
    assert {question.key: (list(question.options), set(question.reasons)) for question in en.questions} == {
        question.key: (list(question.options), set(question.reasons)) for question in zh.questions
    }
    assert [gaps(question.text) for question in en.questions] == [gaps(question.text) for question in zh.questions]
    assert set(en.said) == set(zh.said)
    # What is code, and what is a formula, is the same in every language.
    for pattern in (r"```.*?```|`[^`\n]+`", r"\$[^$]+\$"):
        told = [
            [sorted(set(re.findall(pattern, section.text, re.DOTALL))) for section in text.sections]
            for text in (en, zh)
        ]
        assert told[0] == told[1]


@pytest.mark.parametrize("name", NAMES)
def test_the_chinese_is_chinese(name: str) -> None:
    text = lessons()[name].texts["zh"]
    shown = [
        re.sub(r"```.*?```|`[^`]*`|\$[^$]*\$|\[\[[^\]]*\]\]", "", piece, flags=re.DOTALL) for piece in every_text(text)
    ]
    assert all(
        re.search("[\u4e00-\u9fff]", piece) for piece in (text.title, text.summary, *(s.heading for s in text.sections))
    )
    assert [piece for piece in shown if re.search("[時輸狀門隱態層單個數據學習網絡開關]", piece)] == []
    assert [piece for piece in shown if re.search("[\u4e00-\u9fff][,;:?!.]", piece)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_section_has_room_on_one_screen(name: str, language: str) -> None:
    text = lessons()[name].texts[language]
    assert {section.heading: len(section.text) for section in text.sections if len(section.text) > MOST[language]} == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_gap_has_its_number_and_every_number_is_computed(name: str, language: str) -> None:
    chapter = lessons()[name]
    text, numbers = chapter.texts[language], chapter.lesson.numbers(context(chapter, language).values)
    for section in text.sections:
        for piece in (section.heading, section.text):
            assert "[[" not in filled(piece, numbers)
            prose = re.sub(NOT_PROSE, "", piece, flags=re.DOTALL)
            # Whole numbers up to four are words: "2 layers". Names such as float32 or ISO 8601 are none.
            literal = re.findall(r"(?<![\w.])\d[\d.,]*\b(?![\w])", prose)
            wrong = [number for number in literal if number.rstrip(".,") not in {*"01234", *chapter.lesson.given}]
            assert wrong == [], section.heading
    assert all(not isinstance(value, Formula) or "$" in value or "`" in value for value in numbers.values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_everything_live_is_made(name: str, language: str) -> None:
    chapter = lessons()[name]
    here = context(chapter, language, dark=language == "zh")
    for part, live in chapter.lesson.live.items():
        match live:
            case Picture():
                figure = live.make(here)
                assert isinstance(figure, go.Figure), part
                assert description(figure), part
            case Player():
                rec = live.make(here)
                assert isinstance(rec, Recording)
                # The same settings show the same network, or the player would begin anew at every run of the page.
                assert live.make(here).version == rec.version, part
            case Code():
                assert isinstance(live.make(here), Trace)
            case Table():
                rows = live.make(here)
                assert len({len(row) for row in rows}) == 1, part
                assert len(rows) > 1
            case Door():
                assert live.page in PAGES
                Scenario(**dict(live.settings))  # type: ignore[arg-type]
                assert live.word in here.said
    shown = [part for section in chapter.texts[language].sections for part in section.live]
    assert sorted(shown) == sorted(chapter.lesson.live)


@pytest.mark.parametrize("name", NAMES)
def test_every_control_has_its_words_and_moves_something(name: str) -> None:
    chapter = lessons()[name]
    used = {control for live in chapter.lesson.live.values() for control in live.controls}
    assert used == set(chapter.lesson.controls)
    for language in LANGUAGES:
        said = chapter.texts[language].said
        for control, kind in chapter.lesson.controls.items():
            options = kind.options if isinstance(kind, Choice) else ()
            assert {control, *(f"{control}-{option}" for option in options)} <= set(said)
            if isinstance(kind, Slider):
                assert kind.least <= kind.start <= kind.most
                assert kind.read(control, kind.write(kind.start)) == kind.start
                for end in (kind.least, kind.most):
                    _everything(chapter, language, {control: kind.write(end)})
            elif isinstance(kind, Choice):
                for option in kind.options:
                    _everything(chapter, language, {control: option})
            else:
                assert isinstance(kind, Typing)


def _everything(chapter: Chapter, language: str, settings: Mapping[str, str]) -> None:
    """Make everything that is live with these settings, through the address."""
    said, controls = chapter.texts[language].said, chapter.lesson.controls
    address = "&".join(f"{name}={value}" for name, value in settings.items())
    values, wrong = read_settings(controls, said, address)
    assert wrong == ()
    assert read_settings(controls, said, write_settings(controls, said, values))[0] == values
    chapter.lesson.numbers(values)
    here = Context(values, said, translation(language))
    for live in chapter.lesson.live.values():
        if not isinstance(live, Door) and set(live.controls) & set(settings):
            live.make(here)


@pytest.mark.parametrize("name", NAMES)
def test_the_quiz_is_asked_from_a_run(name: str) -> None:
    chapter = lessons()[name]
    for language in LANGUAGES:
        text = chapter.texts[language]
        assert 4 <= len(text.questions) <= 8
        numbers = chapter.lesson.numbers(context(chapter, language).values)
        for draw in DRAWS:
            answers = found(name, draw)
            assert set(answers) == {question.key for question in text.questions}
            for question in text.questions:
                made = asked(question, answers[question.key], numbers)
                assert len(set(made.options)) == len(made.options), (question.key, made.options)
                assert made.explanation
                assert "[[" not in "".join((made.text, *made.options, made.explanation))
    # Some of the questions are about numbers that change from draw to draw.
    seen = {
        key: {str((one[key].right, dict(one[key].numbers))) for one in (found(name, d) for d in DRAWS)}
        for key in found(name, 0)
    }
    assert sum(len(variants) > 1 for variants in seen.values()) >= 2


@pytest.mark.parametrize("name", NAMES)
def test_the_right_answer_is_not_always_at_the_same_place(name: str) -> None:
    text = lessons()[name].texts["en"]
    places = [list(question.options).index(found(name, 0)[question.key].right) for question in text.questions]
    assert len(set(places)) > 1


def test_a_wrong_setting_is_one_sentence_and_the_start_stands_for_it() -> None:
    controls: dict[str, Slider | Choice | Typing] = {
        "alpha": Slider(0.0, 1.0, 0.5, 0.1),
        "kind": Choice(("RNN", "LSTM"), "LSTM"),
        "text": Typing(most=5),
    }
    said = {"text-start": "abc"}
    values, wrong = read_settings(controls, said, "alpha=2&kind=CNN&text=abcdef&utm=1")
    assert values == {"alpha": 0.5, "kind": "LSTM", "text": "abc"}
    assert [str(error) for error in wrong] == [
        "alpha must be a number from 0.0 to 1.0, got 2.",
        "kind must be one of RNN, LSTM, got CNN.",
        "text must have at most 5 characters, got 6.",
    ]
    assert read_settings(controls, said, "alpha=nan")[0]["alpha"] == 0.5
    assert read_settings(controls, said, "alpha=0.26")[0]["alpha"] == 0.3
