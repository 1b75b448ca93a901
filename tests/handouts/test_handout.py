"""What `rnnviz.handout` returns: a page that needs nothing else, in a file or in a notebook."""

from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

import rnnviz
from rnnviz.handouts.page import page
from rnnviz.handouts.sheet import Sheet
from rnnviz.handouts.units import units_of
from rnnviz.words import Translation
from tests.handouts.reading import LANGUAGES, MODES, example_step, papers, papers_in

HOSTILE = ["</style><b>", "<script>x()</script>", '"', "'", "&quot;", "\ud83d", "\x00\n", "{title}", "", "م<"]


class Tags(HTMLParser):
    """Every tag of a document with its attributes."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def two_steps() -> rnnviz.Recording:
    """The worked example's input twice."""
    module = nn.LSTM(3, 2, dtype=torch.float64)
    return rnnviz.record(module, torch.ones(2, 1, 3, dtype=torch.float64), labels=[["one", "two"]])


def test_every_step_has_its_page_in_the_order_given() -> None:
    first, second = two_steps().track()
    both = papers(rnnviz.handout([second, first]))
    assert ["t = 1 · “two”" in both[0].text, "t = 0 · “one”" in both[1].text] == [True, True]
    # What the first hands on is what the second is given.
    handed = both[1].result[0]
    assert handed[handed.index("(") : handed.index(")") + 1] in both[0].text


def test_a_track_is_all_its_steps() -> None:
    track = two_steps().track()
    assert rnnviz.handout(track).to_html() == rnnviz.handout([track[0], track[1]]).to_html()


def test_it_says_what_it_shows_and_how() -> None:
    expected = '<rnnviz handout: LSTM, t=0, t=1; shown in a notebook, or in a browser after .save("handout.html")>'
    assert repr(rnnviz.handout(two_steps().track())) == expected


def test_head_of_the_page() -> None:
    (paper,) = papers(rnnviz.handout(example_step("LSTM"), digits=3))
    (header,) = paper.element.iter("header")
    assert [" ".join("".join(part.itertext()).split()) for part in header] == [
        "LSTM: one time step by hand",
        "input_size = 3 · hidden_size = 2 · t = 0 · “x”",
        "Decimal places printed: 3. Every operation goes on with the unrounded numbers.",
    ]


def test_a_step_of_an_edited_run_says_which_edits() -> None:
    rec = rnnviz.record(nn.GRU(1, 2), torch.zeros(3, 1, 1), labels=[["a", "<b>", "c"]])
    edited = rnnviz.rerun(rec, "z = 1 from t=1; x = '<b>' at t=2")
    said = "From a run with edits: z = 1 from t=1; x = '&lt;b&gt;' at t=2. What one of them set is not what its line"
    assert said in rnnviz.handout(edited.track()[2]).to_html().replace("&#x27;", "'")
    for run in (rec, rnnviz.rerun(rec)):
        assert "with edits" not in rnnviz.handout(run.track()[2]).to_html()


@pytest.mark.parametrize("labels", [None, [[""]]])
def test_a_step_without_a_label_says_none(labels: list[list[str]] | None) -> None:
    module = nn.GRU(1, 1, dtype=torch.float64)
    rec = rnnviz.record(module, torch.ones(1, 1, 1, dtype=torch.float64), labels=labels)
    (paper,) = papers(rnnviz.handout(rec.track()[0]))
    assert "t = 0 Decimal" in paper.text


def test_the_result_names_the_next_steps_states() -> None:
    (paper,) = papers(rnnviz.handout(example_step("LSTM")))
    assert paper.result == [
        "ht = (0.3135, −0.1075) → the next time step's ht−1",
        "ct = (0.5785, −0.1808) → the next time step's ct−1",
    ]


@pytest.mark.parametrize(("language", "said"), [("en", "en"), ("zh", "zh-Hans")])
def test_the_page_says_its_language(language: str, said: str) -> None:
    assert f'<html lang="{said}">' in rnnviz.handout(example_step("GRU"), language=language).to_html()


@pytest.mark.parametrize("mode", MODES)
def test_every_word_goes_through_the_catalogue(mode: str) -> None:
    step = example_step(mode)
    pseudo = Translation("en", lambda text: f"⟦{text}⟧")
    (paper,) = papers_in(page([Sheet(step, units_of(step), 4, pseudo)], "en"))
    rest = without_translations(paper.text)
    for name in (step.cell_type.name, "input_size", "hidden_size", "tanh", "relu", "kept", "written", "squashed"):
        rest = rest.replace(name, "")
    for name in ("fresh", "old", *step.weights):
        rest = rest.replace(name.replace("_", ""), "")
    assert not [word for word in rest.split() if len(word) > 3 and word.isalpha()]


def without_translations(text: str) -> str:
    """What is left of a text without all that came from the catalogue, one translation inside another included."""
    while "⟧" in text:
        end = text.index("⟧")
        start = text.rindex("⟦", 0, end)
        text = text[:start] + text[end + 1 :]
    return text


@pytest.mark.parametrize("label", [label for label in HOSTILE if label])
def test_a_label_from_outside_stays_text(label: str) -> None:
    module, x = nn.RNN(1, 1, dtype=torch.float64), torch.ones(1, 1, 1, dtype=torch.float64)
    source = rnnviz.handout(rnnviz.record(module, x, labels=[[label]]).track()[0]).to_html()
    plain = rnnviz.handout(rnnviz.record(module, x, labels=[["a"]]).track()[0]).to_html()
    assert [tag for tag, _ in Tags(source).found] == [tag for tag, _ in Tags(plain).found]
    source.encode()  # half a surrogate pair would not pass
    if label.isprintable():
        (paper,) = papers_in(source)
        assert f"“{label}”" in paper.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_loads_nothing(language: str) -> None:
    source = rnnviz.handout(example_step("LSTM"), language=language).to_html()
    tags = Tags(source).found
    assert not {"link", "img", "script", "base", "iframe", "object", "embed"} & {tag for tag, _ in tags}
    assert not [name for _, attributes in tags for name in attributes if name in ("src", "href", "srcset")]
    assert "url(" not in source
    assert "@import" not in source


def test_a_notebook_frames_the_whole_page() -> None:
    handout = rnnviz.handout(example_step("GRU"))
    ((tag, attributes),) = Tags(handout._repr_html_()).found
    assert tag == "iframe"
    assert attributes["srcdoc"] == handout.to_html()
    assert attributes["title"] == "GRU: one time step by hand"
    assert attributes["sandbox"] is None  # present: nothing in the frame may run


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_saved_as_it_is(tmp_path: Path, language: str) -> None:
    handout = rnnviz.handout(example_step("GRU"), language=language)
    written = handout.save(tmp_path / "手.html")
    assert written == tmp_path / "手.html"
    assert written.read_bytes() == handout.to_html().encode()
    assert handout.save(str(written)) == written


def test_numbers_of_numpy_are_numbers() -> None:
    step = example_step("LSTM")
    same = rnnviz.handout(step, digits=np.int64(3), units=np.array([1]))
    assert same.to_html() == rnnviz.handout(step, digits=3, units=[1]).to_html()


def test_colours_come_from_the_theme() -> None:
    (paper,) = papers(rnnviz.handout(example_step("LSTM")))
    assert [each.get("style", "").split("; ")[0] for each in paper.all("operation")][:3] == [
        "--fill: var(--rnnviz-input)",
        "--fill: var(--rnnviz-forget)",
        "--fill: var(--rnnviz-candidate)",
    ]
    assert "--rnnviz-cell-state:" in rnnviz.handout(example_step("LSTM")).to_html()
