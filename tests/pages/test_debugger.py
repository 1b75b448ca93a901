import re
from collections.abc import Callable

import numpy as np
import pytest
from streamlit.runtime.scriptrunner import ScriptRunContext

from rnnviz import limits
from rnnviz.lessons.network import network, recording
from rnnviz.pages import address
from rnnviz.pages.numbers import ask
from rnnviz.pages.panels import charts
from rnnviz.pages.sent import Wanted, sent
from rnnviz.scenario import DEFAULT_TEXTS, Scenario
from tests.pages.conftest import App

Open = Callable[..., App]

FIRST = {
    **{"layer": 0, "direction": "forward", "row": 0, "t": 0, "operation": "a_i", "unit": None},
    **{"origin": "", "changes": True},
}


def test_the_first_view_is_the_worked_example(app: Open) -> None:
    first = app()
    rec = recording(Scenario())
    assert first.sent["version"] == rec.version
    assert first.sent["place"] == FIRST
    assert rec.version.encode() in first.numbers
    assert first.address == {}
    assert not first.errors
    assert not first.warnings


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("cell", ["RNN", "LSTM", "GRU"])
@pytest.mark.parametrize("source", ["example", "text", "series"])
def test_every_cell_type_and_input_in_both_languages(app: Open, lang: str, cell: str, source: str) -> None:
    shown = app(lang=lang, cell=cell, input=source)
    assert not shown.errors
    assert shown.sent["language"] == lang
    assert bool(shown.sent["words"]) == (lang == "zh")
    charts = shown.test.get("plotly_chart")
    assert len(charts) == 3
    assert all(chart.proto.alt for chart in charts)


def test_a_rerun_does_not_change_the_network(app: Open) -> None:
    shown = app(input="text", hidden="16")
    numbers = shown.numbers
    assert shown.run().numbers == numbers
    assert shown.rest_at(t=3, operation="c").numbers == numbers


def test_the_parity_is_shown(app: Open) -> None:
    scenario = Scenario(source="text", hidden_size=16)
    worst = recording(scenario).parity.worst
    assert 0 < worst < 1e-6
    shown = [text.value for text in app(**scenario.to_query()).test.markdown]
    assert any(f"equal to nn.LSTM to {worst:.0e}" in text for text in shown)


# -- settings --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hidden", ["0", "-1", "1e9", "abc", "", "513", "2.5"])
def test_a_wrong_hidden_size_is_one_sentence_and_all_stays(app: Open, hidden: str) -> None:
    shown = app(input="text", text="abc")
    version = shown.sent["version"]
    shown.type("hidden_size", hidden)
    assert shown.errors == [f"hidden_size must be a whole number from 1 to 512, got {hidden or chr(34) * 2}."]
    assert shown.sent["version"] == version
    assert shown.test.text_input(key="hidden_size").value == hidden
    assert shown.test.text_area(key="text").value == "abc"
    assert shown.type("hidden_size", "3").errors == []
    assert shown.sent["version"] == recording(Scenario(source="text", text="abc", hidden_size=3)).version


@pytest.mark.parametrize(
    ("source", "typed", "sentence"),
    [
        ("text", "", "The text is empty: type at least one character."),
        ("text", "a" * 2001, "The text may have up to 2000 characters, got 2001: shorten it."),
        ("series", "1 two", "The series may hold numbers only, such as -0.5: at t = 1 of row 0 it has two."),
        ("series", "nan 1", "Every number of the series must be finite: at t = 0 of row 0 it is nan."),
        ("series", "1 inf", "Every number of the series must be finite: at t = 1 of row 0 it is inf."),
        ("series", "", "The series is empty: type at least one number."),
        ("series", "1 <b>![x](http://x.org)", "The series may hold numbers only, such as -0.5: "
         "at t = 1 of row 0 it has <b>![x](http://x.org)."),
    ],
)  # fmt: skip
def test_a_wrong_input_is_one_sentence_and_all_stays(app: Open, source: str, typed: str, sentence: str) -> None:
    shown = app(input=source, hidden="5", t="2")
    before = (shown.sent["version"], shown.address)
    shown.type(source, typed)
    assert shown.errors == [sentence]
    assert (shown.sent["version"], shown.address) == before
    assert shown.test.text_area(key=source).value == typed
    # Neither another setting nor another language loses what was typed, or the sentence about it.
    assert shown.choose("cell_type", "GRU").errors == [sentence]
    assert shown.test.text_area(key=source).value == typed
    assert len(shown.choose("language", "zh").errors) == 1
    assert shown.errors != [sentence]
    assert shown.test.text_area(key=source).value == typed


