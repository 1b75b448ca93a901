"""What tracing costs: code followed line by line, library calls and Python code beside it, and memory.

    python -m benchmarks.trace_cost

Every figure stands beside one of the plain run from the same minute.
"""

import tempfile
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

import rnnviz
from benchmarks.recorder_speed import turns
from rnnviz import TraceLimits

ALL = TraceLimits(events=10**7, bytes=2**34)


class Cell(nn.Module):
    """An LSTM cell as it is written in a lesson."""

    def __init__(self, input_size: int, hidden_size: int) -> None:
        super().__init__()
        self.W = nn.Parameter(torch.randn(4 * hidden_size, input_size) / hidden_size)
        self.U = nn.Parameter(torch.randn(4 * hidden_size, hidden_size) / hidden_size)

    def forward(self, x: Tensor, h: Tensor, c: Tensor) -> tuple[Tensor, Tensor]:
        sums = self.W @ x + self.U @ h
        i, f, g, o = sums.chunk(4)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
        return h, c


class Loop(nn.Module):
    """The cell over time."""

    def __init__(self, input_size: int, hidden_size: int) -> None:
        super().__init__()
        self.cell, self.hidden_size = Cell(input_size, hidden_size), hidden_size

    def forward(self, xs: Tensor) -> Tensor:
        h, c = xs.new_zeros(self.hidden_size), xs.new_zeros(self.hidden_size)
        for x in xs:
            h, c = self.cell(x, h, c)
        return h


def counting(count: int) -> int:
    """Lines that do next to nothing."""
    total = 0
    for number in range(count):
        total += number
    return total


def products(size: int) -> Tensor:
    """A line with work in PyTorch."""
    x = torch.ones(size, size)
    for _ in range(20):
        y = x @ x
    return y


def untraced(count: int) -> int:
    total = 0
    for number in range(count):
        total += number * number
    return total


def calls_python(count: int) -> int:
    return untraced(count)


def numpy_large(size: int) -> float:
    """Lines beside an array that is too large to be kept."""
    x = np.ones(size)
    y = x[0]
    y = x[1]
    y = x[2]
    return float(y)


def beside(name: str, plain: Callable[[], object], traced: Callable[[], rnnviz.Trace], seconds: float = 4) -> None:
    trace = traced()
    bare, slow = turns((plain, traced), seconds=seconds)
    steps = len(trace)
    print(
        f"{name}: plain {bare * 1e3:.2f} ms, traced {slow * 1e3:.2f} ms, ratio {slow / bare:.1f}; "
        f"{steps} steps, {(slow - bare) / steps * 1e6:.1f} µs a step"
    )


def speed() -> None:
    beside("empty lines", lambda: counting(1000), lambda: rnnviz.trace(counting, 1000, limits=ALL))
    for size in (4, 64, 256):
        loop, xs = Loop(size, size), torch.randn(50, size)
        beside(
            f"a hand-written LSTM, 50 time steps of {size}",
            lambda loop=loop, xs=xs: loop(xs),  # type: ignore[misc]
            lambda loop=loop, xs=xs: rnnviz.trace(loop, xs, limits=ALL),  # type: ignore[misc]
        )
    beside("20 products of PyTorch, 512 x 512", lambda: products(512), lambda: rnnviz.trace(products, 512))
    beside(
        "a Python loop of 100,000 that is not followed",
        lambda: calls_python(100_000),
        lambda: rnnviz.trace(calls_python, 100_000),
    )
    lstm, x = nn.LSTM(64, 64), torch.randn(200, 1, 64)
    beside("a call of nn.LSTM", lambda: calls_lstm(lstm, x), lambda: rnnviz.trace(calls_lstm, lstm, x))
    for count in (10_000, 1_000_000):
        beside(
            f"lines beside a NumPy array of {count:,}",
            lambda count=count: numpy_large(count),  # type: ignore[misc]
            lambda count=count: rnnviz.trace(numpy_large, count),  # type: ignore[misc]
        )


def calls_lstm(lstm: nn.LSTM, x: Tensor) -> Tensor:
    output: Tensor = lstm(x)[0]
    return output


def memory() -> None:
    cases: tuple[tuple[str, Callable[[], rnnviz.Trace]], ...] = (
        ("empty lines", lambda: rnnviz.trace(counting, 2000, limits=ALL)),
        ("a hand-written LSTM of 4", lambda: rnnviz.trace(Loop(4, 4), torch.randn(200, 4), limits=ALL)),
        ("a hand-written LSTM of 64", lambda: rnnviz.trace(Loop(64, 64), torch.randn(200, 64), limits=ALL)),
    )
    for name, traced in cases:
        traced()
        tracemalloc.start()
        trace = traced()
        kept, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "run.safetensors"
            trace.save(path)
            size = path.stat().st_size
        steps = len(trace)
        print(
            f"{name}: {steps} steps, {kept / steps:.0f} bytes a step kept, {peak / steps:.0f} at the peak, "
            f"{size / steps:.0f} in the file"
        )


def moments() -> None:
    trace = rnnviz.trace(Loop(16, 16), torch.randn(200, 16), limits=ALL)
    trace.at(0)
    last, middle = turns((lambda: trace.at(-1), lambda: trace.at(len(trace) // 2)), seconds=1)
    print(f"a moment of {len(trace)} steps: {last * 1e6:.0f} µs at the end, {middle * 1e6:.0f} µs in the middle")


def main() -> None:
    print(f"torch {torch.__version__}, {torch.get_num_threads()} threads")
    with torch.no_grad():
        speed()
        memory()
    moments()


if __name__ == "__main__":
    main()
