"""What watching a training costs: the same loop with and without it, and one recording beside one step.

    python -m benchmarks.watch_cost

Every figure stands beside one of the plain loop from the same minute.
"""

from collections.abc import Callable

import torch
from torch import Tensor, nn

import rnnviz
from benchmarks.recorder_speed import turns

STEPS = 100


class Reader(nn.Module):
    """Reads sequences and says a number, as in the first lesson about training."""

    def __init__(self, input_size: int, hidden_size: int) -> None:
        super().__init__()
        self.lstm, self.readout = nn.LSTM(input_size, hidden_size), nn.Linear(hidden_size, 1)

    def forward(self, x: Tensor) -> Tensor:
        said: Tensor = self.readout(self.lstm(x)[0][-1])
        return said


def loop(model: nn.Module, x: Tensor, steps: int = STEPS) -> None:
    optimizer = torch.optim.Adam(model.parameters())
    for _ in range(steps):
        optimizer.zero_grad()
        model(x).square().mean().backward()
        optimizer.step()


def watched(model: nn.Module, x: Tensor, every: int) -> None:
    with rnnviz.watch(model, x[:, :1], every=every):
        loop(model, x)


def beside(seq_len: int, batch: int, input_size: int, hidden_size: int) -> None:
    torch.manual_seed(0)
    model, x = Reader(input_size, hidden_size), torch.randn(seq_len, batch, input_size)
    calls: list[Callable[[], object]] = [
        lambda: loop(model, x),
        lambda: watched(model, x, 10 * STEPS),
        lambda: watched(model, x, 100),
        lambda: watched(model, x, 10),
    ]
    plain, never, seldom, often = turns(calls, seconds=10, least=3)
    recording = (often - never) / (STEPS / 10)
    step = plain / STEPS
    ratios = {"every=100": seldom / plain, "every=10": often / plain, "only counting": never / plain}
    print(
        f"{seq_len} steps x {batch} rows, {input_size} features, {hidden_size} units: {step * 1e3:.2f} ms a step; "
        f"with watch, {', '.join(f'{name}: {ratio:.2f} times as long' for name, ratio in ratios.items())}; "
        f"a recording of one row takes {recording * 1e3:.1f} ms, as long as {recording / step:.1f} steps"
    )


def main() -> None:
    print(f"torch {torch.__version__}, {torch.get_num_threads()} threads, {STEPS} optimizer steps")
    for shape in ((5, 32, 1, 8), (20, 32, 16, 32), (50, 32, 64, 128)):
        beside(*shape)


if __name__ == "__main__":
    main()