def test_outside_text_is_not_markdown(app: Open) -> None:
    shown = app(cell="![x](http://x.org/*a*)")
    (warning,) = shown.test.warning
    assert "\\!\\[x\\]\\(http\\:" in warning.value


def test_a_wrong_address_costs_only_its_own_setting(app: Open) -> None:
    shown = app(hidden="1e9", cell="GRU", input="series", series="1 x", t="99", op="a_f", unit="7", layer="1")
    assert shown.warnings == [
        "hidden_size must be a whole number from 1 to 512, got 1e9.",
        "The series may hold numbers only, such as -0.5: at t = 1 of row 0 it has x.",
        "layer must be one of 0 … 0 in this recording, got 1.",
        "t must be one of 0 … 12 in this recording, got 99.",
        "operation must be one of a_r, a_z, r, z, n_x, n_h, a_n, n, fresh, old, h in this recording, got a_f.",
        "unit must be one of 0 … 1 in this recording, got 7.",
    ]
    assert shown.visit.scenario == Scenario(cell_type="GRU", source="series", t=12)
    # The address is left alone until something is changed: Back must not lead into a circle.
    assert shown.address["hidden"] == "1e9"
    assert shown.choose("cell_type", "LSTM").address == {"input": "series", "t": "12"}
    assert not shown.warnings


def test_a_change_keeps_the_place_where_it_can(app: Open) -> None:
    place = {**FIRST, "layer": 1, "direction": "reverse", "t": 5, "operation": "h", "unit": 3}
    shown = app(input="text", hidden="8", layers="2", bidirectional="1").rest_at(**place)
    assert shown.choose("cell_type", "GRU").sent["place"] == place
    assert shown.type("hidden_size", "2").sent["place"] == {**place, "unit": None}
    assert shown.choose("num_layers", 1).sent["place"] == {**place, "unit": None, "layer": 0}
    assert shown.type("text", "abc").sent["place"]["t"] == 2
    assert shown.choose("bidirectional", False).sent["place"]["direction"] == "forward"


def test_the_examples_weights_give_way_to_random_ones_and_come_back(app: Open) -> None:
    shown = app()
    first = shown.sent["version"]
    assert not any("random" in caption.value for caption in shown.test.caption)
    shown.type("hidden_size", "3")
    assert any("random" in caption.value for caption in shown.test.caption)
    assert shown.sent["version"] == recording(Scenario(hidden_size=3)).version
    assert shown.type("hidden_size", "2").sent["version"] == first
    shown.choose("weights", "random")
    assert shown.sent["version"] == recording(Scenario(weights="random")).version != first


