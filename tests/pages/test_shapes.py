"""The page of the shape explorer, run by Streamlit's own test runner."""

import html
import json
import re
import subprocess
import sys
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.analysis.equalities import equalities
from rnnviz.lessons.network import recording
from rnnviz.lessons.shapes import PRESETS, script
from rnnviz.lessons.shapes.questions import riddle
from rnnviz.pages.explorer.chosen import choose
from rnnviz.pages.explorer.picture import _chosen
from rnnviz.scenario import Scenario
from rnnviz.words import translation
from tests.pages.conftest import App

LANGUAGES = ("en", "zh")


def open_page(**query: str) -> App:
    return App(query, "shapes")


def picture(app: App) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(app.component("rnnviz_explorer")["picture"])
    return found


def shapes(app: App) -> dict[str, tuple[int, ...]]:
    return {tensor["name"]: tuple(tensor["shape"]) for tensor in picture(app)["tensors"]}


def checks(app: App) -> list[tuple[str, str]]:
    """The lines with what they came to, as they read on the screen."""
    (table,) = [one for one in app.html if 'class="checks"' in one]
    found = re.findall(r"<code>(.*?)</code><span class=\"result\"><b>(.)</b> (.*?)</span>", table)
    return [(html.unescape(code), result) for code, _sign, result in found]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_view(lang: str) -> None:
    app = open_page(lang=lang)
    assert not app.errors
    assert not app.warnings
    assert app.test.title[0].value == translation(lang)("Shapes")
    assert shapes(app) == {"input": (5, 3, 3), "output": (5, 3, 8), "h_n": (4, 3, 4), "c_n": (4, 3, 4)}
    assert app.component("rnnviz_explorer")["chosen"] == "h_n[3]"
    assert ("torch.equal(output[0, :, 4:], h_n[-1])", "True") in checks(app)


@pytest.mark.parametrize("number", range(len(PRESETS)))
def test_every_example_is_run_by_pytorch_as_it_is_drawn(number: int) -> None:
    app = open_page().press(PRESETS[number].title)
    assert not app.errors
    made: dict[str, Any] = {}
    exec(script(app.visit.scenario, app.visit.recording), made)
    own = {name: tuple(made[name].shape) for name in ("input", "output", "h_n", "c_n") if name in made}
    assert shapes(app) == own
    assert app.component("rnnviz_explorer")["chosen"] in picture(app)["items"]


def test_the_published_shapes() -> None:
    app = open_page(features="300", hidden="100", layers="1", bidirectional="0", seq_len="7", batch="64")
    assert shapes(app) == {"input": (7, 64, 300), "output": (7, 64, 100), "h_n": (1, 64, 100), "c_n": (1, 64, 100)}
    app = open_page(features="10", hidden="20", seq_len="5", batch="3")
    assert shapes(app) == {"input": (5, 3, 10), "output": (5, 3, 40), "h_n": (4, 3, 20), "c_n": (4, 3, 20)}
    assert ("torch.equal(output[-1, :, :20], h_n[-2])", "True") in checks(app)
    assert ("torch.equal(output[-1, :, 20:], h_n[-1])", "False") in checks(app)


