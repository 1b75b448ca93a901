"""A training in the debugger: a slider through its time, its networks, and what is said where there is none."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch

import rnnviz
from rnnviz.errors import FileError
from rnnviz.pages.recording_file import open_file
from rnnviz.scenario import Scenario
from rnnviz.training.next_number import NextNumberPlan
from tests.pages.conftest import App
from tests.pages.test_compare import names
from tests.training.at_once import at_once

PLAN = NextNumberPlan(networks=("nn.LSTM", "nn.GRU"), length=100, hidden_size=3, epochs=4, moments=3)
DIVERGING = NextNumberPlan(
    networks=("nn.RNN",), length=100, hidden_size=3, epochs=4, optimizer="SGD", rate=1000.0, clip=0.0
)


@pytest.fixture(scope="module", autouse=True)
def trained() -> Iterator[None]:
    with at_once() as runs:
        runs.start(PLAN)
        runs.start(DIVERGING)
        yield


def opened(plan: NextNumberPlan, **query: str) -> App:
    return App({"input": "training", "train": plan.key, **query})


def captions(app: App) -> str:
    return "\n".join(one.value for one in app.test.caption)


def test_the_slider_goes_through_the_time_of_the_training() -> None:
    app = opened(PLAN, t="2")
    assert not app.errors
    slider = app.test.select_slider(key="moments_step")
    assert slider.options == ["0", "6", "12"]
    assert slider.value == 12
    versions = {app.visit.recording.version}
    assert "After 12 steps of the optimizer. The loss of the last batch was " in captions(app)
    for step in (0, 6):
        app.test.select_slider(key="moments_step").set_value(step)
        app.run()
        assert app.address["moment"] == str(step)
        assert app.sent["version"] == app.visit.recording.version
        versions.add(app.visit.recording.version)
        assert app.visit.scenario.t == 2
    assert len(versions) == 3
    app.test.select_slider(key="moments_step").set_value(0)
    app.run()
    assert "Before the training: the weights are as they were drawn." in captions(app)


def test_another_network_is_shown_at_the_same_moment() -> None:
    app = opened(PLAN, moment="6")
    assert app.visit.recording.cell_type == "LSTM"
    app.choose("moments_trainee", "nn.GRU")
    assert app.visit.recording.cell_type == "GRU"
    assert app.address["moment"] == "6"
    assert app.address["network"] == "nn.GRU"
    assert not app.errors


def test_network_and_input_are_not_for_the_sidebar_to_choose() -> None:
    app = opened(PLAN)
    keys = {one.key for one in app.test.button_group}
    assert "cell_type" not in keys
    assert "num_layers" not in keys
    assert "LSTM, recorded before: 5 time steps, " in captions(app)
    app.choose("source", "text")
    assert app.visit.scenario == Scenario(source="text", training=PLAN.key, text=app.visit.scenario.text)


def test_a_loss_that_was_no_number_is_said_with_its_batch() -> None:
    app = opened(DIVERGING)
    assert not app.errors
    slider = app.test.select_slider(key="moments_step")
    assert slider.options[-1].endswith("⚠")
    assert "the loss was no finite number any more" in captions(app)
    assert app.visit.recording.batch > 1


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        (
            {"train": "next-number?seed=5"},
            "This link shows a training, next-number?seed=5, that was not made here. Train once more: the same "
            "settings give the same training.",
        ),
        ({"train": PLAN.key, "moment": "5"}, "step must be one of the steps that were kept, 0, 6, 12, got 5."),
        ({"train": PLAN.key, "network": "nn.RNN"}, "network must be one of 'nn.LSTM', 'nn.GRU', got 'nn.RNN'."),
        ({}, "train must say which training is shown, got none. Train a network, and open it from there."),
    ],
)
def test_a_link_to_what_is_not_here_says_so(query: dict[str, str], sentence: str) -> None:
    app = App({"input": "training", **query})
    assert app.warnings == [sentence]
    assert app.visit.scenario.source == "example"


def test_moments_and_networks_stand_beside_each_other() -> None:
    app = opened(PLAN, panels="compare", moment="12")
    app.press("Before, during and after training")
    assert not app.errors
    assert app.address["with"] == "moment=0\nmoment=6"
    assert names(app) == ["next-number, moment = 12", "moment = 0", "moment = 6"]
    app.press("The other networks")
    assert not app.errors
    assert app.address["with"] == "network=nn.GRU"
    assert names(app) == ["–", "nn.GRU"]


def test_only_what_differs_within_a_training_can_be_compared() -> None:
    app = opened(PLAN, panels="compare", **{"with": "cell=GRU\nmoment=3"})
    assert app.errors == [
        "There is no setting cell of a network: choose one of network, inside, moment.",
        "step must be one of the steps that were kept, 0, 6, 12, got 3.",
    ]


def test_a_training_that_was_watched_is_opened_from_its_file(tmp_path: Path) -> None:
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.LSTM(2, 3))
    optimizer = torch.optim.SGD(model.parameters(), lr=1.0)
    with rnnviz.watch(model, torch.ones(4, 1, 2), every=2) as history:
        for _ in range(4):
            optimizer.zero_grad()
            model(torch.ones(4, 1, 2))[0].sum().backward()
            optimizer.step()
    history.save(tmp_path / "training.rnnviz")
    content = (tmp_path / "training.rnnviz").read_bytes()
    app = App({})
    open_file(app.visit, content)
    app.run()
    assert not app.errors
    assert app.test.select_slider(key="moments_step").options == ["0", "2", "4"]
    assert app.visit.recording.version == history.recording(4).version
    app.test.select_slider(key="moments_step").set_value(0)
    app.run()
    assert app.visit.recording.version == history.recording(0).version
    again = App(app.address)
    assert again.visit.recording.version == history.recording(0).version
    made: dict[str, Any] = {}
    with contextlib.chdir(tmp_path):
        exec(compile(app.visit.scenario.to_python(), "copied.py", "exec"), made)
    assert made["rec"].version == history.recording(0).version


def test_a_file_that_is_no_training_says_so() -> None:
    app = App({})
    with pytest.raises(FileError) as caught:
        open_file(app.visit, b"PK\x03\x04 and nothing more")
    assert str(caught.value) == (
        "The file must be a training, as history.save(path) writes it, and it cannot be read as one. Choose another "
        "file."
    )
