"""Data that was given for trainings: named by its content, found again, bounded."""

import hashlib
import os
from pathlib import Path

import pytest

from rnnviz.errors import FileError
from rnnviz.training.contents import Contents


def test_a_content_has_the_beginning_of_its_hash_for_a_name(tmp_path: Path) -> None:
    contents = Contents(tmp_path, most_bytes=100)
    name = contents.keep(b"to be")
    assert name == hashlib.sha256(b"to be").hexdigest()[:16]
    assert contents.keep(b"to be") == name
    assert Contents(tmp_path, most_bytes=100).get(name) == b"to be"
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_the_oldest_make_room_for_the_newest(tmp_path: Path) -> None:
    contents = Contents(tmp_path, most_bytes=10)
    first, second = contents.keep(b"12345"), contents.keep(b"abcde")
    os.utime(tmp_path / first, (1, 1))
    os.utime(tmp_path / second, (2, 2))
    third = contents.keep(b"a larger content than all")
    assert contents.get(third) == b"a larger content than all"
    for gone in (first, second):
        with pytest.raises(FileError):
            contents.get(gone)


@pytest.mark.parametrize("name", ["", "0123456789abcdef", "../secret", "0123456789abcde/", "0123456789ABCDEF"])
def test_what_is_not_there_and_what_is_no_name_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret").write_bytes(b"not yours")
    contents = Contents(tmp_path / "contents", most_bytes=10)
    with pytest.raises(FileError) as caught:
        contents.get(name)
    assert str(caught.value) == (
        f"This link needs data out of a file, {name}, that is not here. Give the file once more."
    )
