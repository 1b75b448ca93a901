"""The page of character models, run by Streamlit's own test runner; trainings are made at once."""

import re
from collections.abc import Iterator

import numpy as np
import pytest

from rnnviz.pages.form.settings_of import settings_of
from rnnviz.training.runs import RUNS, Look, Runs
from rnnviz.training.text import CharactersPlan, CharactersTask
from tests.pages.conftest import App
from tests.training.at_once import at_once

TEXT = "He said “yes (no)”.\n" * 15


@pytest.fixture(autouse=True)
def runs() -> Iterator[Runs]:
    with at_once() as found:
        yield found


def trained(app: App) -> Look:
    """Press the button, and draw what came of it."""
    app.press("Train" if app.visit.scenario.language == "en" else "训练")
    return RUNS.look(app.visit.runs["text"])


def shown(app: App) -> str:
    return "\n".join([*(one.value for one in app.test.markdown), *app.html])


def area(app: App, text: str) -> App:
    app.test.text_area(key="text_own").set_value(text)
    return app.run()


def plan_of(app: App) -> CharactersPlan:
    return settings_of(app.visit, CharactersPlan)


def test_hello_is_learned_and_told() -> None:
    app = App({"train": "text?epochs=60&rate=0.03"}, "text")
    assert not app.errors
    look = trained(app)
    assert not app.errors
    bits = look.marks[-1].measured.numbers["bits"]
    assert f"**{bits:.2f} bits**" in shown(app)
    assert "too short to hold a part of it back" in shown(app)
    assert "<pre>hell<mark>o</mark></pre>" in shown(app)
    message = app.component("rnnviz_coloured_text")
    assert message["place"]["t"] == 0
    assert len(app.test.get("plotly_chart")) == 2


def test_a_network_that_was_trained_before_is_there_at_once() -> None:
    app = App({"train": "text?source=english"}, "text")
    assert not app.errors
    (told,) = (one.value for one in app.test.info)
    bits, counted = map(float, re.findall(r"needs ([0-9.]+)", told.rstrip("."))[:2])
    assert bits < counted
    assert len([button for button in app.test.button if str(button.key).startswith("tracker_")]) == 8
    app.test.selectbox(key="text_followed").set_value("quotes")
    app.run()
    # In a passage without quotes nothing follows them.
    texts = [one.value for one in app.test.caption]
    followed = [button for button in app.test.button if str(button.key).startswith("tracker_")]
    assert bool(followed) != any("nothing can follow it" in text for text in texts)
    app.choose("plan.text.source", "chinese")
    assert not app.errors
    assert "train" in app.address
    assert plan_of(app).prompt == "一"


def test_a_text_of_ones_own_is_read_and_coloured() -> None:
    app = App({}, "text")
    app.choose("plan.text.source", "own")
    assert not app.errors
    area(app, TEXT)
    plan = plan_of(app)
    assert (plan.text, plan.prompt) == (TEXT, "He said “yes")
    app.type("plan.text.hidden_size", "6").type("plan.text.epochs", "2")
    look = trained(app)
    assert not app.errors
    task = plan_of(app).task(RUNS.contents)
    assert isinstance(task, CharactersTask)
    assert f"**{look.marks[-1].measured.numbers['bits']:.2f} bits**" in shown(app)
    assert f"{task.counted[3]:.2f}" in shown(app)
    app.test.selectbox(key="text_followed").set_value("brackets")
    app.run()
    best = next(button for button in app.test.button if button.key == "tracker_1")
    found = re.fullmatch(r"(\w+)\\\[(\d+)\\\]: ([+−][0-9.]+)", best.label)
    assert found is not None
    best.click()
    app.run()
    place = app.component("rnnviz_coloured_text")["place"]
    assert (place["variable"], place["unit"]) == (found[1], int(found[2]))


