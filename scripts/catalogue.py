"""Bring the translation catalogues up to date with the source, and compile them.

A new text comes in untranslated, one that is no longer used goes, nothing is guessed. Catalogues hold no dates and no
line numbers, so that they change only when texts do.
"""

import io
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent

LOCALE = ROOT / "rnnviz" / "words" / "locale"

NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)

HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: rnnviz\\n"
"Language: {language}\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def catalogues() -> list[Path]:
    """The catalogue of every language but English."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/rnnviz.po"))


def template() -> Catalog:
    """Every text that is marked with ``_()`` or ``N_()``, files in order of their names."""
    found = Catalog()
    for _, _, text, comments, _ in [
        *((None, *message) for message in extract_from_file("python", ROOT / "app.py")),
        *extract_from_dir(ROOT / "rnnviz", [("**.py", "python")]),
    ]:
        found.add(text, auto_comments=comments)
    return found


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def updated(path: Path) -> Catalog:
    """The catalogue in ``path`` with the texts of today, as it should be."""
    catalogue = read(path)
    catalogue.update(template(), no_fuzzy_matching=True)
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """The catalogue as a ``.po`` file."""
    file = io.BytesIO()
    write_po(file, catalogue, width=120, no_location=True, omit_header=True, ignore_obsolete=True)
    return HEADER.format(language=catalogue.locale_identifier).encode() + file.getvalue().lstrip(b"\n")


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as a ``.mo`` file, which the app reads."""
    file = io.BytesIO()
    # It is in the file's header, which else would change with every run.
    catalogue.creation_date = NO_DATE
    write_mo(file, catalogue)
    return file.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """The texts that have no translation yet."""
    return [str(message.id) for message in catalogue if message.id and not message.string]


def main() -> None:
    for path in catalogues():
        path.write_bytes(written(updated(path)))
        path.with_suffix(".mo").write_bytes(compiled(read(path)))
        missing = untranslated(read(path))
        print(f"{path.relative_to(ROOT)}: {len(missing)} texts without a translation")
        print("".join(f"    {text}\n" for text in missing), end="")


if __name__ == "__main__":
    main()
