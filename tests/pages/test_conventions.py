"""The page of what frameworks do differently, run by Streamlit's own test runner."""

import itertools
import re

import numpy as np
import pytest
import torch

from rnnviz.lessons.conventions import DIFFERENCES, SHOWN, compared, elsewhere, program
from rnnviz.words import translation
from tests.by_hand.written_out import gru, walk
from tests.pages.conftest import App

LANGUAGES = ("en", "zh")


def open_page(**query: str) -> App:
    return App(query, "between_frameworks")


def read(app: App) -> str:
    return "\n".join(re.sub(r"\\(.)", r"\1", text.value) for text in app.test.markdown)


@pytest.mark.parametrize(("name", "lang"), [(name, LANGUAGES[k % 2]) for k, name in enumerate(SHOWN)])
def test_every_difference_is_shown_as_it_comes_out(name: str, lang: str) -> None:
    app, words = open_page(difference=name, lang=lang), translation(lang)
    assert not app.errors
    assert not app.warnings
    assert app.test.title[0].value == words(SHOWN[name])
    found = compared(app.visit.scenario)
    assert app.sent["version"] == found.recording.version
    worst = abs(found.apart).max()
    assert (worst == 0) == (name == "lstm-keras-order")
    text = read(app)
    shown = f"{worst:.2g}" if worst else words("no difference")
    assert shown in text
    if name in DIFFERENCES:
        assert words(DIFFERENCES[name].sentence) in text
        assert all(framework in text for framework in DIFFERENCES[name].choices)
    cell = "GRU" if name not in DIFFERENCES else DIFFERENCES[name].cell
    for framework, result in elsewhere(found.weights, cell).items():
        assert f"**{framework}**" in text
        for change in getattr(result, "changes", ()):
            assert change.said(words) in text


SWITCHES = list(itertools.product(("after", "before"), ("keeps", "replaces"), ("inside", "outside")))


@pytest.mark.parametrize(("reset", "update", "b_hn"), SWITCHES)
def test_the_switches_do_what_the_equations_say(reset: str, update: str, b_hn: str) -> None:
    app = open_page(reset=reset, update=update, b_hn=b_hn)
    found = compared(app.visit.scenario)
    weights = {
        letter + source[0] + block: found.weights[f"{kind}_{source}_l0"][4 * row : 4 * row + 4]
        for kind, letter in (("weight", "W_"), ("bias", "b_"))
        for source in ("ih", "hh")
        for row, block in enumerate("rzn")
    }
    x = np.asarray(found.recording.input)
    own = walk(gru(reset, update, b_hn), weights, x, {"h": np.zeros((1, 4))})["h"]
    np.testing.assert_allclose(found.recording.h[0, 0], own, atol=1e-12)
    pytorch = walk(gru("after", "keeps", "inside"), weights, x, {"h": np.zeros((1, 4))})["h"]
    np.testing.assert_allclose(found.apart, (own - pytorch)[:, 0], atol=1e-12)
    # Two of the three are more than a matter of layout.
    text = read(app)
    if reset == "before" or b_hn == "outside":
        assert "No weights make the two equal." in text
    elif update == "replaces":
        assert "A matter of layout" in text
        assert found.still_apart is not None
        assert found.still_apart < 1e-12
    else:
        assert "nothing differs" in text


def test_a_switch_is_a_click_and_a_part_of_the_address() -> None:
    app = open_page().choose("reset", "after").choose("b_hn", "outside")
    assert app.address == {"reset": "after", "b_hn": "outside"}
    assert 'reset="after", update="keeps", b_hn="outside"' in program(app.visit.scenario)


@pytest.mark.parametrize("name", [*list(SHOWN)[::3], "gru-switches"])
def test_the_copied_script_runs_and_says_what_the_page_says(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    app = open_page(difference=name, seed="5", seq_len="9")
    code = app.component("rnnviz_page_facts")["copy"]["code"]
    with torch.random.fork_rng():
        exec(compile(code, "copied", "exec"), {"__name__": "copied"})
    assert float(capsys.readouterr().out.splitlines()[-1]) == abs(compared(app.visit.scenario).apart).max()


def test_an_unknown_name_is_answered_with_a_sentence() -> None:
    app = open_page(difference="no-such")
    assert app.warnings == [
        "There is no difference of the name no-such: the first one is shown. Choose one from the list."
    ]
    assert app.test.title[0].value == "Three switches of a GRU"