def test_the_button_leads_into_the_debugger_at_that_step() -> None:
    app = App({"train": "text?epochs=2"}, "text")
    look = trained(app)
    view = app.test.session_state["text_view"]
    view.t = 2
    app.run()
    app.press("Open t = 2 in the debugger")
    assert app.visit.page == ""
    scenario = app.visit.scenario
    assert (scenario.source, scenario.training, scenario.t) == ("training", look.key, 2)
    assert app.visit.recording.labels == (tuple("hell"),)


def test_a_step_beyond_the_probe_is_opened_as_a_file() -> None:
    app = App({"train": "text?source=english"}, "text")
    app.test.session_state["text_view"].t = 700
    app.run()
    app.press("Open t = 700 in the debugger")
    assert (app.visit.page, app.visit.scenario.source, app.visit.scenario.t) == ("", "file", 700)
    assert app.visit.recording.seq_len == 900


def test_a_long_text_is_kept_beside_the_address() -> None:
    app = App({}, "text")
    app.choose("plan.text.source", "own")
    area(app, TEXT * 10)
    plan = plan_of(app)
    assert (plan.text, len(plan.content)) == ("", 16)
    assert RUNS.contents.get(plan.content).decode() == TEXT * 10
    assert len(app.address["train"]) < 300


def test_what_cannot_be_read_is_said_and_nothing_is_lost() -> None:
    app = App({}, "text")
    app.choose("plan.text.source", "own")
    area(app, TEXT)
    before = plan_of(app)
    area(app, "a")
    assert app.errors == [
        "The text must have at least 2 characters, so that one comes after another, got 1. Type more."
    ]
    assert plan_of(app) == before
    area(app, TEXT)
    assert not app.errors
    for setting, typed, said in (
        ("temperature", "-1", "temperature must be a number from 0 to 10, got -1.0."),
        ("temperature", "nan", "temperature must be a number from 0 to 10, got nan."),
        ("top_k", "-3", "top_k must be a whole number from 0 to 5000, got -3."),
        (
            "prompt",
            "He π",
            "The network must have met every character of the prompt: it does not know 'π', character 3 (from 0). "
            "Take it out.",
        ),
        ("prompt", "", "The prompt must have at least one character, got none. Type some."),
    ):
        app.type(f"plan.text.{setting}", typed)
        assert app.errors == [said]
        assert plan_of(app) == before
        app.type(f"plan.text.{setting}", "0" if setting != "prompt" else before.prompt)
        assert not app.errors
        before = plan_of(app)


def test_what_a_trained_network_cannot_write_is_said() -> None:
    app = App({"train": "text?epochs=2"}, "text")
    trained(app)
    for key, typed, said in (
        ("write_temperature", "-0.1", "temperature must be a number from 0 to 10, got -0.1."),
        ("write_temperature", "nan", "temperature must be a number from 0 to 10, got nan."),
        (
            "write_prompt",
            "hullo",
            "The network must have met every character of the prompt: it does not know 'u', character 1 (from 0). "
            "Take it out.",
        ),
    ):
        before = str(app.test.text_input(key=key).value)
        app.type(key, typed)
        assert app.errors == [said]
        app.type(key, before)
        assert not app.errors
    app.type("write_temperature", "0")
    assert not app.errors


def test_it_speaks_chinese() -> None:
    app = App({"train": "text?epochs=2", "lang": "zh"}, "text")
    trained(app)
    assert not app.errors
    assert "平均每个字符需要" in shown(app)
    assert app.component("rnnviz_coloured_text")["words"]["mean"] == "全部单元的平均"


def test_the_program_of_the_page_makes_the_same_network() -> None:
    app = App({"train": "text?epochs=3&seed=4"}, "text")
    look = trained(app)
    code = app.component("rnnviz_page_facts")["copy"]["code"]
    names: dict[str, object] = {}
    exec(code.replace("print(", "written = (").removesuffix("rnnviz.show(rec)"), names)
    rec = look.history("LSTM").recording()
    np.testing.assert_array_equal(names["rec"].h, rec.h)  # type: ignore[attr-defined]
