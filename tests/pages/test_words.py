"""Nothing on the screen escapes translation: in a language that puts each text into ⟦ ⟧, only data stays outside."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
import torch
from google.protobuf.descriptor import FieldDescriptor  # type: ignore[import-untyped]
from google.protobuf.message import Message  # type: ignore[import-untyped]

from rnnviz.cells import CELL_TYPES
from rnnviz.lessons.by_hand import ENTRIES
from rnnviz.lessons.conventions import SHOWN
from rnnviz.lessons.glossary import Said, glossary, notations
from rnnviz.lessons.own_model import example
from rnnviz.lessons.pitfalls import pitfalls
from rnnviz.lessons.shelf import Shelf
from rnnviz.pages.example.entries import take_entries
from rnnviz.pages.own_model.upload import show
from rnnviz.player.words import player_words
from rnnviz.training.next_number import NextNumberPlan
from rnnviz.training.plan import OPTIMIZERS
from rnnviz.words import Translation
from scripts.catalogue import template
from tests.pages.conftest import App
from tests.training.at_once import at_once

NOT_SEEN = {
    "id", "form_id", "component_name", "js_content", "js_source_path", "html_content", "css_content",
    "css_source_path", "config", "selection_mode", "theme", "type", "icon", "tag",
    "element_type", "value", "raw_values", "deferred_file_id", "page", "page_script_hash", "query_string", "language",
}  # fmt: skip
"""Fields of an element that never reach the screen as text, and what the person typed."""

DATA = {"rnnviz", "torch", "RNN", "LSTM", "GRU", "dL", "tanh", "relu", "HTML", "English", "中文", "t", "x"}
for cell_type in CELL_TYPES.values():
    DATA |= set(cell_type.variables) | {f"d{name}" for name in cell_type.variables}
    DATA |= {parameter for operation in cell_type.operations for parameter in operation.parameters}


ARRAYS = ("W_ih", "W_hh", "b_ih", "b_hh", "weight_ih", "weight_hh", "bias_ih", "bias_hh")


def torch_words(cell: str) -> set[str]:
    """The names of PyTorch's modules, and the words with which it refuses the printed weights."""
    kind = getattr(torch.nn, cell)
    try:
        kind(3, 2).load_state_dict({name: torch.zeros(1) for name in kind(3, 2).state_dict()})
    except RuntimeError as refusal:
        return {f"{cell}Cell", *re.findall(r"\w+", str(refusal))}
    raise AssertionError("PyTorch took weights of a wrong shape")


KNOWN = frozenset(str(message.id) for message in template() if message.id)
"""What the catalogues were asked to translate: a text that nobody extracts is none of it."""


def wrapped(text: str) -> str:
    return f"⟦{text}⟧" if text in KNOWN else text


def escaped(text: str) -> list[str]:
    """The words of ``text`` that are neither inside ⟦ ⟧ nor data."""
    for pattern in (r"<[^<>]*>", r"%\{[^{}]*\}", r":material/\w+:", r":\w+-badge", r"\\"):
        text = re.sub(pattern, " ", text)
    while (inside := re.sub(r"⟦[^⟦⟧]*⟧", " ", text)) != text:
        text = inside
    return [word for word in re.findall(r"\b[^\W\d]\w*", text) if word not in DATA]


def elements(node: Any) -> Iterator[Any]:
    for child in getattr(node, "children", {}).values():
        yield child
        yield from elements(child)


def strings(message: Message) -> Iterator[str]:
    """Every text in a message to the browser that the browser shows."""
    for field, value in message.ListFields():
        if field.name in NOT_SEEN:
            continue
        values = value if field.is_repeated else [value]
        for each in values:
            if field.type == FieldDescriptor.TYPE_MESSAGE:
                yield from strings(each)
            elif field.name == "spec":
                yield from shown_by_plotly(json.loads(each))
            elif field.name == "json":
                yield from shown_by_component(json.loads(each))
            elif field.type == FieldDescriptor.TYPE_STRING:
                yield each


def shown_by_component(data: Any) -> Iterator[str]:
    """The words that a component is given ready; the rest is numbers, names, and what it looks up itself."""
    yield from data.get("words", {}).values()
    if "label" in data:
        yield data["label"]
    if "picture" in data:
        yield from shown_by_picture(json.loads(data["picture"]))
    for row in [*data.get("inputs", ()), *data.get("rows", ())]:
        yield row.get("title", "")
        yield from (cell["error"] for cell in row["cells"] if cell["error"])


