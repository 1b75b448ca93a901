"""Copying: a string of symbols, then a distance of nothing, then the string is to be repeated.

The task of Hochreiter and Schmidhuber (1997) as Arjovsky, Shah and Bengio (2016) set it, with a mark at every step
at which a symbol is asked for.
"""

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn

from rnnviz.training.memory_tasks.kind import MemoryKind

SYMBOLS = 4
INPUT_SIZE = SYMBOLS + 2
"""One-hot: the symbols, nothing, the question."""

_SHOWN = "abcd·?"


class Copying(MemoryKind):
    """Repeat ``copied`` symbols: each of them is ``distance + copied`` steps back when it is asked for."""

    input_size = INPUT_SIZE
    output_size = SYMBOLS

    def __init__(self, copied: int = 3) -> None:
        self._copied = copied

    def answers(self, distance: int) -> int:
        return self._copied

    @property
    def chance(self) -> float:
        return 1 / SYMBOLS

    def cases(
        self, generator: torch.Generator, count: int, distance: int
    ) -> tuple[Float[Tensor, "seq_len batch input_size"], Int[Tensor, "answers batch"]]:
        """Sequences of ``copied + distance + copied`` steps.

        >>> input, symbols = Copying(2).cases(torch.Generator().manual_seed(0), 1, distance=3)
        >>> "".join(Copying(2).labels(input)[0]), symbols.shape
        ('ad···??', torch.Size([2, 1]))
        """
        symbols = torch.randint(SYMBOLS, (self._copied, count), generator=generator)
        nothing = torch.full((distance, count), SYMBOLS)
        questions = torch.full((self._copied, count), SYMBOLS + 1)
        indices = torch.cat([symbols, nothing, questions])
        return nn.functional.one_hot(indices, INPUT_SIZE).float(), symbols

    def labels(self, input: Float[Tensor, "seq_len batch input_size"]) -> list[list[str]]:
        return [[_SHOWN[index] for index in row] for row in input.argmax(dim=-1).T.tolist()]

    def answer(self, value: float) -> str:
        return _SHOWN[int(value)]
