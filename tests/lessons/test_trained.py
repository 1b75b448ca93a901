"""A training in the debugger: the recording of a moment, and the code that makes it again."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from rnnviz.errors import RnnvizError
from rnnviz.lessons.network import recording
from rnnviz.scenario import Scenario
from rnnviz.training.next_number import NextNumberPlan
from rnnviz.training.runs import RUNS
from tests.training.at_once import at_once

PLAN = NextNumberPlan(networks=("nn.LSTM", "nn.GRU"), length=100, hidden_size=3, epochs=4, moments=3)


@pytest.fixture(scope="module")
def shown() -> Iterator[Scenario]:
    with at_once() as runs:
        runs.start(PLAN)
        yield Scenario(source="training", training=PLAN.key)


def test_a_moment_is_the_probe_with_the_weights_of_then(shown: Scenario, capsys: pytest.CaptureFixture[str]) -> None:
    gru = replace(shown, trainee="nn.GRU")
    steps = RUNS.look_for(PLAN.key).history("nn.GRU").steps
    assert len(steps) == 3
    versions = [recording(replace(gru, moment=step)).version for step in steps]
    assert len(set(versions)) == 3
    assert recording(gru).version == versions[-1]
    assert recording(shown).cell_type == "LSTM"
    for scenario in (replace(gru, moment=steps[1], t=3), replace(shown, moment=0, inside="recurrent", operation="c")):
        made: dict[str, Any] = {}
        exec(compile(scenario.to_python(), "copied.py", "exec"), made)
        assert made["rec"].version == recording(scenario).version
    assert capsys.readouterr().out.count("[") == 2


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"training": ""},
            "train must say which training is shown, got none. Train a network, and open it from there.",
        ),
        ({"trainee": "nn.RNN"}, "network must be one of 'nn.LSTM', 'nn.GRU', got 'nn.RNN'."),
        ({"inside": "encoder"}, "module must be one of 'recurrent', got 'encoder'."),
        ({"moment": 3}, "step must be one of the steps that were kept, 0, 6, 12, got 3."),
        (
            {"training": "next-number?seed=9"},
            "This link shows a training, next-number?seed=9, that was not made here. Train once more: the same "
            "settings give the same training.",
        ),
        (
            {"training": "history?file=00ff"},
            "This link shows a training out of a file, 00ff, that is not open here. Open the file under File: who sent "
            "the link has it.",
        ),
    ],
)
def test_what_is_not_there_is_said(shown: Scenario, change: dict[str, Any], message: str) -> None:
    with pytest.raises(RnnvizError) as caught:
        recording(replace(shown, **change))
    assert str(caught.value) == message
