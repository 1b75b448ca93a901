"""Recordings that are written while they are made, and read where they lie."""

import mmap
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from torch import nn

import rnnviz
from rnnviz.errors import FileError
from rnnviz.recorder import layer
from tests.recorder.test_files import assert_same
from tests.strategies import Plan, plans


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plans())
def test_what_is_written_while_recording_is_what_would_be_kept(tmp_path: Path, plan: Plan) -> None:
    network = plan.build()
    arguments = (network.module, network.input, network.hx)
    kept = rnnviz.record(*arguments)
    written = rnnviz.record(*arguments, path=tmp_path / "run.safetensors")
    assert_same(kept, written)
    assert written.version == kept.version
    assert_same(kept, rnnviz.load(tmp_path / "run.safetensors"))
    assert [path.name for path in tmp_path.iterdir()] == ["run.safetensors"]


@pytest.mark.parametrize("lengths", [None, [2, 5]])
def test_the_arrays_of_a_file_lie_in_the_file(tmp_path: Path, lengths: list[int] | None) -> None:
    path = tmp_path / "run.safetensors"
    made = rnnviz.record(nn.LSTM(3, 4, proj_size=2), torch.ones(5, 2, 3), lengths=lengths, path=path)
    for rec in (made, rnnviz.load(path)):
        for name in ("input", "gates", "weighted_sums", "h", "c", "output"):
            array = getattr(rec, name)
            while isinstance(array.base, np.ndarray):
                array = array.base
            assert isinstance(array.base, memoryview | mmap.mmap), name
        assert type(rec.gates) is np.ndarray


def test_a_recording_that_fails_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    path = tmp_path / "run.safetensors"
    path.write_text("what was there before")
    monkeypatch.setattr("rnnviz.recorder.transcript.recompute", fail)
    with pytest.raises(KeyboardInterrupt):
        rnnviz.record(nn.LSTM(3, 4), torch.ones(5, 2, 3), path=path)
    assert [found.name for found in tmp_path.iterdir()] == ["run.safetensors"]
    assert path.read_text() == "what was there before"


def test_a_recording_can_be_written_over_the_file_it_is_read_from(tmp_path: Path) -> None:
    path = tmp_path / "run.safetensors"
    rec = rnnviz.record(nn.GRU(3, 4), torch.ones(5, 2, 3), path=path)
    rec.save(path, weights=False)
    again = rnnviz.load(path)
    np.testing.assert_array_equal(again.gates, rec.gates)
    assert not again.weights


def test_many_blocks_give_the_same_recording(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    network = Plan(num_layers=2, bidirectional=True, seq_len=40, batch=3).build()
    whole = rnnviz.record(network.module, network.input, network.hx)
    monkeypatch.setattr(layer, "BLOCK", 7 * 3 * 2)
    for path in (None, tmp_path / "run.safetensors"):
        parts = rnnviz.record(network.module, network.input, network.hx, path=path)
        for name in ("gates", "weighted_sums", "h", "c"):
            np.testing.assert_allclose(getattr(parts, name), getattr(whole, name), rtol=0, atol=1e-14, err_msg=name)


SMALL_MEMORY = """
import pathlib, resource, sys, torch, rnnviz
gru, x = torch.nn.GRU(8, 256), torch.randn(30_000, 1, 8)
rnnviz.record(gru, x[:100])
lines = pathlib.Path("/proc/self/status").read_text().splitlines()
used = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmData"))
resource.setrlimit(resource.RLIMIT_DATA, (used + 230 * 2**20,) * 2)
rec = rnnviz.record(gru, x, path=sys.argv[1])
print(rec.gates.nbytes + rec.weighted_sums.nbytes > 200 * 2**20, float(rec.gate("update").mean()) > 0, flush=True)
rnnviz.record(gru, x)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a limit for memory that leaves mapped files out")
def test_a_recording_may_be_larger_than_memory(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SMALL_MEMORY, str(tmp_path / "run.safetensors")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.stdout == "True True\n"
    # Kept in memory, it does not fit.
    assert done.returncode != 0
    assert "MemoryError" in done.stderr or "alloc" in done.stderr


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="Choose another folder"):
        rnnviz.record(nn.GRU(3, 4), torch.ones(5, 2, 3), path=tmp_path / "none" / "run.safetensors")