@pytest.mark.parametrize(
    ("setting", "text", "sentence"),
    [
        ("seq_len", "0", "seq_len must be a whole number from 1 to 200, got 0."),
        ("hidden_size", "0", "hidden_size must be a whole number from 1 to 128, got 0."),
        ("hidden_size", "1000000000", "hidden_size must be a whole number from 1 to 128, got 1000000000."),
        ("input_size", "1000000000", "input_size must be a whole number from 1 to 512, got 1000000000."),
        ("seq_len", "1000000000", "seq_len must be a whole number from 1 to 200, got 1000000000."),
        ("batch", "1000000000", "batch must be a whole number from 1 to 128, got 1000000000."),
        ("batch", "three", "batch must be a whole number from 1 to 128, got three."),
        ("proj_size", "4", "proj_size must be below hidden_size=4, got 4. Choose a smaller one, or 0 for none."),
        (
            "lengths",
            "5 6 4",
            "lengths must be whole numbers from 1 to seq_len=5, got 6 for row 1. "
            "Say how many time steps of that row are not padding.",
        ),
        (
            "lengths",
            "5 4",
            "lengths must be 3 whole numbers, one for each row, got 2. Leave the field empty for rows of one length.",
        ),
        (
            "lengths",
            "5 2.5 4",
            "lengths must be whole numbers with spaces between them, such as 5 2 4, got 2.5.",
        ),
        (
            "lengths",
            "5 1000000000 4",
            "lengths must be whole numbers from 1 to seq_len=5, got 1000000000 for row 1. "
            "Say how many time steps of that row are not padding.",
        ),
    ],
)
def test_bad_input_is_answered_in_place_and_the_last_good_picture_stays(setting: str, text: str, sentence: str) -> None:
    app = open_page()
    before = picture(app)
    app.type(setting, text)
    assert app.errors == [sentence]
    assert picture(app) == before
    assert app.test.text_input(key=setting).value == text
    app.type(setting, {"lengths": "5 2 4", "proj_size": "2"}.get(setting, "6"))
    assert not app.errors
    assert picture(app) != before


def test_sizes_that_go_too_far_together() -> None:
    app = open_page(hidden="128", batch="128", layers="4")
    app.type("seq_len", "200")
    assert app.errors == [
        "The sizes must go together: seq_len, batch, layers, directions and hidden_size multiplied may be up to "
        "1,000,000, got 26,214,400. Make one of them smaller."
    ]


def test_a_wrong_address_costs_its_own_setting_only() -> None:
    app = open_page(seq_len="0", batch="2")
    assert app.warnings == ["seq_len must be a whole number from 1 to 10000, got 0."]
    assert shapes(app)["input"] == (5, 2, 3)


def test_what_only_the_debugger_shows_is_too_large_here() -> None:
    app = open_page(seq_len="10000", hidden="512", batch="2")
    assert app.warnings == [
        "hidden_size must be a whole number from 1 to 128, got 512.",
        "seq_len must be a whole number from 1 to 200, got 10000.",
    ]
    assert shapes(app)["input"] == (5, 2, 3)


SETTINGS = st.fixed_dictionaries(
    {
        "cell_type": st.sampled_from(["LSTM", "GRU", "RNN"]),
        "nonlinearity": st.sampled_from(["tanh", "relu"]),
        "input_size": st.integers(1, 20),
        "hidden_size": st.integers(1, 20),
        "num_layers": st.integers(1, 4),
        "bidirectional": st.booleans(),
        "batch_first": st.booleans(),
        "bias": st.booleans(),
        "batch": st.integers(1, 8),
        "seq_len": st.integers(1, 20),
        "unbatched": st.booleans(),
        "seed": st.integers(0, 1000),
    }
)


@settings(max_examples=60)
@given(SETTINGS, st.data())
def test_for_every_combination_of_settings_the_script_prints_what_the_page_shows(
    given_settings: dict[str, Any], data: st.DataObject
) -> None:
    proj_size = data.draw(st.integers(0, given_settings["hidden_size"] - 1))
    count = given_settings["batch"]
    lengths = st.lists(st.integers(1, given_settings["seq_len"]), min_size=count, max_size=count)
    typed = data.draw(st.just("") | lengths.map(lambda found: " ".join(map(str, found))))
    scenario = Scenario(source="random", weights="random", proj_size=proj_size, lengths=typed, **given_settings)
    rec = recording(scenario)
    made: dict[str, Any] = {}
    said: list[tuple[Any, ...]] = []
    made["print"] = lambda *words: said.append(words)
    exec(script(scenario, rec), made)
    own = {name: tuple(made[name].shape) for name in ("output", "h_n", "c_n") if name in made}
    assert {name: shape for name, *shape in said if name in own} == {name: [shape] for name, shape in own.items()}
    assert own["output"] == rec.output.shape
    results = dict(said[len(own) : -1])
    for checked in equalities(rec):
        assert str(results[checked.claim.code]) == checked.result
        if scenario.mode != "RNN_RELU":
            assert checked.holds is checked.claim.true
    parameters = sum(parameter.numel() for parameter in made["module"].parameters())
    assert said[-1] == ("parameters", parameters)


