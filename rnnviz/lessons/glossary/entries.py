"""The entries, read from their files: what is said in each language, and what is true in all of them."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from rnnviz.lessons.glossary.formulas import filled
from rnnviz.lessons.glossary.term import TOPICS, Said, Term
from rnnviz.words import LANGUAGES

_HERE = Path(__file__).parent


@cache
def glossary() -> Mapping[str, Term]:
    """Every term by its id, topic after topic, each in the order of ``facts.toml``."""
    said = {language: read(f"{language}.toml") for language in LANGUAGES}
    terms = (_term(name, facts, said) for name, facts in read("facts.toml").items())
    return MappingProxyType({term.id: term for term in sorted(terms, key=lambda term: TOPICS.index(term.topic))})


def read(name: str) -> dict[str, Any]:
    """The tables of a file that lies here."""
    return tomllib.loads((_HERE / name).read_text(encoding="utf-8"))


def _term(name: str, facts: Mapping[str, Any], said: Mapping[str, Mapping[str, Any]]) -> Term:
    return Term(
        id=name,
        topic=facts["topic"],
        said=MappingProxyType({language: _said(texts[name]) for language, texts in said.items()}),
        symbol=facts.get("symbol", ""),
        colour=facts.get("colour", ""),
        see=tuple(facts["see"]),
        page=facts.get("page"),
        settings=MappingProxyType(facts.get("settings", {})),
        source=facts.get("source", ""),
    )


def _said(texts: Mapping[str, Any]) -> Said:
    return Said(texts["name"], tuple(texts.get("also", ())), texts["short"], filled(texts["text"].strip()))
