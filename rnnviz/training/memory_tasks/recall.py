"""Delayed recall: one symbol, then a distance of other ones, then the question which it was."""

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn

from rnnviz.training.memory_tasks.kind import MemoryKind

SYMBOLS = 4
"""To be remembered: guessing is right in one case out of four."""
DISTRACTORS = 4
INPUT_SIZE = SYMBOLS + DISTRACTORS + 1
"""One-hot: the symbols, the distractors, the question."""

_SHOWN = "abcdwxyz?"


class Recall(MemoryKind):
    """Which of four symbols stood at the beginning."""

    input_size = INPUT_SIZE
    output_size = SYMBOLS

    @property
    def chance(self) -> float:
        return 1 / SYMBOLS

    def cases(
        self, generator: torch.Generator, count: int, distance: int
    ) -> tuple[Float[Tensor, "seq_len batch input_size"], Int[Tensor, "1 batch"]]:
        """Sequences of ``distance + 2`` steps: a symbol, ``distance`` distractors, the question.

        >>> input, symbols = Recall().cases(torch.Generator().manual_seed(0), 3, distance=5)
        >>> input.shape, bool((input[0].argmax(dim=-1) == symbols).all())
        (torch.Size([7, 3, 9]), True)
        """
        symbols = torch.randint(SYMBOLS, (1, count), generator=generator)
        distractors = SYMBOLS + torch.randint(DISTRACTORS, (distance, count), generator=generator)
        question = torch.full((1, count), INPUT_SIZE - 1)
        indices = torch.cat([symbols, distractors, question])
        return nn.functional.one_hot(indices, INPUT_SIZE).float(), symbols

    def labels(self, input: Float[Tensor, "seq_len batch input_size"]) -> list[list[str]]:
        return [[_SHOWN[index] for index in row] for row in input.argmax(dim=-1).T.tolist()]

    def answer(self, value: float) -> str:
        return _SHOWN[int(value)]
