"""The compare panel: ready comparisons, lines of one's own, wrong ones, and the address."""

from collections.abc import Callable
from typing import Any

import pytest

from rnnviz import limits
from rnnviz.lessons import network
from rnnviz.lessons.shelf import Shelf
from rnnviz.pages.panels import compare
from rnnviz.pages.stops import stops
from rnnviz.recorder import Recording
from rnnviz.scenario import Scenario
from tests.pages.conftest import App
from tests.player.read_message import read_message

Open = Callable[..., App]


def names(shown: App) -> list[str]:
    """The recordings that the widget was sent."""
    for each in shown.test.get("bidi_component"):
        if each.proto.component_name == "rnnviz_comparison":
            header = read_message(bytes(each.proto.bytes)).header["comparison"]
            assert header["version"] == shown.sent["version"]
            return list(header["names"])
    return []


def captions(shown: App) -> list[str]:
    return [each.value.replace("\\", "") for each in shown.test.caption]


def test_ready_comparisons_and_lines_of_ones_own(app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = app(input="text", panels="compare", hidden="3")
    assert names(shown) == []
    shown.press("LSTM, GRU, RNN")
    assert names(shown) == ["LSTM", "GRU", "RNN"]
    assert shown.address["with"] == "cell=GRU\ncell=RNN"
    assert "first difference at t = 0 in h[0]" in str([each.value for each in shown.test.markdown]).replace("\\", "")
    shown.type("compared_line", "hidden=5&seed=2")
    assert names(shown) == ["LSTM, hidden = 3, seed = 0", "GRU", "RNN", "hidden = 5, seed = 2"]
    captions = str([each.value for each in shown.test.caption]).replace("\\", "")
    # Three units and five: that is no difference of rounding.
    assert "hidden = 5, seed = 2: nothing here can be subtracted" in captions
    assert "rounding" not in captions
    shown.type("compared_line", "seed=3")
    assert shown.errors == ["Up to 3 recordings can be compared with this one: remove one of them first."]
    shown.test.button(key="compare.remove.0").click()
    shown.run()
    assert names(shown) == ["LSTM, hidden = 3, seed = 0", "RNN", "hidden = 5, seed = 2"]
    shown.test.button_group(key="compared_shown").set_value(["f", "h"])
    shown.run()
    assert shown.address["with"] == "cell=RNN\nhidden=5&seed=2\nshow=f,h"
    # Recordings so large that the shelf has room for one are not made again at every rest.
    made: list[Scenario] = []
    record = network._record

    def counted(one: Scenario, told: Any) -> Recording:
        made.append(one)
        return record(one, told)

    monkeypatch.setattr(network, "_record", counted)
    monkeypatch.setattr(network, "_RECORDINGS", Shelf[Recording](most=1, most_bytes=1, size=lambda rec: 1))
    shown.rest_at(t=1)
    assert [one.cell_type for one in made] == ["LSTM"]
    shown.rest_at(t=2)
    assert len(made) == 1
    monkeypatch.setattr(compare, "_BESIDE", Shelf(most=1, most_bytes=1, size=lambda found: 1))
    monkeypatch.setattr(limits, "MAX_COMPARED_BYTES", 1)
    assert names(shown.run()) == []
    sentence = "The recordings of a comparison may have up to 0 MB together, got 0: "
    # Both lines are answered alike: that is said once.
    assert shown.errors[1:] == [f"{sentence}make the network smaller, or its input shorter."]


def test_what_needs_another_network_takes_it(app: Open) -> None:
    shown = app(panels="compare", cell="GRU")
    shown.press("Padded and packed")
    assert (shown.visit.scenario.source, shown.visit.scenario.padded) == ("random", False)
    assert names(shown) == ["GRU, packed", "padded"]
    shown.press("Forget bias 0 and 1")
    assert shown.visit.scenario.cell_type == "LSTM"
    assert names(shown) == ["LSTM, forget_bias = –", "forget_bias = 0", "forget_bias = 1"]
    # What a button asks for and cannot be had is said above the page, and everything stays.
    before = shown.visit.scenario
    shown.visit.put(batch=128)
    shown.run()
    assert shown.visit.scenario == before
    assert [warning.split(",")[0] for warning in shown.warnings] == ["lengths must be 128 whole numbers"]
    assert not shown.run().choose("cell_type", "GRU").warnings


def test_lines_of_unlike_length_are_compared_padded_and_packed(app: Open) -> None:
    lines = "to be\nor\nnot"
    shown = app(
        input="text", text=lines, panels="compare,what_if", row="1", t="1", loss="last", **{"break": "h[0] > -2"}
    )
    assert not any(box.key == "padded" for box in app(input="text").test.checkbox)
    assert "Rows of unlike length are packed: each ends where it ends. To pad them, see More." in captions(shown)
    shown.press("Padded and packed")
    assert names(shown) == ["LSTM, packed", "padded"]
    assert shown.address["with"] == "padded=1"
    assert "Batch row 1: t = 2 to 4 are in padded only." in captions(shown)
    assert stops(shown.visit.recording, "h[0] > -2").marks.count == 5 + 2 + 3
    shown.type("what_if.typed", "x = 'b' at t=1 row=1")
    assert shown.address["if"] == "x = 'b' at t=1 row=1"
    assert shown.visit.recording.lengths == (5, 2, 3)
    shown.press("Take all back")
    shown.test.checkbox(key="padded").check()
    shown.run()
    assert shown.address["padded"] == "1"
    assert shown.visit.recording.lengths is None
    assert "The rows are padded: the last h is that after the padding." in captions(shown)
    shown.choose("loss", "all")
    assert "The rows are padded: every h of the padding counts too." in captions(shown)
    assert shown.rest_at(t=4).address["t"] == "4"
    assert not shown.errors
    shown.test.checkbox(key="padded").uncheck()
    # The row ends before: its last step is the nearest place.
    assert shown.run().address["t"] == "1"
    assert shown.type("text", "to\n\nbe").errors == [
        "No line inside the text may be empty: row 1 has no character. Type one, or join the lines."
    ]


def test_a_link_with_a_wrong_line_shows_the_others_and_says_so(app: Open) -> None:
    shown = app(input="text", panels="compare", **{"with": "seed=1\nnonsense\ntext=to be&seed=2\ntrained=3"})
    assert names(shown) == ["LSTM, seed = 0, trained = 0", "seed = 1", "trained = 3"]
    assert shown.errors == [
        "A line must hold settings that differ, such as cell=GRU or seed=1&hidden=4, got nonsense.",
        "others[0] must have as many time steps as rec, seq_len=18, got seq_len=5. Record both on the same input; rows "
        "may end at different steps only where a batch is packed.",
    ]


def test_forget_bias_and_training_are_set_in_the_sidebar(app: Open) -> None:
    shown = app(input="text")
    before = shown.visit.recording.version
    shown.type("forget_bias", "1").type("trained", "2")
    assert (shown.address["forget_bias"], shown.address["trained"]) == ("1", "2")
    assert shown.visit.recording.version != before
    shown.choose("cell_type", "GRU")
    assert "forget_bias" not in shown.address
    assert shown.errors == []
