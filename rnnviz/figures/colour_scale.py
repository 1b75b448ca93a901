"""Which colour a number gets in a heatmap, and what is written beside the colours."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from rnnviz.figures.scale import round_step
from rnnviz.theme import Range, ramp_of

DECADES = 16
"""Powers of ten that a scale of magnitudes spans at most: float64 has no more digits. What is smaller is drawn as the
smallest."""


@dataclass(frozen=True, eq=False)
class ColourScale:
    """What is drawn for the numbers of a heatmap, and the colours from ``low`` to ``high``."""

    drawn: Float[np.ndarray, "length size"]
    low: float
    high: float
    middle: float
    """What a block of many numbers stands out from: the one farthest away is drawn."""
    ramp: Range
    ticks: tuple[float, ...]
    texts: tuple[str, ...]
    nothing: float | None = None
    """What is drawn where a number is exactly 0, on a scale that has no place for it."""

    @property
    def stops(self) -> list[tuple[float, str]]:
        """The colours, as Plotly takes them."""
        return ramp_of(self.ramp).stops()


def even_scale(values: Float[np.ndarray, "length size"], low: float, high: float, ramp: Range) -> ColourScale:
    """Numbers as they are."""
    middle = (low + high) / 2
    ticks = (low, (low + middle) / 2, middle, (middle + high) / 2, high)
    texts = tuple(f"{tick:g}".replace("-", "−") for tick in ticks)
    return ColourScale(values, low, high, middle, ramp, ticks, texts)


def magnitude_scale(
    values: Float[np.ndarray, "length size"], others: Iterable[Float[np.ndarray, "..."]]
) -> ColourScale:
    """Magnitudes by their powers of ten, from the smallest to the largest of all ``others``, 0 apart."""
    powers = [_powers(each[np.isfinite(each) & (each != 0)]) for each in others]
    least = min((float(each.min()) for each in powers if each.size), default=-1.0)
    most = max((float(each.max()) for each in powers if each.size), default=0.0)
    high = math.ceil(most) if math.ceil(most) > math.floor(least) else math.floor(least) + 1
    low = max(math.floor(least), high - DECADES)
    nothing = low - 1.0
    with np.errstate(divide="ignore"):
        drawn = np.where(values == 0, nothing, np.maximum(_powers(values), low)).astype(np.float32)
    ticks = tuple(range(low, high + 1, round_step((high - low) / 8)))
    texts = tuple(f"10<sup>{tick}</sup>".replace("-", "−") for tick in ticks)
    return ColourScale(drawn, low, high, nothing, "unit", tuple(map(float, ticks)), texts, nothing)


def _powers(values: np.ndarray) -> np.ndarray:
    """The power of ten of every magnitude."""
    found: np.ndarray = np.log10(np.abs(values.astype(np.float64)))
    return found


def plain(values: Float[np.ndarray, "length size"]) -> Float[np.ndarray, "length size"]:
    """The numbers as float32, which is what is sent to a browser; as they are where that would lose one.

    A gradient of 1e-60 is not 0.

    >>> plain(np.array([[1.0]])).dtype, plain(np.array([[1e-60]])).dtype
    (dtype('float32'), dtype('float64'))
    """
    with np.errstate(over="ignore", under="ignore"):
        narrow = values.astype(np.float32)
    same = (np.isfinite(narrow) == np.isfinite(values)) & ((narrow == 0) == (values == 0))
    return narrow if same.all() else values