def shown_by_picture(picture: dict[str, Any]) -> Iterator[str]:
    """The shape explorer's words; names of tensors, axes and places are PyTorch's."""
    yield from picture["words"].values()
    yield picture["folded"]
    yield from (item["says"] for item in picture["items"].values())
    for lane in picture["lanes"]:
        yield from (lane["label"], lane["side"])


def shown_by_plotly(part: Any, key: str = "") -> Iterator[str]:
    if isinstance(part, dict):
        # A name is shown in the legend; marks that have none carry it for programs.
        named = part.get("showlegend", "hovertemplate" in part)
        for name, value in part.items():
            if name != "template" and (name != "name" or named):
                yield from shown_by_plotly(value, name)
    elif isinstance(part, list):
        for value in part:
            yield from shown_by_plotly(value, key)
    elif isinstance(part, str) and key in {"text", "ticktext", "name", "title", "hovertemplate"}:
        yield part


@pytest.fixture
def open_wrapped(monkeypatch: pytest.MonkeyPatch) -> Callable[..., App]:
    monkeypatch.setattr("rnnviz.pages.visit.translation", lambda language: Translation(language, wrapped))
    return lambda page="", **query: App(query, page)


def seen(app: App) -> list[str]:
    test = app.test
    shown = [*elements(test.main), *elements(test.sidebar)]
    return [text for element in shown if getattr(element, "proto", None) for text in strings(element.proto)]


@pytest.mark.parametrize("cell", ["LSTM", "GRU", "RNN"])
@pytest.mark.parametrize(
    "query",
    [
        {},
        {"weights": "random", "op": "h", "unit": "1"},
        {"hidden": "40"},
        {"input": "text", "text": "2+?", "t": "1", "bidirectional": "1", "direction": "reverse"},
        {"input": "series", "series": "1 2 3", "gate": "h"},
        {"input": "series", "series": "1 2 3", "loss": "last"},
        {"hidden": "many", "layers": "9", "cell": "?", "t": "7", "op": "?", "text": "", "series": "1 inf"},
    ],
    ids=str,
)
def test_every_text_on_the_page_is_translated(
    open_wrapped: Callable[..., App], query: dict[str, str], cell: str
) -> None:
    app = open_wrapped(**{"cell": cell, **query})
    texts = seen(app)
    assert len(texts) > 100
    # What came from outside stands inside the sentence about it.
    assert {text: escaped(text) for text in texts if escaped(text)} == {}


@pytest.mark.parametrize("cell", ["LSTM", "GRU", "RNN"])
@pytest.mark.parametrize(
    "query",
    [
        {},
        {"reading": "full", "steps": "2", "edits": "x.1.0=4"},
        {"reading": "printed", "steps": "2"},
        {"reading": "printed", "bias": "0", "edits": "what"},
    ],
    ids=str,
)
def test_every_text_on_the_page_of_the_worked_example_is_translated(
    open_wrapped: Callable[..., App], query: dict[str, str], cell: str
) -> None:
    app = open_wrapped("worked_example", **{"cell": cell, **query})
    take_entries(app.visit, [(1, "x.0.0", "none")])
    texts = seen(app.run())
    assert len(texts) > 40
    # PyTorch's and NumPy's own words, the names of what is compared, and the example's arrays.
    own = {"nn", *torch_words(cell), *ARRAYS}
    left = {text: [word for word in escaped(text) if word not in own] for text in texts}
    assert {text: words for text, words in left.items() if words} == {}


SETTINGS = {
    *("input_size", "hidden_size", "proj_size", "num_layers", "num_directions", "bidirectional", "bias"),
    *("batch_first", "seq_len", "batch", "lengths", "W_ih", "W_hh", "d", "n", "True", "False"),
    *("output", "h_n", "c_n", "nn", "numel"),
}
"""PyTorch's own names, which are the same in every language."""


