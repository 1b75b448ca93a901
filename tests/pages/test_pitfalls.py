"""The page of the pitfall lab, run by Streamlit's own test runner."""

import html
import re

import pytest

from rnnviz import limits
from rnnviz.lessons.pitfalls import pitfalls, program, run
from rnnviz.words import translation
from tests.pages.conftest import App

LANGUAGES = ("en", "zh")


def open_page(**query: str) -> App:
    return App(query, "pitfalls")


def programs(app: App) -> list[str]:
    """The code on the screen: setup, then the two programs, as plain text."""
    found = [one for one in app.html if '<pre class="program">' in one]
    lines = [re.sub(r"</(span|mark)>", "\n", one) for one in found]
    return [html.unescape(re.sub(r"<[^>]*>", "", one)).strip() for one in lines]


# Each in one of the languages; sentences and pictures in both are tested without the page.
@pytest.mark.parametrize(("name", "lang"), [(name, LANGUAGES[k % 2]) for k, name in enumerate(pitfalls())])
def test_every_pitfall_is_shown_as_it_runs(name: str, lang: str) -> None:
    app = open_page(pitfall=name, lang=lang)
    pitfall, words = pitfalls()[name], translation(lang)
    assert not app.errors
    assert not app.warnings
    assert app.test.title[0].value == words(pitfall.title)
    shown = programs(app)
    assert [" ".join(one.split()) for one in shown] == [
        " ".join(part.split()) for part in (pitfall.setup, pitfall.wrong, pitfall.right)
    ]
    said = pitfall.outcome(run(pitfall)).said(words)
    texts = [re.sub(r"\\(.)", r"\1", text.value) for text in app.test.markdown]
    assert said in texts
    assert words(pitfall.why) in texts
    assert len(app.test.get("plotly_chart")) == 1


def test_other_numbers_are_another_seed() -> None:
    app = open_page().press("Other numbers")
    assert app.visit.scenario.seed == 1
    name, pitfall = next(iter(pitfalls().items()))
    assert app.address == {"seed": "1"}
    said = pitfall.outcome(run(pitfall, 1)).said(translation("en"))
    assert said in [re.sub(r"\\(.)", r"\1", text.value) for text in app.test.markdown], name
    assert "torch.manual_seed(1)" in app.component("rnnviz_page_facts")["copy"]["code"]


def test_the_last_seed_of_the_address_runs_and_goes_on() -> None:
    app = open_page(seed=str(2**31 - 1)).press("Other numbers")
    assert not app.errors
    assert 0 <= app.visit.scenario.seed <= limits.MAX_PITFALL_SEED


def test_next_and_previous_walk_through_the_list() -> None:
    names = list(pitfalls())
    app = open_page(pitfall=names[0])
    previous, following = (next(b for b in app.test.button if b.key == f"neighbour.{step}") for step in (-1, 1))
    assert previous.disabled
    assert not following.disabled
    app.press("Next")
    assert app.visit.scenario.pitfall == names[1]
    app.press("Previous")
    assert app.visit.scenario.pitfall == names[0]


def test_an_unknown_name_is_answered_with_a_sentence() -> None:
    app = open_page(pitfall="no-such")
    assert app.warnings == [
        "There is no pitfall of the name no-such: the first one is shown. Choose one from the list."
    ]
    assert app.test.title[0].value == next(iter(pitfalls().values())).title


@pytest.mark.parametrize("name", list(pitfalls())[:6])
def test_predicting_shows_neither_mark_nor_reason_before_the_answer(name: str) -> None:
    app = open_page(pitfall=name, predict="1")
    pitfall = pitfalls()[name]
    texts = " ".join(re.sub(r"\\(.)", r"\1", text.value) for text in app.test.markdown)
    assert pitfall.why not in texts
    assert "✗" not in texts
    assert not app.test.get("plotly_chart")
    code = app.component("rnnviz_page_facts")["copy"]["code"]
    assert "✗" not in code
    assert "✓" not in code
    assert not any('class="wrong"' in one or 'class="right"' in one for one in app.html)
    setup, first, second = programs(app)
    assert " ".join(setup.split()) == " ".join(pitfall.setup.split())
    right = [" ".join(one.split()) for one in (first, second)].index(" ".join(pitfall.right.split()))
    next(button for button in app.test.button if button.key == f"question.answer.{right}").click()
    app.run()
    assert (app.visit.quiz.right, app.visit.quiz.asked) == (1, 1)
    assert len(app.test.get("plotly_chart")) == 1


def test_predicting_is_one_switch_for_both_pages() -> None:
    visit = open_page(predict="1").visit
    assert visit.query("shapes") == {"predict": "1"}
    assert visit.query("") == {}


def test_the_copied_script_holds_both_programs() -> None:
    for name, pitfall in list(pitfalls().items())[:5]:
        code = open_page(pitfall=name).component("rnnviz_page_facts")["copy"]["code"]
        assert program(pitfall, "right") in code
        compile(code, "copied", "exec")
