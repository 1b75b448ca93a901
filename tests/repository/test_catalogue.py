"""The compiled catalogue, which the app reads, says what the written one says."""

import gettext
import io
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parents[2] / "rnnviz" / "words" / "locale"

CATALOGUES = sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


def messages(compiled: io.BufferedIOBase) -> dict[str, str]:
    catalogue = vars(gettext.GNUTranslations(compiled))["_catalog"]
    return {msgid: text for msgid, text in catalogue.items() if msgid}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_the_compiled_catalogue_is_up_to_date(path: Path) -> None:
    fresh = io.BytesIO()
    with path.open("rb") as file:
        write_mo(fresh, read_po(file))
    fresh.seek(0)
    with path.with_suffix(".mo").open("rb") as file:
        assert messages(file) == messages(fresh), "run: make words"


def test_there_is_a_catalogue() -> None:
    assert [path.parts[-3] for path in CATALOGUES] == ["zh"]
