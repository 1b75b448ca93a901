import hashlib
from pathlib import Path

import numpy as np
import pytest
import torch

import rnnviz
from rnnviz import limits
from rnnviz.errors import FileError
from rnnviz.lessons.opened import OpenedFiles


def file(path: Path, steps: int = 3) -> bytes:
    rnnviz.record(torch.nn.GRU(2, 3), torch.ones(steps, 1, 2)).save(path)
    return path.read_bytes()


def test_a_file_is_found_again_by_the_hash_of_its_content(tmp_path: Path) -> None:
    content = file(tmp_path / "a.safetensors")
    opened = OpenedFiles(most=2, most_bytes=10**6)
    name = opened.keep(content)
    assert name == hashlib.sha256(content).hexdigest()[:16]
    assert opened.keep(content) == name
    rec = rnnviz.load(tmp_path / "a.safetensors")
    assert opened.get(name).version == rec.version
    assert np.array_equal(opened.get(name).h, rec.h)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError) as caught:
        OpenedFiles(most=2, most_bytes=10**6).get("0123456789abcdef")
    assert str(caught.value) == (
        "This link shows a recording out of a file, 0123456789abcdef, that is not open here. Open the file under File: "
        "who sent the link can save it there."
    )


def test_what_is_no_recording_is_refused_without_a_path(tmp_path: Path) -> None:
    with pytest.raises(FileError) as caught:
        OpenedFiles(most=2, most_bytes=10**6).keep(b"no recording")
    assert str(caught.value) == (
        "The file must be a recording, as rec.save(path) writes it, and it cannot be read as one. Choose another file."
    )


def test_a_file_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_RECORDING_FILE_BYTES", 1000)
    with pytest.raises(FileError, match=r"at most 1,000 bytes, it has \d,\d\d\d\. Record fewer steps"):
        OpenedFiles(most=2, most_bytes=10**6).keep(file(tmp_path / "a.safetensors"))


@pytest.mark.parametrize(("most", "most_bytes"), [(2, 10**9), (9, 6_000)])
def test_the_oldest_make_room_and_what_is_looked_at_stays_whole(tmp_path: Path, most: int, most_bytes: int) -> None:
    contents = [file(tmp_path / "a.safetensors", steps) for steps in (3, 4, 5)]
    assert 2 * max(map(len, contents)) < 6_000 < sum(map(len, contents))
    opened = OpenedFiles(most=most, most_bytes=most_bytes)
    names = [opened.keep(content) for content in contents[:2]]
    first = opened.get(names[0])
    expected = np.array(first.h)
    opened.get(names[1])
    names.append(opened.keep(contents[2]))
    with pytest.raises(FileError):
        opened.get(names[0])
    assert (opened.get(names[1]).seq_len, opened.get(names[2]).seq_len) == (4, 5)
    assert np.array_equal(first.h, expected)
