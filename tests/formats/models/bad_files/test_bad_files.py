"""Files that cannot be read: one sentence each, word for word, and the processes that looked at them go on."""

import multiprocessing
import pickle
import tempfile
from pathlib import Path

import pytest
from torch import nn

from rnnviz.errors import FileError
from rnnviz.formats.models import read_model
from rnnviz.words import translation
from tests.formats.models.bad_files.bad_file import BadFile
from tests.formats.models.bad_files.bad_general import BAD_GENERAL
from tests.formats.models.bad_files.bad_keras import BAD_KERAS
from tests.formats.models.bad_files.bad_onnx import BAD_ONNX
from tests.formats.models.bad_files.bad_safetensors import BAD_SAFETENSORS
from tests.formats.models.bad_files.bad_torch import BAD_TORCH, WAS_RUN, pickle_with_code
from tests.formats.models.saved import written

BAD_FILES = [*BAD_GENERAL, *BAD_SAFETENSORS, *BAD_TORCH, *BAD_ONNX, *BAD_KERAS]


def children() -> set[int | None]:
    return {child.pid for child in multiprocessing.active_children()}


@pytest.fixture(scope="module")
def readers() -> set[int | None]:
    """The numbers of the processes that read files."""
    read_model(written(nn.LSTM(3, 2).state_dict(), "zip"))
    return children()


@pytest.mark.parametrize("bad", BAD_FILES, ids=str)
def test_a_bad_file_is_refused_with_one_sentence(
    bad: BadFile, readers: set[int | None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = bad.make()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(FileError) as caught:
        read_model(content, bad.name)
    assert str(caught.value) == bad.message
    assert caught.value.code.startswith("model-")
    # Nothing is left of it, and no process was lost.
    assert list(tmp_path.iterdir()) == []
    assert readers <= children()
    assert len(readers) >= 1
    assert not WAS_RUN.exists()


@pytest.mark.parametrize("bad", BAD_FILES, ids=str)
def test_what_is_said_fits_on_a_screen(bad: BadFile) -> None:
    assert bad.message.isprintable()
    assert len(bad.message) <= 500
    assert bad.message.endswith(".")


def test_each_sentence_is_said_in_chinese_too() -> None:
    chinese = translation("zh")
    for bad in (BAD_GENERAL[0], BAD_SAFETENSORS[0], BAD_TORCH[0]):
        with pytest.raises(FileError) as caught:
            read_model(bad.make())
        said = caught.value.message(chinese)
        assert said != str(caught.value)
        assert "{" not in said


def test_the_code_in_these_files_is_code() -> None:
    """Whoever runs it is noticed: pickle itself does."""
    pickle.loads(pickle_with_code())
    assert WAS_RUN.exists()
    WAS_RUN.unlink()
