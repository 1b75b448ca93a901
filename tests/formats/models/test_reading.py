"""Processes that take files apart: warm, limited, and replaced where they are lost."""

import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import torch
from torch import nn

import rnnviz
from rnnviz.errors import FileError
from rnnviz.formats.models.reading import Readers, readers
from tests.formats.models import misbehaving
from tests.formats.models.saved import weights_of, written

GOOD = written(nn.LSTM(3, 2).state_dict(), "zip")


@pytest.fixture(scope="module")
def pool() -> Iterator[Readers]:
    """One process, so that the next file meets the one that the last one was read in."""
    found = Readers(processes=1, seconds=3.0)
    yield found
    found.close()


def children() -> set[int | None]:
    return {child.pid for child in multiprocessing.active_children()}


def test_a_process_reads_one_file_after_the_other(pool: Readers) -> None:
    module = nn.GRU(3, 2)
    for dtype in (torch.float16, torch.bfloat16, torch.float32, torch.float64):
        state = weights_of(module.to(dtype))
        found = pool.unpacked(written(state, "zip"), "zip").tensors
        before = children()
        assert list(found) == list(state)
        assert all(torch.equal(found[name], value) and found[name].dtype == dtype for name, value in state.items())
    assert children() == before


def test_tensors_without_numbers_and_of_no_dimension_come_back(pool: Readers) -> None:
    state = {"empty": torch.ones(0, 4), "one": torch.tensor(2.5), "turned": torch.arange(6.0).reshape(2, 3).T}
    found = pool.unpacked(written(state, "zip"), "zip").tensors
    assert {name: value.tolist() for name, value in found.items()} == {
        name: value.tolist() for name, value in state.items()
    }
    assert found["empty"].shape == (0, 4)


@pytest.mark.parametrize(
    ("lost", "message"),
    [
        (
            misbehaving.sleeps,
            "Reading the file took more than the 3 seconds that it may take. It is damaged, or too large: save the "
            "recurrent module alone.",
        ),
        (
            misbehaving.dies,
            "The process that read the file ended before it was done: the file is damaged, or takes more memory than "
            "it may. Save the recurrent module alone.",
        ),
    ],
)
def test_a_process_that_is_lost_is_replaced(
    pool: Readers, lost: Callable[..., str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool.unpacked(GOOD, "zip")
    before = children()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with monkeypatch.context() as patch:
        patch.setattr(readers, "work", lost)
        with pytest.raises(FileError) as caught:
            pool.unpacked(GOOD, "zip")
    assert str(caught.value) == message
    assert list(pool.unpacked(GOOD, "zip").tensors) == list(nn.LSTM(3, 2).state_dict())
    assert len(children() - before) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("greedy", "problem"), [(misbehaving.takes_much_memory, MemoryError), (misbehaving.writes_much, OSError)]
)
def test_a_process_has_so_much_memory_and_no_more(
    pool: Readers, greedy: Callable[..., str], problem: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "work", greedy)
    with pytest.raises(problem):
        pool.unpacked(GOOD, "zip")


def test_processes_start_when_they_are_warmed_and_end_when_they_are_closed() -> None:
    before = children()
    pool = Readers(processes=2)
    assert children() == before
    pool.warm()
    pool.unpacked(GOOD, "zip")
    assert len(children() - before) == 2
    pool.close()
    assert children() <= before
    # It can be used again.
    pool.unpacked(GOOD, "zip")
    pool.close()


@pytest.mark.parametrize("how", ["file", "stdin"])
def test_a_plain_script_needs_no_guard(how: str, tmp_path: Path) -> None:
    """Processes never run the caller's program again: neither one in a file, nor one that Python reads from a pipe."""
    (tmp_path / "model.pt").write_bytes(GOOD)
    script = "import rnnviz\nprint('once')\nprint(rnnviz.load_model('model.pt').parts[0].cell_type)\n"
    (tmp_path / "script.py").write_text(script)
    done = subprocess.run(
        [sys.executable, "script.py" if how == "file" else "-"],
        input=script,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(rnnviz.__file__).parents[1])},
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert done.stdout.split() == ["once", "LSTM"]
    assert not done.stderr
