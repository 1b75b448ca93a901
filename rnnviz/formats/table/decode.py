"""The text of a file, whatever wrote it."""

import codecs

from rnnviz import limits
from rnnviz.errors import InputError
from rnnviz.words import N_

_MARKS = str.maketrans({"，": ",", "、": ",", "；": ";"})
"""Chinese marks, between numbers, are meant as ours."""


def check_bytes(count: int) -> None:
    """Refuse a table that is too large; to be asked before it is read.

    Raises:
        InputError: it has more than 8 MB.
    """
    if count > limits.MAX_TABLE_BYTES:
        template = N_("A table may have up to {most} MB, this one has {got} MB: leave out rows, or columns not needed.")
        most, got = (f"{size / 2**20:,.1f}".removesuffix(".0") for size in (limits.MAX_TABLE_BYTES, count))
        raise InputError("table-size", template, most=most, got=got)


def decoded(content: str | bytes) -> str:
    """The text of a table: UTF-8 with or without a byte-order mark, or UTF-16 with one.

    Raises:
        InputError: it is too large, or in none of these.

    >>> decoded("1，5".encode("utf-16")), decoded(b"\\xef\\xbb\\xbfa")
    ('1,5', 'a')
    """
    check_bytes(len(content))
    text = content if isinstance(content, str) else _text(content)
    # Text of two bytes a character, without the mark that says so, is full of these.
    if "\0" in text:
        raise _no_text(text[: text.index("\0")].count("\n"), 0)
    return text.removeprefix("\ufeff").translate(_MARKS)


def _text(content: bytes) -> str:
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return content.decode("utf-16" if wide else "utf-8")
    except UnicodeDecodeError as error:
        raise _no_text(content.count(b"\n", 0, error.start), content[error.start]) from None


def _no_text(rows: int, byte: int) -> InputError:
    template = N_(
        "A table must be text in UTF-8, or in UTF-16 with a byte-order mark: row {row} has the byte {got}. Save it as "
        "CSV in UTF-8."
    )
    return InputError("table-encoding", template, row=rows + 1, got=f"0x{byte:02x}")
