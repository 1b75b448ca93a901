"""The report as text, as HTML and as data; what is refused; every kind of module that can be recorded."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from torch import nn

import rnnviz
from rnnviz import by_hand
from rnnviz.analysis.audit import SEVERITIES, Finding, Table, Where
from rnnviz.errors import ArgumentError
from rnnviz.pages.page_list import PAGES
from rnnviz.scenario import Scenario
from tests.analysis.audit.modules import healthy, inputs
from tests.figures.drawing import PSEUDO
from tests.strategies import Plan, plans


@given(plans())
def test_every_network_has_a_report_that_can_be_shown(plan: Plan) -> None:
    network = plan.build()
    report = rnnviz.audit(network.module, network.given, network.hx, **network.options)
    order = [SEVERITIES.index(one.severity) for one in report.findings]
    assert order == sorted(order)
    json.dumps(report.to_json(), allow_nan=False)
    for one in report.findings:
        assert one.said() in str(report)
        assert one.page in PAGES
        # What shows it is a view that there can be.
        there: Any = dict(one.change)
        assert replace(Scenario(), **there).panels == one.panels
        rec = rnnviz.record(network.module, network.given, network.hx, **network.options)
        track = rec.track(one.place.layer or 0, one.place.direction or "forward", one.place.row or 0)
        assert (one.place.t or 0) < len(track)
        if one.place.gate is not None:
            assert one.place.units == () or max(one.place.units) < track.values(one.place.gate).shape[1]
    assert report._repr_html_().count("<table>") == len(report.tables)


@pytest.mark.parametrize(
    "module",
    [
        *(by_hand.Elman(3, 4, 2), by_hand.Jordan(3, 4, 2), by_hand.LeakyRNN(3, 4), by_hand.LSTM(3, 4)),
        *(by_hand.GRU(3, 4, reset="before"), by_hand.StackedRNN(3, 4, num_layers=2), by_hand.JoinedLSTM(3, 4)),
    ],
    ids=lambda module: type(module).__name__,
)
def test_modules_written_by_hand_have_one_too(module: nn.Module) -> None:
    report = rnnviz.audit(module.double(), inputs().transpose(0, 1))
    assert report.recurrent
    assert report.fadings
    assert all(np.isfinite(one.norm) for one in report.recurrent)


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float32])
def test_every_width_of_numbers_can_be_audited(dtype: torch.dtype) -> None:
    report = rnnviz.audit(healthy("LSTM").to(dtype), inputs().to(dtype))
    assert report.dtype == str(dtype).removeprefix("torch.")
    assert not report.of("wrong")


def test_it_prints_what_it_found() -> None:
    text = str(rnnviz.audit(healthy("GRU", num_layers=2), inputs()))
    head, counts, empty, *rest = text.split("\n")
    assert head == "nn.GRU(3, 6, num_layers=2), seq_len=12, batch=3, float64"
    assert counts == "wrong: 0 · worth a look: 0 · fine: 8"
    assert not empty
    assert [line[0] for line in rest[:8]] == ["✓"] * 8
    assert "  layer  direction         bias  mean  least  most  kept" in text


def test_a_recording_is_taken_as_it_is() -> None:
    module = healthy("LSTM", bidirectional=True)
    assert str(rnnviz.audit(rnnviz.record(module, inputs()))) == str(rnnviz.audit(module, inputs()))


def test_what_is_missing_or_too_much_is_said(tmp_path: Path) -> None:
    rec = rnnviz.record(healthy("LSTM"), inputs())
    rec.save(tmp_path / "run.safetensors", weights=False)
    with pytest.raises(ArgumentError) as error:
        rnnviz.audit(rnnviz.load(tmp_path / "run.safetensors"))
    assert str(error.value) == (
        "recording must hold the weights for an audit, and this one has none: they were left out of its file. Save it "
        "with weights=True, or audit the module itself."
    )
    with pytest.raises(ArgumentError) as error:
        rnnviz.audit(healthy("LSTM"))
    assert str(error.value) == (
        "input must be given with a module, got LSTM alone. Pass what the module takes, or a recording of it."
    )
    with pytest.raises(ArgumentError) as error:
        rnnviz.audit(rec, inputs())
    assert str(error.value) == (
        "input, hx and lengths go with a module, and a recording has its own: got both. Leave them out, or pass the "
        "module."
    )


def test_every_sentence_goes_through_the_catalogue() -> None:
    module: Any = healthy("RNN", num_layers=2)
    with torch.no_grad():
        module.weight_hh_l0 *= 0.5
    report = rnnviz.audit(module, inputs())
    for finding in report.findings:
        assert finding.said(PSEUDO).startswith("⟦")
    shown = report.text(PSEUDO)
    assert "⟦layer⟧" in shown
    assert {row[1] for table in report.tables for row in table.texts(PSEUDO)} == {"⟦forward⟧"}


def test_nothing_in_it_is_html() -> None:
    finding = Finding("demo", "look", "<b>{name}</b>", {"name": "<img>"}, Where())
    report = replace(rnnviz.audit(healthy("GRU"), inputs()), module="<script>", findings=(finding,))
    assert not any(tag in report._repr_html_() for tag in ("<img", "<script", "<b><img"))
    table = Table("demo", "t", "n", ("<i>",), (("<u>",),))
    assert table.html() == (
        "<table><thead><tr><th>&lt;i&gt;</th></tr></thead><tbody><tr><td>&lt;u&gt;</td></tr></tbody></table>"
    )


def test_an_empty_batch_has_a_report() -> None:
    report = rnnviz.audit(healthy("LSTM"), torch.zeros(4, 0, 3).double())
    assert not report.fadings
    assert not report.of("wrong")