def test_the_script_runs_as_it_is() -> None:
    app = open_page(lengths="5 2 4", batch_first="1", proj="2", seed="7")
    code = app.component("rnnviz_page_facts")["copy"]["code"]
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    assert lines[:3] == ["output (3, 5, 4)", "h_n (4, 3, 2)", "c_n (4, 3, 4)"]
    assert lines[3:-1] == [f"{code} {result}" for code, result in checks(app)]


def test_the_weights_are_told_with_the_rows_of_each_gate() -> None:
    app = open_page(cell="GRU", layers="1", bidirectional="0")
    ruler = next(one for one in app.html if 'class="weights"' in one)
    assert re.findall(r"<code>(\w+)</code><code class=\"size\">(.*?)</code>", ruler) == [
        *(("weight_ih_l0", "(12, 3)"), ("weight_hh_l0", "(12, 4)"), ("bias_ih_l0", "(12,)"), ("bias_hh_l0", "(12,)")),
    ]
    assert re.findall(r">([rzn] \d+:\d+)<", ruler)[:3] == ["r 0:4", "z 4:8", "n 8:12"]
    counts = next(one for one in app.html if "nn.RNN" in one)
    by_torch = [sum(p.numel() for p in make(3, 4).parameters()) for make in (torch.nn.RNN, torch.nn.GRU, torch.nn.LSTM)]
    assert [int(count) for count in re.findall(r"<td>= (\d+)</td>", counts)] == [108, *by_torch]
    assert by_torch == [36, 108, 144]


def test_what_is_chosen_in_the_picture_is_in_the_address() -> None:
    app = open_page()
    choose(app.visit, "output[4, 0, 3]")
    app.run()
    assert app.address == {"chosen": "output[4, 0, 3]"}
    again = open_page(**app.address)
    assert again.component("rnnviz_explorer")["chosen"] == "output[4, 0, 3]"


def test_open_in_the_debugger_shows_the_very_same_network() -> None:
    app = open_page(lengths="5 2 4", proj="2", seed="7")
    there = app.visit.scenario
    app.visit.leave_for("")
    shown = app.visit.view_of("")
    assert recording(shown) is recording(there)
    debugger = App(app.visit.query(""))
    assert not debugger.errors
    assert debugger.sent["version"] == recording(there).version


def test_a_place_that_is_not_in_the_picture_is_not_kept() -> None:
    app = open_page(chosen="h_n[99]")
    assert app.warnings == ["There is no place h_n[99] in this picture: nothing is lit up. Click one."]
    assert app.component("rnnviz_explorer")["chosen"] == ""
    assert app.address == {"chosen": ""}
    app = open_page()
    app.test.checkbox(key="bidirectional").set_value(False)
    app.run()
    assert not app.warnings
    assert app.visit.scenario.chosen == ""


def test_what_has_no_field_any_more_stands_in_nobodys_way() -> None:
    app = open_page(proj="2").choose("cell_type", "GRU").type("hidden_size", "2").choose("cell_type", "LSTM")
    assert not app.errors
    assert app.test.text_input(key="proj_size").value == "0"
    app = open_page(lengths="5 2 4")
    app.test.checkbox(key="unbatched").set_value(True)
    app.run().type("seq_len", "3")
    app.test.checkbox(key="unbatched").set_value(False)
    app.run()
    assert not app.errors
    assert app.test.text_input(key="lengths").value == ""
    there = App({"input": "random", "proj": "2", "hidden": "4", "weights": "random"})
    there.type("hidden_size", "2")
    assert there.errors == ["proj_size must be below hidden_size=2, got 2. Choose a smaller one, or 0 for none."]
    there.type("proj_size", "1")
    assert there.visit.scenario.proj_size == 1


