"""The page of the worked example, run by Streamlit's own test runner."""

import re
from typing import Any

import numpy as np
import pytest

from rnnviz.lessons.worked_example import Compared
from rnnviz.pages.example.entries import take_entries
from rnnviz.words import translation
from tests.pages.conftest import App

LANGUAGES = ("en", "zh")
PUBLISHED = {
    "i": ["0.5124973965", "0.5124973965"],
    "f": ["0.5423979408", "0.5423979408"],
    "g": ["0.2821348127", "0.2821348127"],
    "o": ["0.6010878788", "0.6010878788"],
    "c": ["0.5785117096", "−0.1808454075"],
    "h": ["0.3135171397", "−0.1075342260"],
}


def open_page(**query: str) -> App:
    return App(query, "worked_example")


def lines(app: App, t: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = app.sent["sheet"]["steps"][str(t)]
    return found


def cells(app: App) -> dict[str, dict[str, Any]]:
    data = app.component("rnnviz_numbers")
    return {cell["cell"]: cell for row in (*data["inputs"], *data["rows"]) for cell in row["cells"]}


def tables(app: App) -> list[str]:
    found = (str(getattr(one, "value", "")) for one in app.test.get("html"))
    return [html for html in found if "<table" in html]


def edit(app: App, *entries: tuple[str, str]) -> App:
    """Leave fields with these texts in them, as the browser tells it."""
    first = app.visit.entries + 1
    take_entries(app.visit, [(first + place, cell, text) for place, (cell, text) in enumerate(entries)])
    return app.run()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_view_is_the_shared_row_with_the_published_numbers(lang: str) -> None:
    app = open_page(lang=lang, digits="10")
    assert not app.errors
    assert not app.warnings
    assert {name: lines(app)[name]["result"] for name in PUBLISHED} == PUBLISHED
    assert app.test.title[0].value == translation(lang)("The worked example")
    assert app.sent["words"].get("Results", "Results") == translation(lang)("Results")


def test_every_stage_of_a_sum_is_there() -> None:
    line = lines(open_page())["a_i"]
    assert line["groups"] == [
        {
            "units": [0, 1],
            "stages": [
                "0.1 · 0.5 + 0.2 · (−0.2) + 0.3 · 0.1 + 0.01 + 0.1 · 0.3 + 0.2 · (−0.4) + 0.05",
                "0.0500 + (−0.0400) + 0.0300 + 0.01 + 0.0300 + (−0.0800) + 0.05",
                "0.0500",
            ],
        }
    ]


@pytest.mark.parametrize(("lang", "bias"), [("en", "0"), ("zh", "1")])
@pytest.mark.parametrize("cell", ["LSTM", "GRU", "RNN"])
@pytest.mark.parametrize("reading", ["shared", "full", "printed"])
def test_every_cell_type_in_every_reading(lang: str, cell: str, reading: str, bias: str) -> None:
    app = open_page(lang=lang, cell=cell, reading=reading, bias=bias, steps="2", nonlinearity="relu")
    assert not app.errors
    assert not app.warnings
    sheet = app.sent["sheet"]
    if reading == "printed":
        assert sheet["stopped"]["error"]
        assert ("operands" in sheet["stopped"]["error"]) == (cell != "RNN")
        assert "size mismatch for weight_ih_l0" in app.test.code[0].value
        return
    assert list(sheet["steps"]) == ["0", "1"]
    # h and c are fed back.
    for state in ("h", "c") if cell == "LSTM" else ("h",):
        assert [float(text.replace("−", "-")) for text in lines(app, 1)[f"{state}_prev"]["result"]] == [
            float(text.replace("−", "-")) for text in lines(app, 0)[state]["result"]
        ]


def test_as_printed_stops_with_numpys_words() -> None:
    with pytest.raises(ValueError, match="broadcast") as refusal:
        np.ones(2) * np.ones(0)
    app = open_page(reading="printed")
    stopped = app.sent["sheet"]["stopped"]
    assert stopped == {
        "t": 0,
        "operation": "written",
        "error": str(refusal.value),
        "shapes": [["i", "(2,)"], ["g", "(0,)"]],
    }
    took = [(cut["block"], cut["rows"], cut["sums"][0]) for cut in app.sent["run"]["cuts"]]
    assert took == [("i", 2, ["0.0500", "0.1700"]), ("f", 2, ["0.2900", "0.4100"]), ("g", 0, []), ("o", 0, [])]
    (reasons,) = (text.value for text in app.test.markdown if text.value.startswith("- "))
    for said in ("8 are wanted; there are 4", "i 2, f 2, g 0, o 0", "at written", r"\(2,\), \(2,\), \(0,\), \(0,\)"):
        assert said.replace("(", r"\(").replace(")", r"\)").replace("\\\\", "\\") in reasons.replace("\\,", ",")
    app.press("Give it full rows")
    assert app.address == {"reading": "full"}
    assert cells(app)["weight_ih.7.2"]["text"] == "2.4"


# -- edits -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_edit_is_in_the_sheet_the_address_and_the_numbers(lang: str) -> None:
    app = edit(open_page(lang=lang), ("W_ih.0.0", "-3"), ("c_prev.1", ".5"))
    assert app.address["edits"] == "W_ih.0.0=-3 c_prev.1=0.5"
    assert lines(app)["a_i"]["groups"][0]["stages"][0].startswith("−3 · 0.5 + ")
    assert cells(app)["W_ih.0.0"] == {
        "cell": "W_ih.0.0", "name": "W_ih[0, 0]", "text": "-3", "value": "-3", "original": "0.1", "error": None,
    }  # fmt: skip
    again = open_page(**app.address)
    assert lines(again) == lines(app)
    app.press(translation(lang)("Back to the original"))
    assert "edits" not in app.address
    assert cells(app)["W_ih.0.0"]["text"] == "0.1"
    assert lines(app) == lines(open_page(lang=lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_wrong_entry_is_one_sentence_at_its_cell_and_all_else_stays(lang: str) -> None:
    app = edit(open_page(lang=lang, steps="2"), ("x.1.0", "7"))
    before = lines(app)
    still = translation(lang)("It is still calculated with {number}.").format(number="0.8")
    few, all_ = ("", "NaN", "-1e7"), ("", "two", "NaN", "-inf", "1e308", "1e99999", "<b>", "0x10", "１")
    for typed in (*(few if lang == "zh" else all_), "9" * 5000 + "x"):
        edit(app, ("W_hh.3.1", typed))
        assert not app.errors
        told = {name: cell["error"] for name, cell in cells(app).items() if cell["error"]}
        assert list(told) == ["W_hh.3.1"]
        assert told["W_hh.3.1"].startswith("W_hh[3, 1] ")
        assert told["W_hh.3.1"].endswith(still)
        assert len(told["W_hh.3.1"]) < 160
        assert cells(app)["W_hh.3.1"]["text"] == typed[:64]
        assert lines(app) == before
        assert app.address["edits"] == "x.1.0=7"
    edit(app, ("W_hh.0.0", "2"))
    assert cells(app)["W_hh.3.1"]["text"] == "9" * 64
    assert app.address["edits"] == "x.1.0=7 W_hh.0.0=2"
    edit(app, ("W_hh.3.1", "0.8"))
    assert not any(cell["error"] for cell in cells(app).values())
    assert app.address["edits"] == "x.1.0=7 W_hh.0.0=2"


def test_entries_that_were_answered_are_not_taken_again() -> None:
    app = edit(open_page(), ("x.0.0", "1"), ("x.0.1", "2"))
    assert app.component("rnnviz_numbers")["answered"] == 2
    take_entries(app.visit, [(1, "x.0.0", "9"), (2, "x.0.1", "9"), (3, "x.0.2", "3")])
    assert app.run().address["edits"] == "x.0.0=1 x.0.1=2 x.0.2=3"


def test_edits_of_another_reading_wait_for_it() -> None:
    app = edit(open_page(), ("W_ih.0.0", "5")).choose("reading", "full")
    edit(app, ("weight_ih.0.0", "6"))
    assert lines(app)["a_i"]["groups"][0]["stages"][0].startswith("6 · ")
    app.choose("reading", "shared")
    assert lines(app)["a_i"]["groups"][0]["stages"][0].startswith("5 · ")


def test_a_damaged_link_is_one_sentence_and_the_rest_is_used() -> None:
    edits = "x.0.0=one x.0.1=4 b_ih.3=5 no.such=1 b_ih.0=0.01 weight_ih.0.0=two"
    app = open_page(edits=edits, cell="GRU", digits="10", steps="9")
    assert app.warnings == [
        "example_steps must be a whole number from 1 to 2, got 9.",
        "edits must name a number of the example such as W_ih.0.2, got no.such.",
        "weight_ih[0, 0] must be a number such as -0.5, got two.",
    ]
    told = {name: cell["error"] for name, cell in cells(app).items() if cell["error"]}
    assert told == {
        "x.0.0": "x[0, 0] must be a number such as -0.5, got one. It is still calculated with 0.5.",
    }
    assert cells(app)["x.0.0"]["text"] == "one"
    assert app.visit.scenario.cell_type == "GRU"
    assert app.visit.scenario.edits == "x.0.1=4 b_ih.3=5"
    assert lines(app)["a_r"]["result"] == ["0.8900000000", "0.8900000000"]
    # The fourth row is an LSTM's.
    assert "Changes of another reading or cell type, not shown here: 2." in [one.value for one in app.test.caption]


def test_the_largest_numbers_allowed_are_computed_and_shown() -> None:
    app = edit(open_page(), *((f"W_ih.{row}.0", "1e6") for row in range(4)), ("x.0.0", "-1000000"))
    assert not app.errors
    assert lines(app)["i"]["result"] == ["0.0000", "0.0000"]
    assert lines(app)["g"]["result"] == ["−1.0000", "−1.0000"]


# -- the rest of the page --------------------------------------------------------------------------------------------


def test_the_proof_compares_what_was_run() -> None:
    app = open_page(digits="10", steps="2", edits="x.1.0=4")
    (table,) = tables(app)
    for value in PUBLISHED["c"] + PUBLISHED["h"]:
        assert table.count(f"<td>{value}</td>") == 3
    assert [float(text) < 1e-15 for text in re.findall(r"<td>([^<]*)</td></tr>", table)] == [True] * 8
    assert "nn.LSTMCell" in table
    assert table.count("<tr>") == 1 + 8


def test_each_column_of_the_proof_is_a_run_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = Compared(0, "h", np.array([0.25]), np.array([0.5]), np.array([0.75]))
    monkeypatch.setattr("rnnviz.pages.example.proof.proof", lambda numbers: (compared,))
    (table,) = tables(open_page())
    assert re.findall(r"<td>([^<]*)</td>", table) == ["0.2500", "0.5000", "0.7500", "5e-01"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_printed_is_the_whole_calculation(lang: str) -> None:
    app = open_page(lang=lang, steps="2", digits="10")
    page = app.component("rnnviz_print")["page"]
    for value in PUBLISHED["h"]:
        assert value in page
    assert page.count("<article>") == 2


def test_other_settings_of_an_address_do_not_reach_the_page() -> None:
    app = open_page(hidden="16", layers="3", input="text", weights="random", layer="2", row="7", cell="GRU")
    assert app.visit.scenario.uses_example_weights
    assert not app.errors
    assert app.choose("digits", 10).address == {"cell": "GRU", "digits": "10"}


def test_reset_is_the_pages_own_first_view() -> None:
    app = edit(open_page(lang="zh", reading="full", cell="GRU"), ("x.0.0", "4"))
    app.press(translation("zh")("Reset"))
    assert app.address == {"lang": "zh"}


def test_each_page_keeps_its_own_view() -> None:
    app = App({"cell": "GRU", "input": "text", "hidden": "5"})
    app.test.switch_page("rnnviz/pages/worked_example.py")
    app.run().choose("reading", "full").choose("language", "zh")
    assert app.address == {"reading": "full", "lang": "zh"}
    app.test.switch_page("rnnviz/pages/debugger.py")
    app.run()
    assert app.address == {"cell": "GRU", "input": "text", "hidden": "5", "lang": "zh"}
    app.test.switch_page("rnnviz/pages/worked_example.py")
    assert app.run().address == {"reading": "full", "lang": "zh"}


def test_the_player_tells_where_the_person_rests() -> None:
    app = open_page(steps="2").rest_at(t=1, operation="g", unit=None)
    assert app.address == {"steps": "2", "t": "1", "op": "g"}
    app = open_page(reading="printed").rest_at(t=0, operation="g", unit=None)
    assert app.address == {"reading": "printed", "op": "g"}


def test_the_words_above_hold_for_the_numbers_below() -> None:
    def told(**query: str) -> str:
        return "".join(one.value for one in open_page(**query).test.caption)

    assert "the same gates" in told()
    assert "the same gates" not in told(cell="RNN")
    assert "both come out the same" in told(cell="RNN")
    assert "until the run stops" in told(reading="printed")
    assert "until the run stops" not in told(reading="printed", cell="RNN")
    assert "until the run stops" in told(reading="printed", cell="RNN", steps="2")
    assert "reads the same input again" in told(steps="2")
    assert "reads the same input again" not in told(steps="2", edits="x.1.0=4")


def test_as_printed_shows_what_rows_enough_would_look_like() -> None:
    app = open_page(reading="printed", cell="GRU")
    (table,) = tables(app)
    assert re.findall(r"<td>(\w\[\d\])</td><td>([^<]*)</td>", table) == [
        ("r[0]", "0.1  0.2  0.3"),
        ("r[1]", "0.4  0.5  0.6"),
        ("z[0]", "0.7  0.8  0.9"),
        ("z[1]", "1  1.1  1.2"),
        ("n[0]", "1.3  1.4  1.5"),
        ("n[1]", "1.6  1.7  1.8"),
    ]


def test_what_was_typed_in_the_debugger_survives_the_example() -> None:
    app = App({"input": "text", "text": "hello", "seed": "7", "watch": "norm(h)", "panels": "watches", "if": "f = 1"})
    app.test.switch_page("rnnviz/pages/worked_example.py")
    app.run().visit.leave_for("")
    app.test.switch_page("rnnviz/pages/debugger.py")
    assert app.run().visit.scenario.source == "example"
    assert app.choose("source", "text").visit.scenario.text == "hello"
    assert app.visit.scenario.seed == 7
    assert (app.visit.scenario.watches, app.visit.scenario.panels) == ("norm(h)", ("watches",))
    # What is brought along is shown as it was seen there, without edits of another network.
    assert app.visit.scenario.what_if == ""


def test_the_debugger_does_not_read_as_printed() -> None:
    app = App({"reading": "printed"})
    assert app.visit.scenario.reading == "shared"
