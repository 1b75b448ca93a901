"""Adding: of a row of random numbers two are marked, and their sum is asked for at the end.

After Hochreiter and Schmidhuber (1997); here the two marks stand at a set distance, so that it can be chosen.
"""

from typing import ClassVar

import torch
from jaxtyping import Float
from torch import Tensor

from rnnviz.training.memory_tasks.kind import Measure, MemoryKind

PLACES = 4
"""Steps at which the first mark may stand: only who reads the marks knows which numbers count."""


class Adding(MemoryKind):
    """The sum of two marked numbers, each between 0 and 1."""

    measure: ClassVar[Measure] = "error"
    # Halfway is what knowing one of the two numbers gets: many networks stay there.
    enough: ClassVar[float] = 0.75
    input_size = 2
    output_size = 1

    @property
    def chance(self) -> float:
        """Of always answering 1: the variance of a sum of two, each of which has 1/12."""
        return 2 / 12

    @property
    def one_known(self) -> float:
        """The error of knowing one of the two numbers: the variance of the other one."""
        return 1 / 12

    def cases(
        self, generator: torch.Generator, count: int, distance: int
    ) -> tuple[Float[Tensor, "seq_len batch 2"], Float[Tensor, "1 batch"]]:
        """Sequences of ``distance + 5`` steps: a number and 1 where it is marked; ``distance`` numbers stand between.

        >>> input, total = Adding().cases(torch.Generator().manual_seed(0), 3, distance=6)
        >>> input.shape, input[..., 1].sum(dim=0).tolist()
        (torch.Size([11, 3, 2]), [2.0, 2.0, 2.0])
        """
        numbers = torch.rand(distance + 1 + PLACES, count, generator=generator)
        first = torch.randint(PLACES, (count,), generator=generator)
        marks, rows = torch.zeros_like(numbers), torch.arange(count)
        marks[first, rows] = 1.0
        marks[first + distance + 1, rows] = 1.0
        return torch.stack([numbers, marks], dim=-1), (numbers * marks).sum(dim=0, keepdim=True)

    def labels(self, input: Float[Tensor, "seq_len batch 2"]) -> list[list[str]]:
        rows = input.transpose(0, 1).tolist()
        return [[f"{number:.2f}{'*' if marked else ''}" for number, marked in row] for row in rows]

    def answer(self, value: float) -> str:
        return f"{value:.2f}"
