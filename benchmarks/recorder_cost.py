"""What recording costs beside the other ways to see gates, over long sequences, in memory and at import.

    python -m benchmarks.recorder_cost

Every figure stands beside a baseline that was measured in the same run.
"""

import importlib
import importlib.util
import os
import statistics
import subprocess
import sys
import tempfile
import warnings

import torch
from torch import Tensor, nn
from torch.nn import functional

import rnnviz
from benchmarks.recorder_speed import turns


def loop_over_a_cell(cell: nn.LSTMCell, x: Tensor) -> dict[str, Tensor]:
    """The usual way to see the gates: ``nn.LSTMCell`` step by step, its gates computed beside it."""
    h, c = x.new_zeros(x.shape[1], cell.hidden_size), x.new_zeros(x.shape[1], cell.hidden_size)
    kept: dict[str, list[Tensor]] = {name: [] for name in "ifgohc"}
    for step in x:
        sums = functional.linear(step, cell.weight_ih, cell.bias_ih) + functional.linear(
            h, cell.weight_hh, cell.bias_hh
        )
        i, f, g, o = sums.chunk(4, dim=1)
        h, c = cell(step, (h, c))
        values = (torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o), h, c)
        for name, value in zip(kept, values, strict=True):
            kept[name].append(value)
    return {name: torch.stack(values) for name, values in kept.items()}


class Written(nn.Module):
    """An LSTM as a loop, for a tracer that sees every operation."""

    def __init__(self, cell: nn.LSTMCell) -> None:
        super().__init__()
        self.cell = cell

    def forward(self, x: Tensor) -> Tensor:
        kept = loop_over_a_cell(self.cell, x)
        return kept["h"]


def against_the_loop() -> None:
    seq_len, batch, input_size, hidden_size = 200, 1, 64, 128
    module, cell = nn.LSTM(input_size, hidden_size), nn.LSTMCell(input_size, hidden_size)
    x = torch.randn(seq_len, batch, input_size)
    with torch.no_grad():
        bare, record, loop = turns(
            (lambda: module(x), lambda: rnnviz.record(module, x), lambda: loop_over_a_cell(cell, x)), seconds=5
        )
    print(
        f"nn.LSTM at (200, 1, 64, 128): the module {bare * 1e3:.2f} ms, record {record * 1e3:.2f} ms, a loop over "
        f"nn.LSTMCell that keeps its gates {loop * 1e3:.2f} ms: record is {loop / record:.1f} times as fast as the loop"
    )


def against_a_tracer() -> None:
    if importlib.util.find_spec("torchlens") is None:
        print("TorchLens is not installed: pip install torchlens")
        return
    torchlens = importlib.import_module("torchlens")
    module, cell = nn.LSTM(16, 16), nn.LSTMCell(16, 16)
    x = torch.randn(50, 1, 16)
    written = Written(cell)

    def trace() -> object:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return torchlens.trace(written, x)

    with torch.no_grad():
        bare, record, traced = turns((lambda: module(x), lambda: rnnviz.record(module, x), trace), seconds=5, least=3)
    print(
        f"T=50, H=16: the module {bare * 1e3:.2f} ms, record {record * 1e3:.2f} ms, TorchLens on the same network as a "
        f"loop {traced * 1e3:.0f} ms: record is {traced / record:.0f} times as fast"
    )


def over_time() -> None:
    module = nn.LSTM(16, 32)
    print("cost against seq_len, nn.LSTM(16, 32), batch 1:")
    for seq_len in (100, 1_000, 10_000, 100_000):
        x = torch.randn(seq_len, 1, 16)
        with torch.no_grad():
            bare, record = turns((lambda x=x: module(x), lambda x=x: rnnviz.record(module, x)), seconds=3)  # type: ignore[misc]
        print(
            f"  T={seq_len:7}: module {bare * 1e6 / seq_len:6.2f} µs a step, record {record * 1e6 / seq_len:6.2f} "
            f"µs a step, ratio {record / bare:.2f}"
        )


MEMORY = """
import pathlib, sys, torch, numpy as np, rnnviz
from torch import nn
kind, *sizes = sys.argv[1:]
seq_len, batch, input_size, hidden_size, layers, directions = map(int, sizes)
module = getattr(nn, kind)(input_size, hidden_size, num_layers=layers, bidirectional=directions == 2)
x = torch.randn(seq_len, batch, input_size)
def told(name):
    lines = pathlib.Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))
with torch.no_grad():
    rnnviz.record(module, x[:4])
    pathlib.Path("/proc/self/clear_refs").write_text("5")  # the peak starts anew
    before = told("VmRSS")
    rec = rnnviz.record(module, x)
    after = told("VmHWM")
arrays = [rec.input, rec.gates, rec.weighted_sums, rec.h, rec.c, rec.h_n, rec.c_n, rec.h_0, rec.c_0]
arrays += rec.weights.values()
if not np.shares_memory(rec.h, rec.output):
    arrays.append(rec.output)
kept = sum(array.nbytes for array in arrays if array is not None)
print(kept, after - before)
"""


def in_memory() -> None:
    print("peak memory while recording, against the bytes of what is kept:")
    for kind, *sizes in (
        ("LSTM", 2000, 16, 64, 256, 1, 1),
        ("LSTM", 1000, 16, 64, 256, 2, 2),
        ("GRU", 2000, 16, 64, 256, 1, 1),
        ("RNN", 4000, 16, 256, 256, 1, 1),
        ("RNN", 2000, 16, 256, 256, 2, 2),
    ):
        done = subprocess.run(
            [sys.executable, "-c", MEMORY, kind, *map(str, sizes)], capture_output=True, text=True, check=True
        )
        kept, grown = map(int, done.stdout.split())
        kept_mib, grown_mib = kept / 2**20, grown / 2**20
        print(f"  nn.{kind} {tuple(sizes)}: keeps {kept_mib:.0f} MiB, peak {grown_mib:.0f} MiB, {grown / kept:.2f}")


def at_import() -> None:
    code = """
import time
start = time.perf_counter()
import torch
between = time.perf_counter()
import rnnviz
print(between - start, time.perf_counter() - between)
"""
    with tempfile.TemporaryDirectory() as compiled:
        # The bytecode is kept, as it is of a package that was installed.
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}
        found = []
        for _ in range(8):
            command = [sys.executable, "-c", code]
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
            found.append([float(seconds) for seconds in done.stdout.split()])
    base, more = (statistics.median(seconds) for seconds in zip(*found[1:], strict=True))
    print(f"import torch {base:.2f} s, rnnviz after it {more:.3f} s")


def main() -> None:
    print(f"torch {torch.__version__}, {torch.get_num_threads()} threads")
    for part in (against_the_loop, against_a_tracer, over_time, in_memory, at_import):
        part()


if __name__ == "__main__":
    main()
