"""The page of memory tasks, run by Streamlit's own test runner."""

from collections.abc import Iterator

import pytest

from rnnviz.training import Training
from rnnviz.training.memory_tasks import MemoryPlan, MemorySweepPlan, measured_curves, sentences
from rnnviz.training.memory_tasks.networks import OPEN_LSTM
from rnnviz.words import translation
from tests.pages.conftest import App
from tests.training.at_once import at_once

PLAN = MemoryPlan(distance=2, hidden_size=4, steps=4, batch=4, moments=2, networks=("RNN", OPEN_LSTM))
SWEEP = MemorySweepPlan(
    what="adding", distances=(1, 3), seeds=2, hidden_size=4, steps=4, batch=4, moments=2, networks=("LSTM", OPEN_LSTM)
)


@pytest.fixture(scope="module", autouse=True)
def trained() -> Iterator[None]:
    with at_once() as runs:
        runs.start(PLAN)
        runs.start(SWEEP)
        yield


def opened(plan: MemoryPlan | MemorySweepPlan, **query: str) -> App:
    return App({"train": plan.key, **query}, "memory_tasks")


def text(app: App) -> str:
    return "\n".join(one.value for one in app.test.markdown)


def test_the_page_opens_with_what_was_measured_in_advance() -> None:
    app = App({}, "memory_tasks")
    assert not app.errors
    assert len(app.test.get("plotly_chart")) == 1
    for sentence in sentences(measured_curves("recall"), translation("en")):
        assert f"- {sentence}" in text(app)
    app.choose("plan.memory.what", "running parity")
    assert not app.test.get("plotly_chart")
    assert app.address == {"train": "memory?what=running+parity"}


def test_one_distance() -> None:
    app = opened(PLAN)
    assert not app.errors
    training = Training(PLAN, PLAN.task())
    while not training.over:
        training.advance()
    scores = {name: f"{training.measure(name).numbers['accuracy']:.4g}" for name in PLAN.networks}
    said = "; ".join(f"{name}: {score}" for name, score in scores.items())
    assert f"Share of right answers on fresh cases: {said}; guessing gets 0.25." in text(app)
    cases = training.measure("RNN").texts
    assert all(case.partition(" ")[2] in text(app).replace("\\", "") for case in cases)
    app.press("Step through: LSTM, forget bias 1")
    assert app.visit.view_of("").trainee == OPEN_LSTM
    debugger = App(app.visit.query(""))
    assert not debugger.errors
    assert debugger.visit.recording.cell_type == "LSTM"
    assert debugger.visit.recording.labels is not None
    assert len(debugger.visit.recording.labels) == 4


@pytest.mark.parametrize("language", ["en", "zh"])
def test_growing_distances(language: str) -> None:
    app = opened(SWEEP, lang=language)
    assert not app.errors
    training = Training(SWEEP, SWEEP.task())
    while not training.over:
        training.advance()
    found = SWEEP.task().curves({name: training.measure(name) for name in training.task.names})
    assert all(f"- {each}" in text(app) for each in sentences(found, translation(language)))
    assert len(app.test.get("plotly_chart")) == 2
    assert app.test.text_input(key="plan.memory-sweep.distances").value == "1,3"


def test_from_one_distance_to_many_the_task_stays() -> None:
    app = opened(PLAN)
    app.choose("memory_tasks.many", True)
    assert app.address["train"].startswith("memory-sweep?")
    plan = MemorySweepPlan.read(app.address["train"].partition("?")[2])
    assert (plan.networks, plan.hidden_size, plan.what) == (PLAN.networks, 4, "recall")
    app.type("plan.memory-sweep.distances", "5, x")
    assert app.errors == [
        "distances must be 1 to 8 different whole numbers from 0 to 200, growing, with commas between them, got 5, x."
    ]
    app.type("plan.memory-sweep.distances", "5, 1")
    assert not app.errors
    app.type("plan.memory-sweep.seeds", "10")
    app.type("plan.memory-sweep.distances", "1,2,3,4,5,6")
    assert app.errors == [
        "networks, distances and seeds must make at most 100 trainings together, got 2 × 6 × 10 = 120. Choose fewer of "
        "them."
    ]
    app.choose("memory_tasks.many", False)
    assert app.address["train"].startswith("memory?")


def test_no_network_is_refused() -> None:
    app = opened(PLAN)
    app.choose("plan.memory.networks", [])
    assert app.errors == [
        "networks must be one or more of RNN | LSTM | LSTM, forget bias 1 | GRU, got none. Choose at least one."
    ]
    assert app.address["train"] == PLAN.key