def test_a_new_seed_gives_other_weights(app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = app(input="series")
    before = shown.sent["version"]
    monkeypatch.setattr("secrets.randbelow", lambda most: 77)
    shown.press("New seed")
    assert shown.address == {"input": "series", "weights": "random", "seed": "77"}
    assert shown.test.text_input(key="seed").value == "77"
    assert shown.sent["version"] != before
    shown.type("seed", "many")
    assert shown.errors == ["seed must be a whole number from 0 to 2147483647, got many."]


def test_text_begins_with_a_line_in_the_visits_language(app: Open) -> None:
    assert app().choose("source", "text").test.text_area(key="text").value == "to be or not to be"
    shown = app(lang="zh").choose("source", "text")
    assert shown.test.text_area(key="text").value == DEFAULT_TEXTS["zh"]
    assert shown.address == {"lang": "zh", "input": "text", "text": DEFAULT_TEXTS["zh"]}


def test_reset_brings_the_first_view_back_in_the_same_language(app: Open) -> None:
    shown = app(lang="zh", cell="GRU", hidden="16", input="text", t="4", unit="2").type("hidden_size", "x")
    shown.press("重置")
    assert not shown.errors
    assert shown.address == {"lang": "zh"}
    assert shown.sent["place"] == FIRST
    assert shown.test.text_input(key="hidden_size").value == "2"
    assert shown.test.button_group(key="cell_type").value == "LSTM"


# -- the address -----------------------------------------------------------------------------------------------------


def test_the_address_follows_the_place(app: Open) -> None:
    shown = app(input="text", utm="1").rest_at(t=3, operation="c", unit=1)
    assert shown.address == {"utm": "1", "input": "text", "t": "3", "op": "c", "unit": "1"}
    assert shown.rest_at(t=0, operation="a_i", unit=None).address == {"utm": "1", "input": "text"}


def test_back_moves_the_player(app: Open) -> None:
    shown = app(input="text").rest_at(t=3)
    jump = shown.sent["jump"]
    del shown.test.query_params["t"]
    shown.run()
    assert (shown.sent["place"]["t"], shown.sent["jump"]) == (0, jump + 1)
    shown.test.query_params["hidden"] = "7"
    shown.run()
    assert shown.test.text_input(key="hidden_size").value == "7"
    assert shown.sent["version"] == recording(Scenario(source="text", hidden_size=7)).version


def test_a_change_that_carries_the_address_of_before_is_not_back(app: Open) -> None:
    shown = app(input="text")
    shown.visit.move({"version": shown.sent["version"], "t": 3})
    shown.visit.write_address()  # as a rest does in its fragment; the browser has not heard of it yet
    assert shown.choose("cell_type", "GRU").address == {"cell": "GRU", "input": "text", "t": "3"}


def test_back_wins_over_a_widget_that_has_not_heard_of_the_last_run(app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = app(input="text", hidden="5")
    monkeypatch.setattr(address, "walked_back_or_forward", lambda: True)
    shown.test.query_params["hidden"] = "7"
    assert shown.choose("cell_type", "GRU").address == {"input": "text", "hidden": "7"}
    assert shown.test.button_group(key="cell_type").value == "LSTM"
    assert shown.sent["version"] == recording(Scenario(source="text", hidden_size=7)).version


def test_an_address_that_was_passed_over_is_put_right(app: Open) -> None:
    shown = app(input="text", hidden="5")
    shown.test.query_params["hidden"] = "7"
    assert shown.type("seed", "x").address == {"input": "text", "hidden": "5"}


def test_streamlit_says_when_it_was_back_or_forward() -> None:
    context = ScriptRunContext.__dataclass_fields__
    assert context["is_history_navigation"].default is False


def test_the_players_own_reports_do_not_move_it(app: Open) -> None:
    shown = app(input="text")
    jump = shown.sent["jump"]
    assert shown.rest_at(t=3).sent["jump"] == jump


@pytest.mark.parametrize(
    "report",
    [{"t": 1, "version": "another"}, {"t": "1"}, {"t": -1}, {"direction": "up"}, {"operation": "<x>"}, {"t": 10**9}],
)
def test_a_report_that_is_none_is_passed_over(app: Open, report: dict[str, object]) -> None:
    shown = app(input="text", t="2")
    place = shown.sent["place"]
    assert shown.rest_at(**report).sent["place"] == place


# -- what follows the player -----------------------------------------------------------------------------------------


def test_a_click_on_a_chart_moves_the_player(app: Open) -> None:
    shown = app(input="text", hidden="4")
    jump = shown.sent["jump"]
    shown.visit.jump_to(t=5, unit=2)
    shown.run()
    assert (shown.sent["place"]["t"], shown.sent["place"]["unit"], shown.sent["jump"]) == (5, 2, jump + 1)
    assert shown.address == {"hidden": "4", "input": "text", "t": "5", "unit": "2"}


def test_the_charts_show_where_the_person_rests(app: Open) -> None:
    shown = app(input="text", hidden="4").rest_at(t=5, unit=2)
    lines, update, gate = (chart.proto.alt for chart in shown.test.get("plotly_chart"))
    assert lines == "Unit 2 over time: every gate and state."
    assert update == "How time step 5 made the memory: the parts of its sum."
    assert gate == "i over time: one row a unit."
    shown.choose("gate", "c")
    assert shown.test.get("plotly_chart")[2].proto.alt == "c over time: one row a unit."
    assert shown.address["gate"] == "c"


def test_what_is_copied_follows_too(app: Open) -> None:
    shown = app(input="text").rest_at(t=5, operation="c")
    copied = shown.component("rnnviz_page_facts")["copy"]
    assert copied["query"] == {"input": "text", "t": "5", "op": "c"}
    assert copied["code"] == Scenario(source="text", t=5, operation="c").to_python()


def test_the_next_window_is_sent_where_it_is_asked_for(app: Open) -> None:
    shown = app(input="random", features="1", seq_len="5000", batch="1", hidden="64", t="2500")
    base, window = stores(shown)
    assert shown.rest_at(t=2501).visit.asked is None
    assert stores(shown) == [base, window]
    place = {"version": shown.visit.recording.version, "layer": 0, "direction": "forward", "row": 0, "t": 4000}
    ask(shown.visit, place)
    again, other = stores(shown.run())
    assert (again, other) == (base, sent(shown.visit.recording, Wanted(t=4000)).window)
    # What is asked for next to a rest is not taken back by it.
    assert stores(shown.rest_at(t=3999)) == [base, other]
    assert stores(shown.rest_at(t=10))[1] == sent(shown.visit.recording, Wanted(t=10)).window
    assert len(stores(shown.rest_at(t=10, zoom=[0, 500]))) == 3
    assert shown.address["zoom"] == "0-500"


def stores(shown: App) -> list[bytes]:
    every = (each for each in shown.test.get("bidi_component") if each.proto.component_name == "rnnviz_store")
    return [bytes(each.proto.bytes) for each in every]


def test_what_goes_wrong_inside_is_one_calm_sentence(
    app: Open, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(charts, "unit_lines", fail)
    shown = app()
    assert shown.errors == ["Something went wrong in this part of the page. Change a setting, or press Reset."]
    assert "secret detail" in caplog.text
    assert shown.sent["place"] == FIRST


def test_a_network_that_cannot_be_recorded_leaves_the_one_before(
    app: Open, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    shown = app(input="text", text="unheard")
    version = shown.sent["version"]

    def fail(*_args: object, **_options: object) -> None:
        raise MemoryError("secret detail")

    monkeypatch.setattr("rnnviz.lessons.network.record", fail)
    shown.type("hidden_size", "77")
    assert shown.errors == ["Something went wrong in this part of the page. Change a setting, or press Reset."]
    assert shown.sent["version"] == version
    assert "secret detail" in caplog.text
    opened = app(input="text", text="unheard of")
    assert opened.warnings == shown.errors
    assert opened.visit.scenario == Scenario()


@pytest.mark.parametrize(
    "query",
    [
        {"hidden": "128", "layers": "4", "bidirectional": "1", "input": "text"},
        {"input": "text", "text": "x" * limits.MAX_CHARACTERS, "t": "1999"},
        {"input": "text", "text": "\n".join(["ab"] * limits.MAX_ROWS), "row": "63"},
    ],
    ids=["wide", "long", "many"],
)
def test_the_limits_are_within_reach(app: Open, query: dict[str, str]) -> None:
    shown = app(**query)
    assert not shown.errors
    assert not shown.warnings
    assert shown.rest_at(operation="h").sent["place"]["operation"] == "h"


def test_what_was_refused_stays_in_its_field(app: Open) -> None:
    shown = app(input="text").type("text", "ab\n\nabc")
    complaint = "No line inside the text may be empty: row 1 has no character. Type one, or join the lines."
    assert shown.errors == [complaint]
    shown = shown.choose("source", "series").choose("source", "text")
    assert shown.test.text_area(key="text").value == "ab\n\nabc"
    assert shown.errors == [complaint]


def test_the_proof_is_green_only_where_it_holds(app: Open) -> None:
    def badge(shown: App) -> str:
        return next(one.value for one in shown.test.markdown if "nn." in one.value)

    assert re.fullmatch(r":green-badge\[✓ equal to nn.LSTM to \de-1[67]\]", badge(app()))
    assert badge(app(cell="RNN")) == ":green-badge[✓ equal to nn.RNN, bit for bit]"
    assert re.fullmatch(r":green-badge\[✓ equal to nn.LSTM to \de-0[78]\]", badge(app(input="text", hidden="16")))
    series = " ".join(["1000000"] * 300)
    wild = app(
        cell="RNN", nonlinearity="relu", hidden="128", layers="4", bidirectional="1", input="series", series=series
    )
    assert re.fullmatch(r":orange-badge\[≠ differs from nn.RNN by \de-0\d: rounding has grown\]", badge(wild))


@pytest.mark.parametrize(("loss", "bidirectional"), [("last", False), ("last", True), ("all", True)])
def test_gradients_are_drawn_as_autograd_has_them(app: Open, loss: str, bidirectional: bool) -> None:
    query = {"input": "text", "text": "abca", "hidden": "3", "loss": loss, "gate": "h", "lang": "zh"}
    shown = app(**query, **({"bidirectional": "1"} if bidirectional else {}))
    assert not shown.errors
    assert len(shown.test.get("plotly_chart")) == 5
    made = network(shown.visit.scenario)
    x = made.input.clone().requires_grad_()
    output, (h_n, _) = made.module(x)
    (h_n.sum() if loss == "last" else output.sum()).backward()
    gradients = shown.visit.recording.gradients
    assert gradients is not None
    assert x.grad is not None
    np.testing.assert_allclose(gradients.input, x.grad.numpy(), atol=1e-6)
    app_code = shown.component("rnnviz_page_facts")["copy"]["code"]
    assert "gradients_of=lambda output, h_n: " in app_code


def test_without_a_loss_there_are_no_gradients(app: Open) -> None:
    shown = app(loss="all", input="text").choose("loss", "none")
    assert shown.visit.recording.gradients is None
    assert len(shown.test.get("plotly_chart")) == 3
