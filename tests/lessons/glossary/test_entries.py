"""The files of the glossary: the same terms in each language, nothing that leads nowhere, one word for one thing."""

import re
import tomllib
from pathlib import Path

import pytest
import torch

import rnnviz.lessons.glossary as package
from rnnviz.formats.weights import ORDERS
from rnnviz.lessons.glossary import TOPICS, glossary, notations
from rnnviz.pages.first_view import first_view
from rnnviz.pages.page_list import PAGES
from rnnviz.pages.readable import readable
from rnnviz.scenario import Scenario
from rnnviz.scenario_rules import RULES
from rnnviz.theme import COLOUR_KEYS
from rnnviz.words import LANGUAGES
from tests.words.test_chinese import ONE_WORD

FOLDER = Path(str(package.__file__)).parent

TERMS = list(glossary().values())


def read(name: str) -> dict[str, dict[str, object]]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_terms_and_nothing_else(language: str) -> None:
    said = read(f"{language}.toml")
    assert list(said) == list(read("facts.toml"))
    assert {key for texts in said.values() for key in texts} == {"name", "also", "short", "text"}


def test_facts_have_no_other_keys() -> None:
    keys = {key for facts in read("facts.toml").values() for key in facts}
    assert keys == {"topic", "symbol", "colour", "see", "page", "settings", "source"}


def test_every_topic_has_terms() -> None:
    assert [topic for topic in TOPICS if not any(term.topic == topic for term in TERMS)] == []


def test_related_terms_are_there_and_are_others() -> None:
    assert [(term.id, other) for term in TERMS for other in term.see if other not in glossary()] == []
    assert [term.id for term in TERMS if term.id in term.see or len(set(term.see)) < len(term.see)] == []


def test_every_term_is_named_by_another_or_names_one() -> None:
    assert [term.id for term in TERMS if not term.see] == []


def test_colours_and_ids_are_known() -> None:
    assert [term.id for term in TERMS if term.colour and term.colour not in COLOUR_KEYS] == []
    for term in TERMS:
        RULES["term"].check("term", term.id)


@pytest.mark.parametrize("term", [term for term in TERMS if term.page is not None], ids=lambda term: str(term.id))
def test_the_page_of_a_term_can_show_what_the_link_says(term: package.Term) -> None:
    assert term.page in PAGES
    first = first_view(term.page or "")
    scenario, errors = Scenario.from_query(term.settings, first)
    assert errors == ()
    assert set(term.settings) <= {rule.address for rule in RULES.values()}
    assert readable(term.page or "", scenario) == (scenario, ())
    # A setting that says what is so anyway is not worth its place.
    assert scenario.to_query(first) == dict(term.settings)


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_as_long_as_they_should_be(language: str) -> None:
    longest = {"en": (160, 700), "zh": (60, 320)}[language]
    assert [term.id for term in TERMS if not 0 < len(term.short(language)) <= longest[0]] == []
    end = ".", "。"
    assert [term.id for term in TERMS if not term.short(language).endswith(end)] == []
    assert [term.id for term in TERMS if not term.text(language).endswith(end)] == []
    bare = {term.id: re.sub(r"\$[^$]*\$", "", term.text(language)) for term in TERMS}
    assert [name for name, text in bare.items() if not 20 < len(text) <= longest[1]] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_means_two_things(language: str) -> None:
    names = [(name.lower(), term.id) for term in TERMS for name in {term.name(language), *term.also(language)}]
    assert sorted(names) == sorted(dict(names).items())


def test_names_of_pytorch_are_the_same_in_both_languages() -> None:
    symbols = [term.id for term in TERMS if "_" in term.name("en")]
    assert len(symbols) > 8
    assert [name for name in symbols if glossary()[name].name("zh") != glossary()[name].name("en")] == []


@pytest.mark.parametrize("symbol", [one for term in TERMS for one in term.symbol.split(", ") if one.startswith("nn.")])
def test_modules_that_are_named_exist(symbol: str) -> None:
    assert hasattr(torch.nn, symbol.split(".")[1])


# -- English --------------------------------------------------------------------------------------------------------


def test_nothing_is_called_a_cell_alone() -> None:
    alone = re.compile(r"\b(?<!memory )cells?\b(?! (state|type|gate))(?!”)", re.IGNORECASE)
    assert {
        term.id: found[0] for term in TERMS if (found := alone.search(f"{term.short('en')} {term.text('en')}"))
    } == {}


def test_the_forget_gate_is_the_degree_of_keeping() -> None:
    assert "keeps everything" in glossary()["forget-gate"].short("en")
    assert "1 全部保留" in glossary()["forget-gate"].short("zh")


# -- Chinese --------------------------------------------------------------------------------------------------------

CHINESE = {
    f"{term.id}.{key}": text for term in TERMS for key, text in (("short", term.short("zh")), ("text", term.text("zh")))
}


def prose(text: str) -> str:
    return re.sub(r"\$[^$]*\$|`[^`]*`", " ", text)


def test_every_text_is_chinese() -> None:
    assert [key for key, text in CHINESE.items() if not re.search("[\u4e00-\u9fff]", text)] == []


def test_the_signs_are_simplified() -> None:
    assert [key for key, text in CHINESE.items() if re.search("[時輸狀門隱態層單個數據學習網絡開關]", text)] == []


def test_punctuation_after_a_chinese_character_is_chinese() -> None:
    assert [key for key, text in CHINESE.items() if re.search("[\u4e00-\u9fff][,;:?!.]", prose(text))] == []


@pytest.mark.parametrize("word", ONE_WORD)
def test_one_thing_has_one_word(word: str) -> None:
    """Names, and texts in which the English sentence speaks of it, have the word of the catalogue."""
    for term in TERMS:
        if term.name("en") == word:
            assert ONE_WORD[word] in term.name("zh"), term.id
        if re.search(rf"\b{word}\b", term.short("en")):
            assert ONE_WORD[word] in term.short("zh"), term.id


# -- who writes what how --------------------------------------------------------------------------------------------


def test_the_table_has_no_row_that_is_not_declared() -> None:
    rows = set(notations().rows)
    assert {row for one in notations().notations for row in one.symbols} == rows
    assert [one.name for one in notations().notations if not (one.source and one.address.startswith("https://"))] == []


def test_orders_of_gates_are_those_that_weights_are_converted_by() -> None:
    found = {one.name: one.symbols for one in notations().notations}
    for name, framework in (("PyTorch", "PyTorch"), ("Keras 3", "Keras")):
        for row, cell in (("lstm_order", "LSTM"), ("gru_order", "GRU")):
            assert found[name][row].split() == list(ORDERS[framework][cell].own)


def test_an_open_update_gate_of_pytorch_keeps() -> None:
    gru = torch.nn.GRUCell(1, 1)
    with torch.no_grad():
        for parameter in gru.parameters():
            parameter.zero_()
        gru.bias_ih[1] = 100.0
        kept = gru(torch.ones(1, 1), torch.full((1, 1), 0.7))
    assert kept.item() == pytest.approx(0.7)
    assert notations().notations[0].symbols["update_open"] == "keeps"
