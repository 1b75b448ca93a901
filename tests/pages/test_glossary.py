"""The page of the glossary, run by Streamlit's own test runner."""

import html
import re

import pytest

from rnnviz.lessons.glossary import glossary, notations
from rnnviz.pages.terms.card import body
from rnnviz.words import LANGUAGES, translation
from tests.pages.conftest import App

ANCHOR = re.compile(r"\]\(#([a-z0-9-]+)\)")


def open_page(**query: str) -> App:
    return App(query, "glossary")


def heads(app: App) -> list[tuple[str, str]]:
    """The ids and the words of the heads of terms, in their order on the page."""
    found = (re.search(r'<h[23] class="term" id="([a-z0-9-]+)"', one) for one in app.html)
    words = (html.unescape(re.sub(r"<[^>]*>", "", one)) for one in app.html)
    return [(match[1], word) for match, word in zip(found, words, strict=True) if match]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_term_stands_under_its_topic_with_both_names(lang: str) -> None:
    app = open_page(lang=lang)
    assert not app.errors
    assert not app.warnings
    found = heads(app)
    assert [name for name, _ in found] == list(glossary())
    for name, words in found:
        for language in LANGUAGES:
            assert glossary()[name].name(language) in words
    texts = [text.value for text in app.test.markdown]
    assert [term.id for term in glossary().values() if body(app.visit, term) not in texts] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_link_within_the_page_leads_to_something_on_it(lang: str) -> None:
    app = open_page(lang=lang)
    anchors = {match for one in app.html for match in re.findall(r'id="([a-z0-9-]+)"', one)}
    led_to = {match for text in app.test.markdown for match in ANCHOR.findall(text.value)}
    assert len(led_to) > len(glossary()) / 2
    assert led_to <= anchors
    assert not any("glossary?term" in text.value for text in app.test.markdown)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_term_of_the_address_stands_first_and_only_there(lang: str) -> None:
    app = open_page(term="forget-gate", lang=lang)
    assert not app.warnings
    found = [name for name, _ in heads(app)]
    assert found[0] == "forget-gate"
    assert sorted(found) == sorted(glossary())
    assert app.visit.query()["term"] == "forget-gate"


def test_a_term_that_is_not_there_is_answered_with_a_sentence() -> None:
    app = open_page(term="no-such")
    assert app.warnings == ["There is no term of the name no-such in the glossary. Look for it in the list."]
    assert [name for name, _ in heads(app)] == list(glossary())
    assert app.visit.query() == {}


def test_reset_puts_the_term_back_into_its_place() -> None:
    app = open_page(term="softmax").press("Reset")
    assert [name for name, _ in heads(app)] == list(glossary())
    assert app.address == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_search_knows_each_term_by_its_names_in_both_languages(lang: str) -> None:
    data = open_page(lang=lang, term="softmax").component("rnnviz_glossary_search")
    texts = {one["key"]: one["text"] for one in data["terms"]}
    assert set(texts) == {f"term-{name}" for name in glossary()} - {"term-softmax"}
    for name in ("hidden state", "隐藏状态"):
        assert name in texts["term-hidden-state"]
    assert "h_n" in texts["term-h-n"]
    assert translation(lang)("No term holds this.") == data["none"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_table_of_symbols_is_whole(lang: str) -> None:
    app = open_page(lang=lang)
    (table,) = (text.value for text in app.test.markdown if text.value.startswith("| "))
    rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in table.splitlines()]
    assert {len(row) for row in rows} == {1 + len(notations().notations)}
    assert len(rows) == 2 + len(notations().rows)
    said = {row[0].strip(): [cell.strip() for cell in row[1:]] for row in rows[2:]}
    words = translation(lang)
    assert said[words("forget gate")][0] == "$f_t$"
    names = [one.name for one in notations().notations]
    old, new = words("keeps the old state"), words("replaces the old state")
    opened = dict(zip(names, said[words("an open update gate")], strict=True))
    assert opened["PyTorch"] == old
    assert opened["Chung et al. 2014"] == new


def test_what_is_copied_runs() -> None:
    code = open_page(term="softmax", lang="zh").component("rnnviz_page_facts")["copy"]["code"]
    compile(code, "copied", "exec")
    assert 'glossary()["softmax"].text("zh")' in code
    assert glossary()["softmax"].text("zh")
