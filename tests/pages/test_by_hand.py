"""The page of the modules written by hand, run by Streamlit's own test runner."""

import inspect
import re

import numpy as np
import pytest
import torch

from rnnviz.lessons.by_hand import ENTRIES, compared, program
from rnnviz.words import translation
from tests.pages.conftest import App

LANGUAGES = ("en", "zh")


def open_page(**query: str) -> App:
    return App(query, "by_hand_modules")


def read(app: App) -> list[str]:
    return [re.sub(r"\\(.)", r"\1", text.value) for text in app.test.markdown]


@pytest.mark.parametrize(("name", "lang"), [(name, LANGUAGES[k % 2]) for k, name in enumerate(ENTRIES)])
def test_every_module_is_shown_with_its_source_its_proof_and_its_player(name: str, lang: str) -> None:
    app = open_page(module=name, lang=lang)
    entry, words = ENTRIES[name], translation(lang)
    assert not app.errors
    assert not app.warnings
    assert app.test.title[0].value == words(entry.title)
    assert app.test.code[0].value == inspect.getsource(entry.kind).rstrip()
    assert words(entry.idea) in read(app)
    if entry.equal:
        assert words(entry.equal) in read(app)
    found = compared(app.visit.scenario)
    assert app.sent["version"] == found.recording.version
    assert found.equal == (name != "jordan")
    if found.copied is not None:
        lines = [f"{one} = {origin}" for one, origin in found.copied.origins.items()]
        assert app.test.code[1].value == "\n".join(lines)
    assert len(app.test.get("plotly_chart")) == 1


@pytest.mark.parametrize("name", ENTRIES)
def test_the_copied_script_runs_and_says_what_the_page_says(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    app = open_page(module=name, hidden="3", seq_len="4", seed="7")
    code = app.component("rnnviz_page_facts")["copy"]["code"]
    assert code == program(app.visit.scenario)
    with torch.random.fork_rng():
        exec(compile(code, "copied", "exec"), {"__name__": "copied"})
    worst = float(capsys.readouterr().out.splitlines()[-1])
    assert worst == compared(app.visit.scenario).apart.max()


def test_what_is_shown_is_what_pytorch_gives() -> None:
    """The recording beside it is PyTorch's own: the module made anew from the seed gives the same numbers."""
    scenario = open_page(module="joined-lstm", seed="3").visit.scenario
    found = compared(scenario)
    with torch.random.fork_rng(), torch.no_grad():
        torch.manual_seed(3)
        lstm = torch.nn.LSTM(3, 4, batch_first=True).double()
        h = lstm(torch.from_numpy(np.array(found.recording.input)).transpose(0, 1))[0]
    np.testing.assert_array_equal(found.beside.output, h.numpy())
    np.testing.assert_allclose(found.recording.output, h.numpy(), atol=1e-14)


def test_settings_make_another_network_and_wrong_ones_a_sentence() -> None:
    app = open_page(module="jordan").type("output_size", "5").type("hidden_size", "7")
    assert compared(app.visit.scenario).recording.output.shape == (2, 5, 5)
    assert app.address == {"module": "jordan", "outputs": "5", "hidden": "7"}
    app.type("output_size", "0")
    assert app.errors == ["output_size must be a whole number from 1 to 128, got 0."]
    assert compared(app.visit.scenario).recording.output.shape == (2, 5, 5)


def test_too_much_at_once_is_a_sentence() -> None:
    app = open_page(module="stacked-rnn", hidden="128", seq_len="200", batch="1").choose("num_layers", 4)
    app.type("batch", "128")
    assert app.errors == [
        "The sizes must go together: seq_len, batch, layers, directions and hidden_size multiplied may be up to "
        "1,000,000, got 13,107,200. Make one of them smaller."
    ]


def test_an_unknown_name_is_answered_with_a_sentence() -> None:
    app = open_page(module="no-such")
    assert app.warnings == ["There is no module of the name no-such: the first one is shown. Choose one from the list."]
    assert app.test.title[0].value == "RNN cell"


def test_next_goes_through_the_list_and_begins_at_the_first_operation() -> None:
    app = open_page(module="lstm-cell").rest_at(t=2, operation="c").press("Next")
    assert app.visit.scenario.module == "lstm"
    assert app.visit.scenario.operation is None
    assert app.visit.scenario.t == 0


def test_the_leak_is_set_in_per_cent() -> None:
    app = open_page(module="leaky-rnn")
    app.test.slider(key="alpha").set_value(80)
    app.run()
    assert app.address == {"module": "leaky-rnn", "alpha": "80"}
    assert "alpha=0.8" in program(app.visit.scenario)


def test_other_pages_show_a_network_of_pytorch() -> None:
    app = App({"module": "jordan", "difference": "gru-order"})
    assert app.visit.scenario.module == ""
    assert app.visit.scenario.difference == ""
    assert app.visit.recording.cell_type == "LSTM"


def test_the_module_is_run_line_by_line_on_a_page_of_its_own() -> None:
    app = open_page(module="elman", lang="zh").press("逐行运行")
    assert app.visit.page == "trace"
    assert app.visit.scenario.trace == "elman"
    assert app.address == {"trace": "elman", "lang": "zh"}
    assert app.test.title[0].value == translation("zh")("Elman network")
