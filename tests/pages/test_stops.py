"""Breakpoints and watches below the player: set, answered where they are wrong, kept in the address."""

from collections.abc import Callable

import numpy as np
import pytest

import rnnviz
from rnnviz import limits
from rnnviz.lessons.network import recording
from rnnviz.pages.stops import stops
from rnnviz.scenario import Scenario
from tests.pages.conftest import App

Open = Callable[..., App]

QUERY = {"input": "text", "weights": "random", "hidden": "3", "directions": "2"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_address_opens_both_and_a_wrong_line_costs_only_itself(app: Open, lang: str) -> None:
    shown = app(
        **QUERY,
        lang=lang,
        panels="breakpoints,watches",
        **{"break": "sign-flip\nzz > 1\nh[0] crosses 0", "watch": "mean(f)\nh >\nc"},
    )
    rec = shown.visit.recording
    told = shown.sent["ticks"]
    assert [line for line in told["lines"] if line != "sign flip"][-1] == "h[0] crosses 0"
    (track,) = told["tracks"]
    for number, line in enumerate(("sign-flip", "h[0] crosses 0")):
        steps = [t for of, start, stop in track["runs"] if of == number for t in range(start, stop)]
        assert steps == rnnviz.break_at(rec, line).steps().tolist(), line
    assert shown.test.button_group(key="ready").value == ["sign-flip"]
    assert len(shown.errors) == 2
    assert [code.value for code in shown.test.code if "^" in code.value] == ["zz > 1\n^^", "h >\n   ^"]
    # The address is the state: what is wrong stays in it until it is removed.
    assert shown.address["break"] == "sign-flip\nzz > 1\nh[0] crosses 0"
    shown.test.button(key="breakpoints.remove.zz > 1").click()
    shown.run()
    assert shown.address["break"] == "sign-flip\nh[0] crosses 0"
    assert len(shown.errors) == 1


def test_a_condition_is_typed_pressed_and_taken_out(app: Open) -> None:
    shown = app(**QUERY, panels="breakpoints,watches")
    assert "ticks" not in shown.sent or shown.sent["ticks"] is None
    shown.type("breakpoints.new", "f < 0.5 && i > 0.5")
    assert shown.errors == ["condition must have 'and' here, got '&&'. Replace it."]
    assert [code.value for code in shown.test.code if "^" in code.value] == ["f < 0.5 && i > 0.5\n        ^^"]
    assert shown.test.text_input(key="breakpoints.new").value == "f < 0.5 && i > 0.5"
    shown.type("breakpoints.new", "f < 0.5 and i > 0.5")
    assert not shown.errors
    assert shown.test.text_input(key="breakpoints.new").value == ""
    shown.test.button_group(key="ready").set_value(["largest-jump"])
    shown.run()
    assert shown.address["break"] == "f < 0.5 and i > 0.5\nlargest-jump"
    table = shown.test.dataframe[0].value
    rec = recording(shown.visit.scenario)
    found = {"f < 0.5 and i > 0.5": rnnviz.find(rec, "f < 0.5 and i > 0.5")}
    found["largest jump"] = rnnviz.break_at(rec, "largest-jump")
    wanted = [(title, hit.t) for title, hits in found.items() for hit in hits]
    assert sorted(zip(table["breakpoint"], table["t"], strict=True)) == sorted(wanted)
    # All breakpoints together, in the order in which the steps are processed.
    assert table["t"].tolist() == sorted(t for _title, t in wanted) != [t for _title, t in wanted]
    assert list(table.columns) == ["breakpoint", "t", "label", "unit", "values"]
    # A hit is a way there, also in the middle of a walk.
    shown.visit.move({"version": rec.version, "t": 3})
    shown.press("Jump to the first anomaly")
    anomaly = rnnviz.first_anomaly(rec)
    assert anomaly is not None
    assert shown.sent["place"]["t"] == anomaly.hit.t
    assert f"{anomaly.breakpoint.title}: t = {anomaly.hit.t}" in [
        caption.value.replace("\\", "") for caption in shown.test.caption
    ]
    shown.test.button_group(key="ready").set_value([])
    shown.run()
    assert shown.address["break"] == "f < 0.5 and i > 0.5"
    shown.type("watches.new", "f[0] - o[0]")
    assert shown.address["watch"] == "f[0] - o[0]"
    assert len(shown.test.get("plotly_chart")) == 1
    shown.type("watches.new", "f > 0.5")
    assert shown.errors[0].startswith("expression must be a number such as mean(f), got 'f > 0.5'")
    # Another cell type has no forget gate: its lines are answered, and kept.
    shown.choose("cell_type", "GRU")
    assert len(shown.errors) == 3
    assert shown.visit.scenario.watches == "f[0] - o[0]"


def test_the_copied_code_asks_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    scenario = Scenario(source="text", hidden_size=3, breakpoints="sign-flip\n\n h[0] crosses 0", watches="mean(f)")
    exec(compile(scenario.to_python(), "copied.py", "exec"), {})
    rec = recording(scenario)
    asked = [rnnviz.break_at(rec, "sign-flip"), rnnviz.find(rec, "h[0] crosses 0"), rnnviz.evaluate(rec, "mean(f)")]
    assert capsys.readouterr().out.split("\n", 1)[1] == "".join(f"{one}\n" for one in asked)


def test_what_is_kept_of_a_breakpoint_is_bounded_and_is_finds() -> None:
    rec = recording(Scenario(source="text", text="ab " * 300, hidden_size=3))
    found = stops(rec, "h > -2")
    assert found.marks.count == rec.seq_len
    assert len(found.listed) == limits.MAX_HITS_SHOWN
    assert stops(rec, "h > -2") is found
    hit = rnnviz.find(rec, "h > -2")[7]
    assert (found.listed[7].t, found.listed[7].units) == (hit.t, hit.units)
    assert found.listed[7].values == f"h[0] = {np.asarray(hit.values['h'])[0]:.4f}".replace("-", "−")
