"""What recording costs: `rnnviz.record` and `rnnviz.recording` against the bare module, in one run.

    python -m benchmarks.recorder_speed [--quick]

The calls take turns, so that whatever else the machine does hits all of them alike; a ratio is that of the medians.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

import rnnviz

SHAPES = (
    (20, 1, 8, 8),
    (50, 1, 16, 16),
    (200, 1, 64, 128),
    (1000, 1, 256, 512),
    (500, 16, 128, 256),
    (200, 64, 300, 512),
    (5000, 1, 32, 128),
)
"""seq_len, batch, input_size, hidden_size."""
KINDS: dict[str, Callable[..., nn.RNNBase]] = {"LSTM": nn.LSTM, "GRU": nn.GRU, "RNN": nn.RNN}


@dataclass(frozen=True)
class Line:
    """One module and input: medians in seconds."""

    kind: str
    shape: tuple[int, ...]
    stacked: bool
    bare: float
    record: float
    recording: float

    @property
    def ratio(self) -> float:
        return self.record / self.bare

    @property
    def ratio_inside(self) -> float:
        return self.recording / self.bare


def turns(calls: Sequence[Callable[[], object]], *, seconds: float, least: int = 5) -> list[float]:
    """The median time of each call; they take turns."""
    for call in calls:
        call()
    times: list[list[float]] = [[] for _ in calls]
    end = time.perf_counter() + seconds
    while len(times[0]) < least or (time.perf_counter() < end and len(times[0]) < 400):
        for call, taken in zip(calls, times, strict=True):
            start = time.perf_counter()
            call()
            taken.append(time.perf_counter() - start)
    return [statistics.median(taken) for taken in times]


def measure(kind: str, shape: tuple[int, int, int, int], *, stacked: bool, seconds: float) -> Line:
    seq_len, batch, input_size, hidden_size = shape
    options = {"num_layers": 2, "bidirectional": True} if stacked else {}
    torch.manual_seed(0)
    module = KINDS[kind](input_size, hidden_size, **options).eval()
    x = torch.randn(seq_len, batch, input_size)

    def inside(module: nn.Module, x: Tensor) -> rnnviz.Recording:
        with rnnviz.recording(module) as recs:
            module(x)
        return recs[""]

    with torch.no_grad():
        bare, record, recording = turns(
            (lambda: module(x), lambda: rnnviz.record(module, x), lambda: inside(module, x)), seconds=seconds
        )
    return Line(kind, shape, stacked, bare, record, recording)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer turns")
    seconds = 0.5 if parser.parse_args().quick else 4.0
    print(
        f"torch {torch.__version__}, {torch.get_num_threads()} threads; milliseconds, median of calls that take turns"
    )
    print(
        f"{'':22}{'T':>6}{'B':>4}{'I':>5}{'H':>5}{'module':>10}{'record':>10}{'ratio':>7}{'recording':>11}{'ratio':>7}"
    )
    lines = []
    for stacked in (False, True):
        for kind in KINDS:
            for shape in SHAPES:
                line = measure(kind, shape, stacked=stacked, seconds=seconds)
                lines.append(line)
                layers = "2 layers, both ways" if stacked else "1 layer"
                sizes = "".join(f"{size:{width}}" for size, width in zip(shape, (6, 4, 5, 5), strict=True))
                print(
                    f"{kind + ', ' + layers:22.22}{sizes}{line.bare * 1e3:10.3f}{line.record * 1e3:10.3f}"
                    f"{line.ratio:7.2f}{line.recording * 1e3:11.3f}{line.ratio_inside:7.2f}",
                    flush=True,
                )
    for kind in KINDS:
        for stacked in (False, True):
            ratios = [line.ratio for line in lines if line.kind == kind and line.stacked is stacked]
            inside = [line.ratio_inside for line in lines if line.kind == kind and line.stacked is stacked]
            layers = "2 layers, both ways" if stacked else "1 layer"
            print(
                f"{kind}, {layers}: record, geometric mean {statistics.geometric_mean(ratios):.2f}, worst "
                f"{max(ratios):.2f}; recording {statistics.geometric_mean(inside):.2f}, worst {max(inside):.2f}"
            )


if __name__ == "__main__":
    main()
