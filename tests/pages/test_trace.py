"""The page of traces, run by Streamlit's own test runner."""

import re
from base64 import b64decode
from pathlib import Path

import pytest

import rnnviz
from rnnviz.code_player import message
from rnnviz.lessons.traces import traces
from rnnviz.words import translation
from tests.code_player.read_message import Message
from tests.pages.conftest import App


def open_page(**query: str) -> App:
    return App(query, "trace")


def sent(app: App) -> dict[str, object]:
    return app.component("rnnviz_code_player")


def trace_of(app: App) -> Message:
    return Message(b64decode(str(sent(app)["trace"])))


@pytest.mark.parametrize(("name", "lang"), [(name, ("en", "zh")[k % 2]) for k, name in enumerate(traces())])
def test_every_ready_trace_is_shown_at_the_step_of_the_address(name: str, lang: str) -> None:
    app = open_page(trace=name, step="7", lang=lang)
    assert not app.errors
    assert not app.warnings
    words = translation(lang)
    assert app.test.title[0].value == words(traces()[name].title)
    own, made = trace_of(app), Message(message(traces()[name].run()))
    lines = [[(event["kind"], event["line"]) for event in each.header["events"]] for each in (own, made)]
    assert lines[0] == lines[1]
    assert own.payload == made.payload
    assert (sent(app)["step"], sent(app)["language"]) == (7, {"en": "en", "zh": "zh-Hans"}[lang])


def test_the_list_leads_to_another_trace_and_the_address_follows() -> None:
    app = open_page(step="5")
    first, second, *_ = traces().values()
    app.press(second.title)
    assert app.test.title[0].value == second.title
    assert app.address == {"trace": list(traces())[1]}
    assert sent(app)["step"] == 0
    app.press(first.title)
    assert app.address == {"trace": next(iter(traces()))}


def test_the_language_keeps_trace_and_step_and_where_one_rests_is_not_sent_again() -> None:
    app = open_page(trace="rnn-over-a-word")
    before = sent(app)
    app.visit.set("trace_step", 12)
    app.run()
    assert app.address == {"trace": "rnn-over-a-word", "step": "12"}
    assert sent(app) == before
    code = app.component("rnnviz_page_facts")["copy"]["code"]
    assert 'traces()["rnn-over-a-word"].run()' in code
    assert "step=12" in code
    app.choose("language", "zh")
    assert app.address == {"trace": "rnn-over-a-word", "step": "12", "lang": "zh"}
    assert (sent(app)["jump"], sent(app)["step"]) == (before["jump"], before["step"])


def test_wrong_addresses_are_answered_with_a_sentence() -> None:
    app = open_page(trace="no-such")
    assert app.warnings == ["There is no trace of the name no-such: the first one is shown. Choose one from the list."]
    app = open_page(trace="file")
    assert app.warnings == ["The file is not in the link: the first trace of the list is shown. Choose the file again."]
    app = open_page(step="4000")
    most = len(traces()["as-printed"].run()) - 1
    assert app.warnings == [
        f"step must be a whole number from 0 to {most} in this trace, got 4000. Its last step is shown."
    ]


def counted(n: int) -> int:
    label = "<b>&"
    total = 0
    for k in range(n):
        total += k
    return total if label else 0


def upload(app: App, content: bytes, name: str = "run.safetensors") -> App:
    app.test.file_uploader(key="trace_upload").upload(name, content, "application/octet-stream")
    return app.run()


@pytest.fixture
def content(tmp_path: Path) -> bytes:
    path = tmp_path / "run.safetensors"
    rnnviz.trace(counted, 2).save(path)
    return path.read_bytes()


def test_a_file_is_stepped_through_and_left_again(content: bytes) -> None:
    app = upload(open_page(), content)
    assert not app.errors
    assert app.address == {"trace": "file"}
    assert re.sub(r"\\", "", app.test.title[0].value) == "counted"
    assert [source["name"] for source in trace_of(app).header["sources"]] == ["counted"]
    assert "load_trace" in app.component("rnnviz_page_facts")["copy"]["code"]
    app.press("An RNN reads a word")
    assert app.address == {"trace": "rnn-over-a-word"}
    app.press("Show the file")
    assert app.address == {"trace": "file"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_damaged_file_is_one_sentence_and_the_page_goes_on(content: bytes, lang: str) -> None:
    app = upload(open_page(lang=lang), content[:-9])
    (error,) = app.errors
    assert "safetensors" in error or "the file" in error
    assert not app.test.get("bidi_component") or "rnnviz_code_player" not in {
        each.proto.component_name for each in app.test.get("bidi_component")
    }
    app.press(translation(lang)("An RNN reads a word"))
    assert not app.errors
    assert trace_of(app).header["title"] == "read"
