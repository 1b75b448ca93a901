"""The catalogues hold the texts of today, all translated; the compiled ones say what the written ones say."""

import gettext
import io
import string
from pathlib import Path

import pytest

from scripts.catalogue import LOCALE, catalogues, compiled, read, template, untranslated, updated, written

each_catalogue = pytest.mark.parametrize("path", catalogues(), ids=lambda path: path.parts[-3])


def messages(content: bytes) -> dict[str, str]:
    catalogue = vars(gettext.GNUTranslations(io.BytesIO(content)))["_catalog"]
    return {msgid: text for msgid, text in catalogue.items() if msgid}


def test_there_is_a_catalogue_for_every_language_but_english() -> None:
    assert [path.relative_to(LOCALE).parts[0] for path in catalogues()] == ["zh"]


def test_texts_are_found() -> None:
    assert "Next step" in template()


@each_catalogue
def test_it_holds_the_texts_of_today(path: Path) -> None:
    assert path.read_bytes() == written(updated(path)), "run: make words"


@each_catalogue
def test_every_text_is_translated(path: Path) -> None:
    assert untranslated(read(path)) == []


@each_catalogue
def test_the_compiled_one_is_up_to_date(path: Path) -> None:
    assert messages(path.with_suffix(".mo").read_bytes()) == messages(compiled(read(path))), "run: make words"


@each_catalogue
def test_a_translation_has_the_placeholders_of_its_text(path: Path) -> None:
    def names(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}

    wrong = [str(message.id) for message in read(path) if names(str(message.id)) != names(str(message.string))]
    assert wrong == []