def outside_code(texts: list[str]) -> list[str]:
    """What is no program: the programs on the page are Python's."""
    return [
        re.sub(r"<(code|pre)\b.*?</\1>|<span class=\"(block|result).*?</span>", " ", text, flags=re.S) for text in texts
    ]


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"cell": "RNN", "lengths": "5 2 4", "batch_first": "1"},
        {"cell": "GRU", "unbatched": "1", "seq_len": "0"},
        {"predict": "1"},
    ],
    ids=str,
)
def test_every_text_on_the_page_of_shapes_is_translated(
    open_wrapped: Callable[..., App], query: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = Shelf[object](most=4, most_bytes=10**9, size=lambda _drawn: 1)
    monkeypatch.setattr("rnnviz.pages.explorer.picture._PICTURES", fresh)
    app = (
        open_wrapped("shapes", **query)
        .type("seq_len", "none")
        .type("proj_size" if not query else "input_size", "9" * 9)
    )
    texts = outside_code([text for text in seen(app) if text not in {one.value for one in app.test.code}])
    assert len(texts) > 20
    left = {text: [word for word in escaped(text) if word not in SETTINGS] for text in texts}
    assert {text: words for text, words in left.items() if words} == {}


@pytest.mark.parametrize("predict", ["0", "1"])
@pytest.mark.parametrize("name", ["", *list(pitfalls())[::9]])
def test_every_text_on_the_page_of_pitfalls_is_translated(
    open_wrapped: Callable[..., App], name: str, predict: str
) -> None:
    app = open_wrapped("pitfalls", pitfall=name, predict=predict)
    texts = outside_code([text for text in seen(app) if not text.startswith("**⟦")])
    assert len(texts) > len(pitfalls())
    # In a picture, a program's own names stand for the program.
    code = set(re.findall(r"\w+", " ".join(vars(pitfalls()[name or next(iter(pitfalls()))])[part] for part in PARTS)))
    left = {
        text: [word for word in escaped(text) if word not in SETTINGS | code | {"A", "B", "T", "nan"}] for text in texts
    }
    assert {text: words for text, words in left.items() if words} == {}


PARTS = ("setup", "wrong", "right")

FRAMEWORKS = {
    *("PyTorch", "Keras", "ONNX", "TensorFlow", "by_hand", "weight_ih", "weight_hh", "bias_ih", "bias_hh"),
    *("alpha", "output_size", "y", "h", "units", "kernel", "recurrent_kernel", "W", "R", "B"),
    *(name for switches in ("ifgo", "ijfo", "iofc", "ifco", "rzn", "zrh", "ru") for name in switches),
    *(entry.name for entry in ENTRIES.values()),
}
"""The names of frameworks, of their arrays and gates, and of modules."""


@pytest.mark.parametrize("name", ["rnn-cell", "jordan", "leaky-rnn", "stacked-rnn"])
def test_every_text_on_the_page_of_modules_by_hand_is_translated(open_wrapped: Callable[..., App], name: str) -> None:
    app = open_wrapped("by_hand_modules", module=name).type("hidden_size", "none")
    texts = outside_code([text for text in seen(app) if text not in {one.value for one in app.test.code}])
    assert len(texts) > len(ENTRIES)
    left = {text: [word for word in escaped(text) if word not in SETTINGS | FRAMEWORKS] for text in texts}
    assert {text: words for text, words in left.items() if words} == {}


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"reset": "after", "update": "replaces"},
        {"reset": "after", "b_hn": "outside"},
        {"reset": "after"},
        {"difference": "lstm-tf1-order", "seq_len": "none"},
        {"difference": "gru-biases-exchanged"},
        {"difference": "?"},
    ],
    ids=str,
)
def test_every_text_on_the_page_of_conventions_is_translated(
    open_wrapped: Callable[..., App], query: dict[str, str]
) -> None:
    app = open_wrapped("between_frameworks", **query)
    texts = outside_code([text for text in seen(app) if text not in {one.value for one in app.test.code}])
    assert len(texts) > len(SHOWN)
    left = {text: [word for word in escaped(text) if word not in SETTINGS | FRAMEWORKS] for text in texts}
    assert {text: words for text, words in left.items() if words} == {}


