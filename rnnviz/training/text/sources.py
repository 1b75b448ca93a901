"""Where a text comes from: the word hello, a text of this project, or one that a person gives."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from rnnviz import limits
from rnnviz.assets import asset
from rnnviz.errors import InputError
from rnnviz.formats.text_file import read_text_file
from rnnviz.training.contents import Contents
from rnnviz.words import N_

SOURCES = ("hello", "english", "chinese", "own")

WORD = "hello"

LANGUAGES: Mapping[str, str] = MappingProxyType({"english": "en", "chinese": "zh"})
"""Of the sources that come with the app."""


@lru_cache(maxsize=2)
def shipped_text(language: str) -> str:
    """What this project says in a language, "en" or "zh": paragraphs of its lessons, glossary and pitfalls."""
    return asset(f"text/{language}.txt").read_text(encoding="utf-8")


def text_of(source: str, typed: str = "", content: str = "", contents: Contents | None = None) -> str:
    """The text of a source.

    Args:
        source: one of `SOURCES`.
        typed: what a person typed, of the source "own".
        content: the name of a file's content among ``contents``, where nothing was typed.
        contents: where files are kept.

    Raises:
        InputError: nothing was typed, and no file was given; or too much was typed to stand in an address.
        FileError: the file is not there any more, is too large, or is no text.
    """
    if source == "hello":
        return WORD
    if source in LANGUAGES:
        return shipped_text(LANGUAGES[source])
    if len(typed) > limits.MAX_ADDRESS_TEXT:
        template = N_("A text in an address may have up to {most} characters, got {got}: give it as a file.")
        raise InputError("text-typed", template, most=limits.MAX_ADDRESS_TEXT, got=len(typed))
    if typed:
        return typed.replace("\r\n", "\n").replace("\r", "\n")
    if not content or contents is None:
        raise InputError("text-none", N_("There is no text yet: type or paste one, or open a file."))
    return read_text_file(contents.get(content))
