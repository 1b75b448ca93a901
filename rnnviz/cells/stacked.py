"""All weighted sums of a step at once, from weights stacked as PyTorch stacks them.

PyTorch keeps the blocks W_ii, W_if, ... of a layer in one matrix. Wherever neighbouring sums read neighbouring blocks,
one matrix product makes them all; which ones do is read out of the operations.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from jaxtyping import Float

from rnnviz.cells.arithmetic import add_product, product
from rnnviz.cells.expression import MatVec, Name, terms
from rnnviz.cells.operation import Operation
from rnnviz.cells.rounding import Rounding, round_in_place, rounded

Block = tuple[str, int]
"""A stacked parameter, and which of its blocks."""


@dataclass(frozen=True)
class Together:
    """Neighbouring sums that read neighbouring blocks: one matrix product for each vector makes them all."""

    first: int
    count: int
    products: tuple[tuple[Block, str], ...]
    """The blocks that the first sum reads, each with the vector that it is multiplied by."""
    biases: tuple[Block, ...]

    def next(self) -> "Together":
        """A single sum that would go on where these end."""
        return Together(
            self.first + self.count,
            1,
            tuple(((name, block + self.count), vector) for (name, block), vector in self.products),
            tuple((name, block + self.count) for name, block in self.biases),
        )

    def cut(self, parameters: Mapping[str, np.ndarray], block: Block, size: int) -> np.ndarray:
        """A block and its neighbours out of a stacked parameter."""
        name, place = block
        return parameters[name][place * size : (place + self.count) * size]


class Weights(NamedTuple):
    """What some sums need of the parameters of one layer and direction."""

    matrices: list[Float[np.ndarray, "sums columns"]]
    bias: Float[np.ndarray, " sums"] | None


@dataclass(frozen=True)
class Stacked:
    """How to make every weighted sum of a cell type."""

    parts: tuple[Together, ...]

    def weights(self, parameters: Mapping[str, np.ndarray], size: int) -> list[Weights]:
        """What `fill` needs of the parameters of one layer and direction, made once."""
        found = []
        for part in self.parts:
            matrices = [part.cut(parameters, block, size) for block, _ in part.products]
            biases = [part.cut(parameters, block, size) for block in part.biases]
            found.append(Weights(matrices, sum(biases[1:], biases[0]) if biases else None))
        return found

    def fill(
        self,
        out: Float[np.ndarray, "rows num_sums size"],
        values: Mapping[str, np.ndarray],
        weights: Sequence[Weights],
    ) -> None:
        """Put the sums of some rows into ``out``."""
        rows, count, size = out.shape
        flat = out.reshape(rows, count * size)
        for part, (matrices, bias) in zip(self.parts, weights, strict=True):
            columns = flat[:, part.first * size : (part.first + part.count) * size]
            for place, (matrix, (_, vector)) in enumerate(zip(matrices, part.products, strict=True)):
                if place:
                    add_product(values[vector], matrix, columns)
                else:
                    product(values[vector], matrix, columns, bias)

    def fill_rounded(
        self,
        out: Float[np.ndarray, "rows num_sums size"],
        values: Mapping[str, np.ndarray],
        parameters: Mapping[str, np.ndarray],
        rounding: Rounding,
    ) -> None:
        """The same as a module of a half type adds up: a product and its own bias are one number, then their sum is."""
        rows, count, size = out.shape
        flat = out.reshape(rows, count * size)
        for part in self.parts:
            columns = flat[:, part.first * size : (part.first + part.count) * size]
            columns[...] = 0
            for block, vector in part.products:
                share = product(values[vector], part.cut(parameters, block, size))
                for bias in part.biases:
                    if bias[0][-2:] == block[0][-2:]:
                        share += part.cut(parameters, bias, size)
                columns += rounded(share, rounding)
                round_in_place(columns, rounding)


def stacked(sums: Sequence[Operation], places: Mapping[str, Block], inputs: Collection[str]) -> Stacked | None:
    """The plan for these sums, from weights whose blocks lie in these places and the step's ``inputs``.

    None where a sum needs something else, such as the result of another: then there is no such plan.

    >>> from rnnviz.cells import GRU
    >>> [(part.first, part.count, [vector for _, vector in part.products]) for part in GRU.stacked.parts]
    [(0, 2, ['x', 'h_prev']), (2, 1, ['x']), (3, 1, ['h_prev'])]
    """
    parts: list[Together] = []
    for place, operation in enumerate(sums):
        one = _alone(place, operation, places, inputs)
        if one is None:
            return None
        if parts and parts[-1].next() == one:
            parts[-1] = replace(parts[-1], count=parts[-1].count + 1)
        else:
            parts.append(one)
    return Stacked(tuple(parts))


def _alone(place: int, operation: Operation, places: Mapping[str, Block], inputs: Collection[str]) -> Together | None:
    products: list[tuple[Block, str]] = []
    biases: list[Block] = []
    for term in terms(operation.expression):
        match term:
            case MatVec(Name(text), Name(vector)) if text in places and vector in inputs:
                products.append((places[text], vector))
            case Name(text) if text in places:
                biases.append(places[text])
            case _:
                return None
    return Together(place, 1, tuple(products), tuple(biases))
