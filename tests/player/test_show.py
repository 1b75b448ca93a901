"""What `rnnviz.show` returns: one page that needs nothing else, and a frame that carries it whole."""

import base64
import json
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jaxtyping
import numpy as np
import pytest
import torch
from torch import nn

import rnnviz
from rnnviz.errors import ArgumentError, ConditionError, PlaceError
from rnnviz.player.show import Player
from rnnviz.player.words import player_words
from rnnviz.words import HTML_LANGUAGES, LANGUAGES, translation
from tests.player.read_message import Message, read_message
from tests.projection import Projected, recorded

HOSTILE = ["</script><b>", "<!--", '"', "'", "&quot;", "\ud83d", "😀", "{style}", "\u2028", "\x00", "]]>", "中"]


class Markup(HTMLParser):
    """A document taken apart by Python's own parser: its elements, and the text that follows each, by id or tag."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        tag, attributes = self.elements[-1] if self.elements else ("", {})
        name = attributes.get("id") or tag
        self.texts[name] = self.texts.get(name, "") + data

    @property
    def tags(self) -> list[str]:
        return [tag for tag, _ in self.elements]


def sent(page: str) -> Message:
    return read_message(base64.b64decode(Markup(page).texts["message"]))


def view(page: str) -> dict[str, Any]:
    return dict(json.loads(Markup(page).texts["view"]))


def framed(player: Player) -> Mapping[str, str | None]:
    ((tag, attributes),) = Markup(player._repr_html_()).elements
    assert tag == "iframe"
    return attributes


@pytest.fixture(scope="module")
def rec() -> rnnviz.Recording:
    torch.manual_seed(0)
    lstm = nn.LSTM(3, 2, num_layers=2, bidirectional=True)
    return rnnviz.record(lstm, torch.randn(len(HOSTILE), 2, 3), labels=[HOSTILE, HOSTILE[::-1]])


@pytest.fixture(scope="module")
def long() -> rnnviz.Recording:
    """More numbers than a message carries, in one track."""
    torch.manual_seed(0)
    return rnnviz.record(nn.LSTM(2, 64), torch.randn(3300, 1, 2))


# -- what it says of itself ------------------------------------------------------------------------------------------

SIZES = "LSTM, input_size=3, hidden_size=2, num_layers=2, num_directions=2, seq_len=12, batch=2"


def test_it_says_what_it_shows_and_how(rec: rnnviz.Recording) -> None:
    expected = f'<rnnviz player: {SIZES}; shown in a notebook, or in a browser after .save("player.html")>'
    assert repr(rnnviz.show(rec)) == expected


def test_a_projection_is_told() -> None:
    title = rnnviz.show(recorded(Projected())).title
    assert title == "LSTM, input_size=3, hidden_size=4, proj_size=2, num_layers=1, num_directions=1, seq_len=4, batch=2"


def test_page_and_frame_have_a_title(rec: rnnviz.Recording) -> None:
    player = rnnviz.show(rec)
    markup = Markup(player.to_html())
    assert markup.texts["title"].strip() == f"{SIZES} · rnnviz"
    assert framed(player)["title"] == SIZES


# -- the page --------------------------------------------------------------------------------------------------------


def test_the_page_holds_the_whole_recording(rec: rnnviz.Recording) -> None:
    page = rnnviz.show(rec).to_html()
    read = sent(page)
    assert read.recording["version"] == view(page)["version"] == rec.version
    assert len(read.recording["tracks"]) == len(rec.tracks) == 8
    for track in read.recording["tracks"]:
        own = rec.track(track["layer"], track["direction"], track["row"])
        np.testing.assert_array_equal(read.array(track["values"]["c"]), own.values("c").astype(np.float32))


def test_breakpoints_have_ticks_in_it() -> None:
    rec = rnnviz.record(nn.LSTM(1, 2), torch.tensor([0.0, 2.0, float("nan")]).reshape(3, 1, 1))
    player = rnnviz.show(rec, breakpoints=["x[0] > 1", "not-finite"])
    (shown,) = sent(player.to_html()).header["ticks"]
    assert shown["lines"] == ["x[0] > 1", "first NaN or inf"]
    assert [track["runs"] for track in shown["tracks"]] == [[[0, 1, 2], [1, 2, 3]]]
    assert rnnviz.show(rec, breakpoints="x[0] > 1").breakpoints == ("x[0] > 1",)
    assert sent(rnnviz.show(rec).to_html()).header["ticks"] == []
    with pytest.raises(ConditionError):
        rnnviz.show(rec, breakpoints=["x[0] > 1", "x[0] >"])


def test_it_begins_at_the_place_asked_for_without_the_tour(rec: rnnviz.Recording) -> None:
    told = view(rnnviz.show(rec, layer=1, direction="reverse", batch=1, t=-2).to_html())
    operation = rec.cell.operations[0].name
    assert told["place"] == {
        "layer": 1,
        "direction": "reverse",
        "row": 1,
        "t": 10,
        "operation": operation,
        "unit": None,
    }
    assert told["tour"] is False
    assert told["final"] is True


def test_a_place_may_be_a_number_of_numpy(rec: rnnviz.Recording) -> None:
    one = np.int64(1)
    page = rnnviz.show(rec, layer=one, batch=one, t=np.argmax(np.arange(5))).to_html()
    assert page == rnnviz.show(rec, layer=1, batch=1, t=4).to_html()


def test_labels_from_outside_stay_data(rec: rnnviz.Recording) -> None:
    page = rnnviz.show(rec).to_html()
    assert sent(page).recording["labels"] == [HOSTILE, HOSTILE[::-1]]
    plain = rnnviz.record(nn.LSTM(3, 2), torch.zeros(2, 1, 3))
    assert Markup(page).tags == Markup(rnnviz.show(plain).to_html()).tags
    page.encode()  # half a surrogate pair would not pass


def test_the_page_names_nothing_outside_of_itself(rec: rnnviz.Recording) -> None:
    markup = Markup(rnnviz.show(rec).to_html())
    assert not {"link", "img", "base", "iframe", "object", "embed"} & set(markup.tags)
    assert not [name for _, attributes in markup.elements for name in attributes if name in ("src", "href", "srcset")]
    policies = [attributes["content"] for _, attributes in markup.elements if "http-equiv" in attributes]
    assert policies == ["default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'"]
    assert "url(" not in markup.texts["style"]
    assert "@import" not in markup.texts["style"]


def test_a_page_of_an_ordinary_recording_is_small() -> None:
    rec = rnnviz.record(nn.LSTM(64, 64), torch.zeros(200, 1, 64))
    player = rnnviz.show(rec)
    for text in (player.to_html(), player._repr_html_()):
        assert len(text.encode()) < 3_000_000


def test_of_a_recording_that_is_too_long_the_page_holds_the_steps_asked_for(long: rnnviz.Recording) -> None:
    for t in (0, 3299):
        (track,) = sent(rnnviz.show(long, t=t).to_html()).recording["tracks"]
        start, stop = track["window"]
        assert start <= t < stop
        assert stop - start < 3300


# -- the frame -------------------------------------------------------------------------------------------------------


def test_the_frame_carries_the_page_unchanged(rec: rnnviz.Recording) -> None:
    player = rnnviz.show(rec, t=3)
    attributes = framed(player)
    assert attributes["srcdoc"] == player.to_html()
    assert attributes["sandbox"] == "allow-scripts"
    player._repr_html_().encode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_frames_are_dropped_a_sentence_stays(rec: rnnviz.Recording, language: str) -> None:
    said = translation(language)("To see this here, trust this notebook or run the cell again.")
    assert Markup(rnnviz.show(rec, language=language)._repr_html_()).texts["iframe"] == said


# -- languages -------------------------------------------------------------------------------------------------------


def test_every_language_has_a_name_in_html() -> None:
    assert HTML_LANGUAGES.keys() == LANGUAGES.keys()


@pytest.mark.parametrize(("language", "tag"), [("en", "en"), ("zh", "zh-Hans")])
def test_the_page_speaks_the_language_asked_for(rec: rnnviz.Recording, language: str, tag: str) -> None:
    page = rnnviz.show(rec, language=language).to_html()
    ((_, root),) = [element for element in Markup(page).elements if element[0] == "html"]
    assert root["lang"] == view(page)["language"] == tag
    assert view(page)["words"] == translation(language).words(player_words(rec.cell))
    assert view(page)["words"].get("Play", "Play") == {"en": "Play", "zh": "播放"}[language]


# -- files -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [str, Path])
def test_saving_writes_the_page_and_tells_where(rec: rnnviz.Recording, tmp_path: Path, kind: type) -> None:
    player = rnnviz.show(rec, language="zh")
    path = player.save(kind(tmp_path / "播放.html"))
    assert path == tmp_path / "播放.html"
    assert path.read_bytes() == player.to_html().encode("utf-8")


def test_a_folder_that_is_not_there_is_the_systems_error(rec: rnnviz.Recording, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        rnnviz.show(rec).save(tmp_path / "nowhere" / "player.html")


# -- errors ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ({"layer": 2}, "layer must be at least 0 and below 2, got 2. Choose one that the recording holds."),
        ({"batch": -1}, "batch must be at least 0 and below 2, got -1. Choose one that the recording holds."),
        (
            {"direction": "backward"},
            "direction must be one of forward, reverse, got 'backward'. The module has num_directions=2.",
        ),
        (
            {"t": 12},
            "t must be at least -12 and below 12, got 12. Choose a position in the input, or count from its end.",
        ),
    ],
)
def test_a_place_that_is_not_there(rec: rnnviz.Recording, place: dict[str, Any], said: str) -> None:
    with pytest.raises(PlaceError) as error:
        rnnviz.show(rec, **place)
    assert str(error.value) == said


def test_a_time_step_counts_in_its_own_row() -> None:
    rec = recorded(Projected(seq_len=5, batch=2), lengths=[5, 3])
    assert view(rnnviz.show(rec, batch=1, t=-1).to_html())["place"]["t"] == 2
    with pytest.raises(PlaceError, match="t must be at least -3 and below 3, got 3"):
        rnnviz.show(rec, batch=1, t=3)


def test_a_recording_without_a_row_has_nothing_to_show() -> None:
    rec = rnnviz.record(nn.LSTM(3, 4), torch.zeros(5, 0, 3))
    with pytest.raises(PlaceError) as error:
        rnnviz.show(rec)
    assert error.value.code == "show-empty"
    assert str(error.value) == (
        "rec must have a batch row to show, it has batch=0. Record an input with at least one row."
    )


def test_a_language_that_is_not_there(rec: rnnviz.Recording) -> None:
    with pytest.raises(ArgumentError) as error:
        rnnviz.show(rec, language="zh-Hans")
    assert str(error.value) == "language must be one of en, zh, got 'zh-Hans'. Choose one of these."
    assert error.value.code == "language"


@pytest.mark.parametrize("given", [torch.nn.LSTM(2, 2), None, "rec"])
def test_what_is_no_recording(given: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    # The hook that checks types in the tests would speak before the package does.
    monkeypatch.setattr(jaxtyping.config, "jaxtyping_disable", True)
    with pytest.raises(ArgumentError) as error:
        rnnviz.show(given)
    name = type(given).__name__
    assert str(error.value) == (
        f"rec must be a recording or a trace, got {name}. Make one first: rnnviz.record(module, input) or "
        "rnnviz.trace(function, ...)."
    )
