"""The audit below the player: what it says, in both languages, and the way to the place of a finding."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import torch
from torch import nn

import rnnviz
from rnnviz import limits
from rnnviz.analysis.audit import Finding, Report
from rnnviz.pages.panels import audit as panel
from tests.pages.conftest import App
from tests.pages.test_own_model import opened, saved

Open = Callable[..., App]

RANDOM = {"input": "random", "hidden": "4", "layers": "2", "bidirectional": "1", "seq_len": "30", "panels": "audit"}
ADDRESSES = [
    {},
    {"input": "text", "cell": "GRU", "hidden": "5"},
    {"input": "series", "cell": "RNN", "nonlinearity": "relu", "series": "0 1 2\n3 4"},
    {"input": "random", "hidden": "4", "proj": "2", "bias": "0"},
]


def _said(app: App) -> str:
    return "\n".join(app.html)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("query", ADDRESSES, ids=["example", "text", "series", "projected"])
def test_every_view_has_a_report(app: Open, query: dict[str, str], lang: str) -> None:
    shown = app(**{**query, "panels": "audit", "lang": lang})
    assert not shown.errors
    report = rnnviz.audit(shown.visit.recording)
    said = _said(shown)
    for finding in report.findings:
        # Numbers and names need no escaping; a sentence of the other language would not be found.
        sentence = finding.said(shown.visit.translate)
        assert sentence.replace("<", "&lt;") in said
    assert said.count("<table>") >= len(report.tables)


def test_show_leads_to_the_place_and_the_panel(app: Open) -> None:
    shown = app(**RANDOM)
    report = rnnviz.audit(shown.visit.recording)
    grave = (*report.of("wrong"), *report.of("look"))
    number = next(k for k, one in enumerate(grave) if one.place.layer == 1 and one.place.direction == "reverse")
    jump = shown.visit.jump
    shown.test.button(key=f"audit.show.{number}").click()
    shown.run()
    assert not shown.errors
    scenario = shown.visit.scenario
    assert (scenario.layer, scenario.direction, scenario.panels) == (1, "reverse", ("memory", "audit"))
    assert shown.visit.jump > jump
    assert shown.address["panels"] == "memory,audit"
    assert shown.sent["place"]["layer"] == 1


def test_the_gates_have_a_picture_each_and_the_biases_one(app: Open) -> None:
    assert len(app(**RANDOM).test.get("plotly_chart")) == 5
    assert len(app(**{**RANDOM, "cell": "RNN"}).test.get("plotly_chart")) == 1


def test_many_findings_are_a_click_away(app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_FINDINGS_SHOWN", 1)
    shown = app(**RANDOM)
    grave = [one for one in rnnviz.audit(shown.visit.recording).findings if one.severity != "fine"]
    assert f"{len(grave) - 1} more" in [one.label for one in shown.test.expander]


def test_a_recording_without_weights_is_answered_with_a_sentence(app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def without(rec: rnnviz.Recording) -> Report:
        return rnnviz.audit(rec, torch.zeros(1))

    monkeypatch.setattr(panel, "audit_of", without)
    shown = app(**{**RANDOM, "seed": "77"})
    assert shown.errors == [
        "input, hx and lengths go with a module, and a recording has its own: got both. Leave them out, or pass the "
        "module."
    ]


def test_it_is_measured_once_and_only_where_it_is_open(app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    measured = []

    def counted(rec: rnnviz.Recording) -> Report:
        measured.append(rec)
        return rnnviz.audit(rec)

    monkeypatch.setattr(panel, "audit_of", counted)
    shown = app(**{**RANDOM, "seed": "78", "panels": "charts"})
    assert not measured
    shown.test.button_group(key="panels").set_value(["audit"]).run()
    shown.rest_at(t=3)
    assert len(measured) == 1


def test_names_out_of_a_file_are_shown_as_they_are(app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = Finding("demo", "wrong", "{name}", {"name": "<img src=x>"})
    monkeypatch.setattr(panel, "audit_of", lambda rec: _with(rnnviz.audit(rec), bad))
    shown = app(**{**RANDOM, "seed": "79"})
    assert "&lt;img src=x&gt;" in _said(shown)
    assert "<img src=x>" not in _said(shown)


def _with(report: Report, finding: Finding) -> Report:
    return replace(report, findings=(finding, *report.findings))


def test_from_ones_own_model_it_leads_into_the_debugger() -> None:
    torch.manual_seed(0)
    module: Any = nn.RNN(4, 3, num_layers=2)
    with torch.no_grad():
        module.weight_hh_l1 *= 0.1
    shown = opened(saved(("rnn", module)))
    shown.test.toggle(key="own_model_audit").set_value(True)
    shown.run()
    report = rnnviz.audit(shown.visit.recording)
    number = next(k for k, one in enumerate(report.findings) if one.code == "contracts" and one.place.layer == 1)
    shown.test.button(key=f"audit.show.{number}").click()
    shown.run()
    assert not shown.errors
    assert shown.visit.page == ""
    assert (shown.visit.scenario.layer, shown.visit.scenario.panels) == (1, ("charts", "memory"))
    assert shown.sent["version"] == report.version