@pytest.mark.parametrize("query", [{}, {"term": "forget-gate"}, {"term": "no-such"}], ids=str)
def test_every_text_on_the_page_of_the_glossary_is_translated(
    open_wrapped: Callable[..., App], query: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {"en": Said("⟦name⟧", (), "⟦short⟧", "⟦text⟧"), "zh": Said("⟦名称⟧", (), "⟦短⟧", "⟦长⟧")}
    terms = {name: replace(term, said=said, source="", symbol="") for name, term in list(glossary().items())[::5]}
    terms["forget-gate"] = replace(glossary()["forget-gate"], said=said, see=tuple(terms)[:2], source="", symbol="")
    whole = {
        name: replace(term, see=tuple(other for other in term.see if other in terms)) for name, term in terms.items()
    }
    monkeypatch.setattr("rnnviz.pages.terms.screen.glossary", lambda: whole)
    monkeypatch.setattr("rnnviz.pages.terms.card.glossary", lambda: whole)
    texts = outside_code(seen(open_wrapped("glossary", **query)))
    assert len(texts) > 2 * len(terms)
    # The signs of the table, and where they come from, are their authors'.
    own = {*re.findall(r"[^\W\d]\w*", " ".join(map(repr, notations().notations))), "nbsp"}
    links = [re.sub(r"\]\([^()]*\)", "]", re.sub(r"^:?[\w\\.& ]+: .* · .*$", "", text)) for text in texts]
    assert {text: words for text in links if (words := [word for word in escaped(text) if word not in own])} == {}


@pytest.mark.parametrize("query", [{}, {"forget_bias": "5"}, {"forget_bias": "20", "gain": "200"}], ids=str)
def test_every_text_on_the_page_of_memory_is_translated(
    open_wrapped: Callable[..., App], query: dict[str, str]
) -> None:
    app = open_wrapped("memory_and_gradients", **query)
    left = {
        text: [word for word in escaped(text) if word not in SETTINGS | FRAMEWORKS]
        for text in seen(app)
        if text != "%s"
    }
    assert {text: words for text, words in left.items() if words} == {}


@pytest.mark.parametrize("fed", ["", "text", "ids", "numbers", "file", "random"])
def test_every_text_on_the_page_of_ones_own_model_is_translated(open_wrapped: Callable[..., App], fed: str) -> None:
    app = open_wrapped("your_model")
    if fed:
        show(app.visit, replace(example("en"), text="a b"))
        app.run()
        app.choose("plan.own.fed", fed)
    code = {one.value for one in app.test.code}
    own = {
        *SETTINGS,
        *("PyTorch", "ONNX", "Keras", "CSV", "npy", "safetensors", "rnn", "float32", "embedding", "weight", "a", "b"),
        *("json", "the", "state", "e", "h", "c", "W_hh", "W_ih", "h_0", "W", "y", *(f"y_{t}" for t in range(20))),
    }
    left = {text: [word for word in escaped(text) if word not in own] for text in outside_code(seen(app))}
    assert {text: words for text, words in left.items() if words and text not in code} == {}


@pytest.mark.parametrize("train", ["text?epochs=2", "text?source=english", "text?source=own"])
def test_every_text_on_the_page_of_characters_is_translated(open_wrapped: Callable[..., App], train: str) -> None:
    with at_once():
        app = open_wrapped("text", train=train)
        if "source" not in train:
            app.press("⟦Train⟧")
        texts = seen(app)
    # What is read and written comes from the text, also character by character; a unit is a letter and a place.
    data = re.compile(r".*<pre>.*|[a-z]\\\[\d+\\\].*|.|hello", re.DOTALL)
    shown = [text for text in texts if not data.fullmatch(text)]
    left = {text: [word for word in escaped(text) if word not in OPTIMIZERS] for text in shown}
    assert {text: words for text, words in left.items() if words} == {}


@pytest.mark.parametrize(
    "train",
    [
        "next-number?series=noisy-sine&hidden=3&length=60",
        "next-number?series=own&hidden=3&layout=sample",
        "next-number?series=own&hidden=3&numbers=x;t%0A1;2",
    ],
)
def test_every_text_on_the_page_of_the_next_number_is_translated(open_wrapped: Callable[..., App], train: str) -> None:
    app = open_wrapped("train", train=train)
    own = {*SETTINGS, *FRAMEWORKS, "JoinedLSTM", *OPTIMIZERS, "CSV", "csv", "tsv", "txt"}
    texts = [text for text in outside_code(seen(app)) if not text.startswith("def forward(")]
    left = {text: [word for word in escaped(text) if word not in own] for text in texts}
    assert {text: words for text, words in left.items() if words} == {}


def test_every_text_about_a_training_is_translated(open_wrapped: Callable[..., App]) -> None:
    plan = NextNumberPlan(
        series="geometric",
        length=60,
        networks=("by_hand.JoinedLSTM", "nn.LSTM"),
        hidden_size=3,
        epochs=1,
        same_start=True,
    )
    with at_once() as runs:
        runs.start(plan)
        app = open_wrapped("train", train=plan.key)
    assert len(app.test.get("plotly_chart")) == 5
    own = {*SETTINGS, *FRAMEWORKS, "JoinedLSTM", *OPTIMIZERS, "e"}
    texts = [text for text in outside_code(seen(app)) if not text.startswith("def forward(")]
    left = {text: [word for word in escaped(text) if word not in own] for text in texts}
    assert {text: words for text, words in left.items() if words} == {}


@pytest.mark.parametrize("train", ["strings?epochs=1&length=3&hidden=4&batch=4&moments=2", "strings?what=dates"])
def test_every_text_on_the_page_of_sequence_to_sequence_is_translated(
    open_wrapped: Callable[..., App], train: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rnnviz.training.strings.task.STEPS_PER_EPOCH", 2)
    with at_once():
        app = open_wrapped("strings", train=train)
        if "dates" not in train:
            app.press("⟦Train⟧")
        texts = seen(app)
    # What is read and written: letters, the rows of a table, an answer.
    data = re.compile(r"^\| (?!⟦).*$|^[^⟦]* → .*$|\*\*[a-z\W]*\*\*", re.MULTILINE)
    own = {*OPTIMIZERS, "rhythm", "mhtyhr", "may", "values", "missing"}
    left = {text: [word for word in escaped(data.sub("", text)) if len(word) > 1 and word not in own] for text in texts}
    assert {text: words for text, words in left.items() if words} == {}


@pytest.mark.parametrize("train", ["memory?steps=2&hidden=4&batch=4&moments=2", "memory-sweep?steps=2&distances=1,2"])
def test_every_text_on_the_page_of_memory_tasks_is_translated(open_wrapped: Callable[..., App], train: str) -> None:
    with at_once():
        app = open_wrapped("memory_tasks", train=train)
        app.press("⟦Train⟧")
        texts = seen(app)
    # The cases of a table.
    shown = [re.sub(r"[a-dw-z]+\?", "", text) for text in texts]
    own = {*OPTIMIZERS, "torch", "cpu", *("python", "benchmarks", "memory_curves", "json", "assets", "measured")}
    left = {text: [word for word in escaped(text) if len(word) > 1 and word not in own] for text in shown}
    assert {text: words for text, words in left.items() if words} == {}


def test_sentences_about_what_was_typed_are_translated(open_wrapped: Callable[..., App]) -> None:
    app = open_wrapped(input="text", text="1 2").type("text", "").type("hidden_size", "abc").type("seed", "x")
    assert len(app.test.error) == 3
    assert {text: escaped(text) for text in seen(app) if escaped(text)} == {}


def test_the_player_is_given_all_its_words(open_wrapped: Callable[..., App]) -> None:
    assert open_wrapped().sent["words"] == {text: wrapped(text) for text in player_words(CELL_TYPES["LSTM"])}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Reset", ["Reset"]),
        ("⟦Reset⟧", []),
        ("⟦Unit⟧ 3 now", ["now"]),
        ("⟦sum of ⟦input⟧⟧ = <b>0.5</b>", []),
        ("c_prev[%{x}] = 1e-08<extra></extra>", []),
        ("kept", []),
        ("重置", ["重置"]),
    ],
)
def test_what_escapes_is_found(text: str, left: list[str]) -> None:
    assert escaped(text) == left


@pytest.mark.parametrize("query", [{}, {"trace": "rnn-over-a-word"}, {"trace": "no-such", "step": "5000"}], ids=str)
def test_every_text_on_the_page_of_traces_is_translated(
    open_wrapped: Callable[..., App], query: dict[str, str]
) -> None:
    app = open_wrapped("trace", **query)
    texts = [text for text in seen(app) if text not in {one.value for one in app.test.code}]
    assert len(texts) > 60
    assert {text: escaped(text) for text in texts if escaped(text)} == {}
