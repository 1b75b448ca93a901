"""Parity: is the number of ones in a row of bits odd?"""

import torch
from jaxtyping import Float, Int
from torch import Tensor

from rnnviz.training.memory_tasks.kind import MemoryKind


class Parity(MemoryKind):
    """Every bit counts, the first as much as the last; one that is missed, and the answer is a guess.

    Args:
        running: whether it is asked for after every bit, not only after the last one. The score is that of the last
            one in both cases.
    """

    input_size = 1
    output_size = 2

    def __init__(self, *, running: bool = False) -> None:
        self._running = running

    def answers(self, distance: int) -> int:
        return distance + 2 if self._running else 1

    @property
    def chance(self) -> float:
        return 1 / 2

    def cases(
        self, generator: torch.Generator, count: int, distance: int
    ) -> tuple[Float[Tensor, "seq_len batch 1"], Int[Tensor, "answers batch"]]:
        """Sequences of ``distance + 2`` bits, 0 and 1; right is 1 where their sum is odd.

        >>> input, odd = Parity().cases(torch.Generator().manual_seed(0), 3, distance=6)
        >>> bool((input.sum(dim=(0, 2)) % 2 == odd).all())
        True
        """
        bits = torch.randint(2, (distance + 2, count), generator=generator)
        odd = bits.cumsum(dim=0) % 2
        return bits[..., None].float(), odd[-self.answers(distance) :]

    def score(self, scores: Float[Tensor, "answers batch 2"], target: Int[Tensor, "answers batch"]) -> float:
        return super().score(scores[-1:], target[-1:])

    def labels(self, input: Float[Tensor, "seq_len batch 1"]) -> list[list[str]]:
        return [[f"{bit:.0f}" for bit in row] for row in input[..., 0].T.tolist()]

    def answer(self, value: float) -> str:
        return f"{value:.0f}"