def test_a_late_report_of_another_network_is_passed_over() -> None:
    app = open_page()
    app.test.session_state["explorer"] = {"choice": {"key": "h_n[0]", "count": 1, "version": "gone"}}
    before = app.visit.scenario
    _chosen(app.visit)
    assert app.visit.scenario == before


def test_a_choice_does_not_send_the_picture_again() -> None:
    app = open_page()
    before = app.component("rnnviz_explorer")
    choose(app.visit, "output[4, 0, 3]")
    app.run()
    assert app.component("rnnviz_explorer") == before
    app.press(PRESETS[3].title)
    assert app.component("rnnviz_explorer")["chosen"] == "h_n[2]"


def test_rows_shorter_than_the_input_are_said_to_cut_it() -> None:
    app = open_page(lengths="3 2 2")
    assert shapes(app)["output"] == (3, 3, 8)
    assert any("The longest row has 3 steps" in text.value for text in app.test.caption)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_predicting_hides_the_answer_until_it_is_given(lang: str) -> None:
    app = open_page(lang=lang, predict="1")
    words = translation(lang)
    for _round in range(4):
        found = riddle(app.visit.recording, app.visit.quiz.number, words)
        assert not [each for each in app.test.get("bidi_component") if each.proto.component_name == "rnnviz_explorer"]
        assert not [one for one in app.html if 'class="checks"' in one]
        buttons = [button for button in app.test.button if str(button.key).startswith("question.answer.")]
        assert len(buttons) == len(found.options)
        buttons[found.right].click()
        app.run()
        assert picture(app)
        app.press(words("Next question"))
    assert (app.visit.quiz.right, app.visit.quiz.asked) == (4, 4)
    found = riddle(app.visit.recording, app.visit.quiz.number, words)
    wrong = (found.right + 1) % len(found.options)
    next(button for button in app.test.button if button.key == f"question.answer.{wrong}").click()
    app.run()
    assert (app.visit.quiz.right, app.visit.quiz.asked) == (4, 5)
    assert any(found.options[found.right] in text.value.replace("\\", "") for text in app.test.markdown)


def test_no_question_is_asked_twice_and_they_come_to_an_end() -> None:
    app = open_page(predict="1", layers="1", bidirectional="0")
    texts = []
    for _round in range(30):
        questions = [button for button in app.test.button if str(button.key).startswith("question.answer.")]
        if not questions:
            break
        texts.append(riddle(app.visit.recording, app.visit.quiz.number, translation("en")).text)
        questions[0].click()
        app.run().press("Next question")
    assert len(set(texts)) == len(texts) >= 5
    assert [info.value for info in app.test.info] == [
        "You have answered all there is to ask about these settings: change one of them."
    ]
    assert picture(app)


@given(SETTINGS, st.integers(0, 30))
def test_every_question_has_one_right_answer_and_it_is_pytorchs(given_settings: dict[str, Any], number: int) -> None:
    rec = recording(Scenario(source="random", weights="random", **given_settings))
    found = riddle(rec, number, translation("en"))
    assert len(set(found.options)) == len(found.options) >= 2
    answer = found.options[found.right]
    if found.text.startswith("What is the shape"):
        name = found.text.removeprefix("What is the shape of ").removesuffix("?")
        assert answer == str(getattr(rec, name).shape)
    elif found.text.startswith("Is this true? "):
        names = {name: torch.from_numpy(getattr(rec, name).copy()) for name in ("output", "h_n")}
        names["c_n"] = torch.from_numpy((rec.h_n if rec.c_n is None else rec.c_n).copy())
        result = eval(found.text.removeprefix("Is this true? "), {"torch": torch, **names})
        assert answer == str(all(result) if isinstance(result, list) else result)
    else:
        entry = int(found.place[4:-1])
        layer, side = divmod(entry, rec.num_directions)
        direction = f", {('forward', 'reverse')[side]} direction" if rec.num_directions == 2 else ""
        assert answer == f"layer {layer}{direction}"
