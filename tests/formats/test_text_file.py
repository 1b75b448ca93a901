"""Text out of files: encodings, and what is no text."""

import pytest

from rnnviz import limits
from rnnviz.errors import FileError
from rnnviz.formats.text_file import check_text_size, read_text_file


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("né\n你".encode(), "né\n你"),
        (b"\xef\xbb\xbfabc", "abc"),
        (b"\xff\xfea\x00`O", "a你"),
        (b"\xfe\xff\x00aO`", "a你"),
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
    ],
)
def test_encodings_and_line_ends(content: bytes, text: str) -> None:
    assert read_text_file(content) == text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file must hold a text, and is empty. Choose another file."),
        (b"\xef\xbb\xbf", "The file must hold a text, and is empty. Choose another file."),
        (
            b"abc\xff\xd8",
            "The file must be text in UTF-8: byte 3 of 5, 0xFF, does not fit. Save it as UTF-8.",
        ),
        (
            b"\xef\xbb\xbfa\x80",
            "The file must be text in UTF-8: byte 4 of 5, 0x80, does not fit. Save it as UTF-8.",
        ),
        (
            b"\xff\xfea\x00b",
            "The file must be text in UTF-16: byte 4 of 5, 0x62, does not fit. Save it as UTF-8.",
        ),
        (
            b"ab\0c",
            "The file must be text: its character 2 is a zero, which no text has. Choose another file.",
        ),
    ],
)
def test_what_is_no_text_is_said(content: bytes, said: str) -> None:
    with pytest.raises(FileError) as error:
        read_text_file(content)
    assert str(error.value) == said


def test_a_large_file_is_refused_by_its_size_alone() -> None:
    with pytest.raises(FileError) as error:
        check_text_size(100 * 1024**2)
    assert str(error.value) == "A text may have up to 1.0 MB, got 100.0 MB: take a part of it."
    check_text_size(limits.MAX_TEXT_BYTES)
    assert len(read_text_file(b"a" * limits.MAX_TEXT_BYTES)) == limits.MAX_TEXT_BYTES
