"""What gradients cost: `rnnviz.record(..., gradients_of=loss)` against the module's own forward and backward.

    python -m benchmarks.gradients_cost [--quick]

The calls take turns in one run; a ratio is that of the medians.
"""

import argparse
import statistics

import torch
from torch import Tensor

import rnnviz
from benchmarks.recorder_speed import KINDS, turns

SHAPES = ((50, 1, 16, 16), (200, 1, 64, 64), (200, 16, 64, 64), (200, 16, 64, 256), (1000, 1, 64, 64))
"""seq_len, batch, input_size, hidden_size."""


def loss(output: Tensor, h_n: Tensor) -> Tensor:
    return output.square().mean()


def measure(kind: str, shape: tuple[int, int, int, int], *, stacked: bool, seconds: float) -> tuple[float, ...]:
    """Medians in seconds: the module's forward and backward, a recording, one with gradients."""
    seq_len, batch, input_size, hidden_size = shape
    options = {"num_layers": 2, "bidirectional": True} if stacked else {}
    torch.manual_seed(0)
    module = KINDS[kind](input_size, hidden_size, **options)
    x = torch.randn(seq_len, batch, input_size)

    def bare() -> None:
        output, last = module(x)
        torch.autograd.backward(loss(output, last))

    calls = (bare, lambda: rnnviz.record(module, x), lambda: rnnviz.record(module, x, gradients_of=loss))
    return tuple(turns(calls, seconds=seconds, least=3))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer turns")
    seconds = 0.5 if parser.parse_args().quick else 4.0
    print(
        f"torch {torch.__version__}, {torch.get_num_threads()} threads; milliseconds, medians of calls that take turns"
    )
    print(f"{'':26}{'T':>6}{'B':>4}{'I':>5}{'H':>5}{'own backward':>14}{'record':>9}{'gradients':>11}{'ratio':>7}")
    ratios = []
    for stacked in (False, True):
        for kind in KINDS:
            for shape in SHAPES:
                own, plain, derived = measure(kind, shape, stacked=stacked, seconds=seconds)
                ratios.append(derived / own)
                name = f"{kind}, {'2 layers, both ways' if stacked else '1 layer'}"
                sizes = "".join(f"{size:{width}}" for size, width in zip(shape, (6, 4, 5, 5), strict=True))
                print(
                    f"{name:26}{sizes}{own * 1e3:14.2f}{plain * 1e3:9.2f}{derived * 1e3:11.1f}{derived / own:7.1f}",
                    flush=True,
                )
    print(f"ratio, geometric mean {statistics.geometric_mean(ratios):.1f}, worst {max(ratios):.1f}")


if __name__ == "__main__":
    main()
