"""A block of weights on its way from one module to another: its numbers, and how it was made, in words of code."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True, eq=False)
class Piece:
    """A block ``(rows, columns)`` or ``(rows,)``, and the code that makes it out of the source's parameters."""

    value: Tensor
    text: str

    def __add__(self, other: "Piece") -> "Piece":
        if other.is_zero or self.is_zero:
            return self if other.is_zero else other
        return Piece(self.value + other.value, f"{self.text} + {other.text}")

    def __neg__(self) -> "Piece":
        return self if self.is_zero else Piece(-self.value, f"-{self.text}")

    @property
    def is_zero(self) -> bool:
        """Whether it was made of zeros here, not whether the source happens to hold some."""
        return self.text == "0"

    def filled(self, number: float) -> "Piece":
        """A block of the same shape that holds one number everywhere."""
        return Piece(torch.full_like(self.value, number), f"{number:g}")


def cut(parameter: Tensor, name: str, place: tuple[slice, ...]) -> Piece:
    """A block of a parameter.

    >>> cut(torch.zeros(8, 3), "weight_ih_l0", (slice(2, 4), slice(0, 3))).text
    'weight_ih_l0[2:4]'
    """
    value = parameter[place]
    if value.shape == parameter.shape:
        return Piece(value, name)
    whole = [part == slice(0, size) for part, size in zip(place, parameter.shape, strict=True)]
    shown = [":" if all_of_it else f"{part.start}:{part.stop}" for part, all_of_it in zip(place, whole, strict=True)]
    while shown[-1] == ":":
        shown.pop()
    return Piece(value, f"{name}[{', '.join(shown)}]")


def joined(rows: Sequence[Sequence[Piece]]) -> Piece:
    """Blocks side by side and under one another.

    >>> piece = Piece(torch.zeros(2, 2), "a")
    >>> joined([[piece, piece], [piece, piece]]).text
    '[a, a; a, a]'
    """
    if len(rows) == 1 and len(rows[0]) == 1:
        return rows[0][0]
    whole = torch.cat([torch.cat([piece.value for piece in row], dim=-1) for row in rows])
    return Piece(whole, f"[{'; '.join(', '.join(piece.text for piece in row) for row in rows)}]")
