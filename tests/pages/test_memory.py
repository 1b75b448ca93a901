"""The page of memory and gradients, and the panel of the debugger, run by Streamlit's own test runner."""

from collections.abc import Callable

import numpy as np
import pytest

import rnnviz
from rnnviz.lessons.memory import fadings, program
from rnnviz.pages.memory.told import number, sentences, table
from rnnviz.words import translation
from tests.pages.conftest import App

Open = Callable[..., App]


def _text(app: App) -> str:
    return "\n".join(one.value for one in app.test.markdown)


def test_the_page_says_what_was_computed_and_the_address_follows() -> None:
    app = App({}, "memory_and_gradients")
    assert not app.errors
    found = fadings(app.visit.scenario)
    assert number(float(found[0].shares[-1])) in _text(app)
    assert "half of its c is gone after 1.0 steps" in _text(app)
    assert len(app.test.get("plotly_chart")) == 2
    assert app.component("rnnviz_page_facts")["copy"]["code"] == program(app.visit.scenario)
    app.press("Forget bias 5")
    assert app.address == {"forget_bias": "5"}
    assert "It has grown more than tenfold in: LSTM." in _text(app)
    app.press("Exploding")
    assert app.address == {"hidden": "32", "gain": "400"}
    app.test.select_slider(key="memory.seq_len").set_value(200)
    app.run()
    assert app.address == {"hidden": "32", "gain": "400", "seq_len": "200"}
    app.test.select_slider(key="memory.forget_bias").set_value(-2.0)
    app.run()
    assert app.visit.scenario.forget_bias == -2.0
    app.test.select_slider(key="memory.forget_bias").set_value("drawn")
    app.run()
    assert app.visit.scenario.forget_bias is None
    assert not app.errors


def test_a_link_with_values_between_those_of_the_sliders_is_shown_as_it_is() -> None:
    query = {"forget_bias": "0.75", "gain": "33", "hidden": "5", "seq_len": "7", "lang": "zh"}
    app = App({**query, "cell": "GRU", "input": "text", "loss": "all"}, "memory_and_gradients")
    assert not app.errors
    assert app.test.select_slider(key="memory.forget_bias").value == 0.75
    assert [app.test.select_slider(key=f"memory.{name}").value for name in ("gain", "hidden_size", "seq_len")] == [
        33,
        5,
        7,
    ]
    assert len(fadings(app.visit.scenario)[0].norms) == 7


def test_the_table_has_a_line_for_each_network() -> None:
    app = App({"seq_len": "60"}, "memory_and_gradients")
    found = fadings(app.visit.scenario)
    lines = table(found, translation("en")).splitlines()
    assert lines[0].startswith("| gradient, steps back: | 1 | 10 | 50 | 59 |")
    for line, one in zip(lines[2:], found, strict=True):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        assert cells[0] == f"**{one.cell_type}**, {one.state}"
        assert cells[1:5] == [number(float(one.shares[k])) for k in (1, 10, 50, 59)]
    assert sentences(found, translation("en"))[0].startswith("The loss is the last hidden state")


@pytest.mark.parametrize(
    ("query", "said", "count"),
    [
        ({"cell": "LSTM"}, "`f` is 0.", 3),
        ({"cell": "GRU", "directions": "2"}, "`z` is 0.", 3),
        ({"cell": "RNN", "nonlinearity": "relu"}, "The cell type RNN has no direct path", 2),
    ],
)
def test_the_panel_of_the_debugger(app: Open, query: dict[str, str], said: str, count: int) -> None:
    shown = app(panels="memory", input="text", hidden="5", t="3", **query)
    assert not shown.errors
    assert said in _text(shown)
    assert len(shown.test.get("plotly_chart")) == count
    if query["cell"] == "LSTM":
        assert "gone after 1.1 steps" in _text(shown)
        memory = rnnviz.memory(shown.visit.recording)
        assert 1.05 <= np.median(memory.half_life) < 1.15
        kept = 100 * memory.kept(3)[0].mean()
        assert f"After t = 3, {kept:.2g} %" in _text(shown)
