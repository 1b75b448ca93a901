"""The text in a file: UTF-8, or UTF-16 where a byte order mark says so."""

import codecs

from rnnviz import limits
from rnnviz.errors import FileError
from rnnviz.words import N_

_MARKS = {codecs.BOM_UTF8: "UTF-8", codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}


def check_text_size(size: int, most_bytes: int = limits.MAX_TEXT_BYTES) -> None:
    """Refuse a text of so many bytes, before it is read, where that is too many.

    Raises:
        FileError: it is.
    """
    if size > most_bytes:
        template = N_("A text may have up to {most} MB, got {got} MB: take a part of it.")
        most, got = (f"{count / 1024**2:.1f}" for count in (most_bytes, size))
        raise FileError("text-size", template, most=most, got=got)


def read_text_file(content: bytes, *, most_bytes: int = limits.MAX_TEXT_BYTES) -> str:
    """The text, with ``\\n`` at the end of its lines and without a byte order mark.

    Raises:
        FileError: it is empty, too large, or no text.

    >>> read_text_file(b"one\\r\\ntwo")
    'one\\ntwo'
    """
    check_text_size(len(content), most_bytes)
    mark = next((mark for mark in _MARKS if content.startswith(mark)), b"")
    encoding = _MARKS.get(mark, "UTF-8")
    try:
        # With its mark, UTF-16 knows its byte order by itself.
        text = content.decode("utf-16") if encoding == "UTF-16" else content[len(mark) :].decode("utf-8")
    except UnicodeDecodeError as error:
        start = error.start + (len(mark) if encoding == "UTF-8" else 0)
        template = N_(
            "The file must be text in {encoding}: byte {place} of {count}, {got}, does not fit. Save it as UTF-8."
        )
        raise FileError(
            "text-encoding",
            template,
            encoding=encoding,
            place=start,
            count=len(content),
            got=f"0x{content[start]:02X}",
        ) from None
    if "\0" in text:
        template = N_("The file must be text: its character {place} is a zero, which no text has. Choose another file.")
        raise FileError("text-binary", template, place=text.index("\0"))
    if not text:
        raise FileError("text-file-empty", N_("The file must hold a text, and is empty. Choose another file."))
    return text.replace("\r\n", "\n").replace("\r", "\n")
