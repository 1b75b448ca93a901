"""The page of sequence to sequence, run by Streamlit's own test runner."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from rnnviz.pages.training.strings.draw import table
from rnnviz.training import Measured, Training
from rnnviz.training.strings import WITH, WITHOUT, StringsPlan
from tests.pages.conftest import App
from tests.training.at_once import at_once

PLAN = StringsPlan(hidden_size=4, epochs=1, length=3, batch=4, moments=2)
ALONE = replace(PLAN, attention="without", cell_type="LSTM", what="dates")


@pytest.fixture(scope="module", autouse=True)
def trained() -> Iterator[None]:
    with at_once() as runs, pytest.MonkeyPatch.context() as patch:
        patch.setattr("rnnviz.training.strings.task.STEPS_PER_EPOCH", 4)
        runs.start(PLAN)
        runs.start(ALONE)
        yield


def opened(plan: StringsPlan, **query: str) -> App:
    return App({"train": plan.key, **query}, "strings")


def text(app: App) -> str:
    return "\n".join(one.value for one in app.test.markdown)


def test_what_is_said_is_what_the_same_training_gives_here() -> None:
    app, training = opened(PLAN), Training(PLAN, PLAN.task())
    while not training.over:
        training.advance()
    assert not app.errors
    said = text(app)
    for name in (WITH, WITHOUT):
        numbers = training.measure(name).numbers
        assert f"**{name}**: {100 * numbers['accuracy']:.0f} % of 200 strings" in said
        assert f"the characters {100 * numbers['characters']:.0f} % are right" in said
    assert "Attention makes no difference here" in said
    # The attention map, and the effect of a teacher.
    assert len(app.test.get("plotly_chart")) == 2
    answers = dict(training.task.held_out)  # type: ignore[attr-defined]
    assert all(f"| {read} | {answers[read]} |" in said for read in training.measure(WITH).texts)
    network = training.networks[WITH].eval()
    typed = "abcabc"
    app.test.text_input(key="strings.text.reverse").set_value(typed)
    app.run()
    own = training.task.look(network, typed).written  # type: ignore[attr-defined]
    assert f"{WITH}: {typed} → **{own or '∅'}** ✗ (cbacba)" in text(app)


def test_a_text_that_cannot_be_read_is_answered_in_its_place() -> None:
    app = opened(PLAN)
    app.test.text_input(key="strings.text.reverse").set_value("ab3")
    app.run()
    assert app.errors == [
        "The text must be written in the characters that the network knows (abcdefghijklmnopqrstuvwxyz), character 3 "
        "is '3'. Type something like rhythm."
    ]
    assert len(app.test.get("plotly_chart")) == 1


def test_without_attention_there_is_no_map_and_a_day_that_is_none_has_no_right_answer() -> None:
    app = opened(ALONE, lang="zh")
    assert not app.errors
    assert len(app.test.get("plotly_chart")) == 1
    assert "**无注意力**：200 个字符串中有 " in text(app)
    app.test.text_input(key="strings.text.dates").set_value("31/2/2000")
    app.run()
    assert len(app.errors) == 1
    assert "31/2/2000 → " in text(app)


def test_settings_are_in_the_address_and_a_wrong_one_is_refused_at_its_field() -> None:
    app = opened(PLAN)
    app.test.slider(key="plan.strings.forcing").set_value(50)
    app.run()
    app.choose("plan.strings.attention", "with")
    assert app.address["train"] == replace(PLAN, forcing=50, attention="with").key
    app.type("plan.strings.length", "2")
    assert app.errors == ["length must be a whole number from 3 to 12, got 2."]
    assert app.address["train"] == replace(PLAN, forcing=50, attention="with").key


def test_the_table_marks_what_is_right() -> None:
    app = opened(PLAN)
    answers = dict(PLAN.task().held_out[:5])
    lines = table(app.visit, PLAN, {WITH: Measured(texts=answers)}).splitlines()
    assert len(lines) == 7
    assert lines[0] == "| read | right | with attention |"
    assert all(line.endswith("✓ |") for line in lines[2:])
    wrong = Measured(texts=dict.fromkeys(answers, ""))
    assert all(line.endswith("| ∅ ✗ |") for line in table(app.visit, PLAN, {WITH: wrong}).splitlines()[2:])


def test_it_goes_on_to_the_decoder_in_the_debugger() -> None:
    app = opened(PLAN)
    app.press("Step through the decoder · with attention")
    scenario = app.visit.view_of("")
    assert (scenario.source, scenario.training) == ("training", PLAN.key)
    assert (scenario.trainee, scenario.inside) == (WITH, "decoder")
    debugger = App(app.visit.query(""))
    assert not debugger.errors
    assert debugger.visit.recording.labels == (("^", *PLAN.task().held_out[0][1]),)
