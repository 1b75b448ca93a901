from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import rnnviz
from rnnviz.lessons.network import recording
from rnnviz.scenario import Scenario
from tests.pages.conftest import App

Open = Callable[..., App]

TEXT = {"input": "text", "hidden": "4", "panels": "what_if"}


def edited(edits: str, **settings: Any) -> rnnviz.Recording:
    return rnnviz.rerun(recording(Scenario(source="text", hidden_size=4, **settings)), edits)


def test_what_is_set_in_the_form_is_run_and_undone_and_done_again(app: Open) -> None:
    shown = app(**TEXT, t="5")
    plain = shown.sent["version"]
    shown.test.selectbox(key="what_if.name").set_value("f")
    shown.test.text_input(key="what_if.units").set_value("1:3")
    shown.test.text_input(key="what_if.value").set_value("1")
    shown.press("Set it")
    assert shown.address == {**TEXT, "t": "5", "if": "f[1:3] = 1 from t=5"}
    run = edited("f[1:3] = 1 from t=5")
    assert shown.sent["version"] == run.version
    assert shown.sent["place"]["t"] == 5
    before = recording(Scenario(source="text", hidden_size=4)).gate("forget")[0, 0, 5, 0, 1]
    assert any(f"f[1] at t = 5, layer 0: {before:.4g} became 1." in text.replace("\\", "") for text in said(shown))
    shown.press("Undo")
    assert shown.address == {**TEXT, "t": "5"}
    assert shown.sent["version"] == plain
    shown.press("Redo")
    assert shown.sent["version"] == run.version
    shown.choose("original", True)
    assert shown.sent["version"] == rnnviz.rerun(recording(Scenario(source="text", hidden_size=4))).version
    shown.press("Take all back")
    assert shown.sent["version"] == plain
    assert not shown.errors
    # Edits that came from elsewhere have no history of these.
    shown.press("Reset").choose("source", "text")
    assert shown.visit.edit_history.before
    shown.visit.put(what_if="f = 1", panels=("what_if",))
    assert shown.run().test.button(key="what_if.undo").disabled


def test_a_character_is_replaced_and_a_mistake_is_marked_in_its_place(app: Open) -> None:
    shown = app(**TEXT)
    shown.test.selectbox(key="what_if.name").set_value("x")
    shown.test.text_input(key="what_if.value").set_value("r")
    shown.test.selectbox(key="what_if.span").set_value("at")
    shown.press("Set it")
    assert shown.address["if"] == "x = 'r' at t=0"
    shown.type("what_if.typed", "f[9] = 1")
    assert shown.address["if"] == "x = 'r' at t=0"
    (error,) = shown.errors
    assert error == "units of f must lie within its 4 units in layer 0, got [9]. Choose units that it has."
    assert [one.value for one in shown.test.code] == ["f[9] = 1\n ^^^"]
    assert shown.test.text_input(key="what_if.typed").value == "f[9] = 1"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_edits_that_no_longer_fit_are_kept_and_say_so(app: Open, lang: str) -> None:
    shown = app(**TEXT, **{"if": "f[3] = 1", "lang": lang})
    assert not shown.errors
    shown.type("hidden_size", "2")
    assert shown.address["if"] == "f[3] = 1"
    assert len(shown.errors) == 1
    assert shown.sent["version"] == recording(Scenario(source="text", hidden_size=2)).version


def test_the_copied_code_makes_the_run_that_is_shown() -> None:
    scenario = Scenario(source="text", hidden_size=4, what_if="f = 1 from t=5\nx = 'r' at t=3", t=7, operation="c")
    made: dict[str, Any] = {}
    exec(compile(scenario.to_python(), "copied.py", "exec"), made)
    assert np.array_equal(made["rec"].c, edited("f = 1 from t=5; x = 'r' at t=3").c)  # type: ignore[arg-type]
    exec(compile(Scenario(source="text", what_if="f = 1", original=True).to_python(), "copied.py", "exec"), made)
    assert made["rec"].edits == ()


def said(shown: App) -> list[str]:
    return [text.value for text in shown.test.markdown]
