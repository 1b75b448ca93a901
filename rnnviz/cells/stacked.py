"""All weighted sums of a step at once, from weights stacked as PyTorch stacks them.

PyTorch keeps the blocks W_ii, W_if, ... of a layer in one matrix. Wherever neighbouring sums read neighbouring blocks,
one matrix product makes them all; which ones do is read out of the operations.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from rnnviz.cells.arithmetic import add_product, set_product
from rnnviz.cells.expression import MatVec, Name, terms
from rnnviz.cells.operation import Operation

_PARAMETER = {"W_i": "weight_ih", "W_h": "weight_hh", "b_i": "bias_ih", "b_h": "bias_hh"}


@dataclass(frozen=True)
class Stretch:
    """Neighbouring sums that read neighbouring blocks of one parameter; for a matrix, times a vector."""

    parameter: str
    vector: str | None
    first_sum: int
    first_block: int
    count: int = 1

    def follows(self, other: "Stretch") -> bool:
        """Whether it goes on where the other one ends."""
        ends = other.first_sum + other.count, other.first_block + other.count
        return (self.parameter, self.vector) == (other.parameter, other.vector) and (
            self.first_sum,
            self.first_block,
        ) == ends


@dataclass(frozen=True)
class Stacked:
    """How to make every weighted sum of a cell type: its biases and its matrix products."""

    num_sums: int
    biases: tuple[Stretch, ...]
    products: tuple[Stretch, ...]

    def bias(self, parameters: Mapping[str, np.ndarray], size: int) -> Float[np.ndarray, " columns"] | None:
        """What every row of sums starts from; None for a module without biases."""
        if not self.biases:
            return None
        if all(part.count == self.num_sums for part in self.biases):
            found: np.ndarray = (
                sum(parameters[part.parameter] for part in self.biases[1:]) + parameters[self.biases[0].parameter]
            )
            return found
        total = np.zeros(self.num_sums * size, parameters[self.biases[0].parameter].dtype)
        for part in self.biases:
            total[_columns(part.first_sum, part, size)] += parameters[part.parameter][
                _columns(part.first_block, part, size)
            ]
        return total

    def whole(self, parameters: Mapping[str, np.ndarray], size: int) -> Float[np.ndarray, "columns features"] | None:
        """One matrix for all vectors side by side and a 1 for the bias, where every product makes all the sums."""
        if any(part.count < self.num_sums for part in self.products):
            return None
        bias = self.bias(parameters, size)
        matrices = [parameters[part.parameter] for part in self.products]
        return np.concatenate(matrices if bias is None else [*matrices, bias[:, None]], axis=1)

    def fill(
        self,
        out: Float[np.ndarray, "rows columns"],
        vectors: Mapping[str, np.ndarray],
        parameters: Mapping[str, np.ndarray],
        whole: Float[np.ndarray, "columns features"] | None,
    ) -> None:
        """Put the sums of some rows into ``out``, ``num_sums`` times ``size`` columns wide."""
        if whole is not None:
            beside = [vectors[part.vector or ""] for part in self.products]
            ones = [np.ones((len(out), 1), out.dtype)] if self.biases else []
            set_product(out, np.concatenate([*beside, *ones], axis=1), whole)
            return
        size = out.shape[1] // self.num_sums
        bias = self.bias(parameters, size)
        out[...] = 0 if bias is None else bias
        for part in self.products:
            matrix, columns = parameters[part.parameter], out
            if part.count < self.num_sums:
                matrix = matrix[_columns(part.first_block, part, size)]
                columns = out[:, _columns(part.first_sum, part, size)]
            add_product(columns, vectors[part.vector or ""], matrix)


def _columns(first: int, part: Stretch, size: int) -> slice:
    return slice(first * size, (first + part.count) * size)


def stacked(sums: Sequence[Operation], blocks: Sequence[str]) -> Stacked:
    """The plan for these sums, from weights whose blocks lie in that order.

    >>> from rnnviz.cells import GRU
    >>> [(part.parameter, part.first_sum, part.count) for part in GRU.stacked.products]
    [('weight_ih', 0, 3), ('weight_hh', 0, 2), ('weight_hh', 3, 1)]

    Raises:
        NotImplementedError: a sum is made of something else than matrix products and biases.
    """
    found: list[Stretch] = []
    for place, operation in enumerate(sums):
        for term in terms(operation.expression):
            match term:
                case MatVec(Name(text), Name(vector)):
                    read: str | None = vector
                case Name(text):
                    read = None
                case _:
                    raise NotImplementedError(f"{operation.name} = {operation.text}")
            if text[:3] not in _PARAMETER:
                raise NotImplementedError(f"{operation.name} = {operation.text}")
            found.append(Stretch(_PARAMETER[text[:3]], read, place, blocks.index(text[3:])))
    return Stacked(
        len(sums),
        _joined(part for part in found if part.vector is None),
        _joined(part for part in found if part.vector is not None),
    )


def _joined(parts: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Neighbours as one; for each parameter in the order of its sums."""
    joined: list[Stretch] = []
    for part in sorted(parts, key=lambda part: part.parameter != "weight_ih" and part.parameter != "bias_ih"):
        if joined and part.follows(joined[-1]):
            last = joined.pop()
            part = Stretch(last.parameter, last.vector, last.first_sum, last.first_block, last.count + 1)
        joined.append(part)
    return tuple(joined)
