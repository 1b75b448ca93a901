"""A series cut for learning: standardised, in two parts, each cut into windows with the number that follows."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from jaxtyping import Float32, Float64
from torch import Tensor

from rnnviz.errors import InputError
from rnnviz.training.next_number.series import Series
from rnnviz.words import N_

WINDOW = 5
"""Numbers that are read."""

HELD_OUT = 0.2
"""Share of the numbers, the last ones, that nothing is trained on."""

LEAST_NUMBERS = 2 * (WINDOW + 1)
"""One window and what follows it for the training, and as many for the test."""


class Windows(NamedTuple):
    """Windows in the form (batch, sequence, feature), and what follows each; standardised."""

    input: Float32[Tensor, "windows window 1"]
    goal: Float32[Tensor, "windows 1"]


@dataclass(frozen=True, slots=True, eq=False)
class Data:
    """A series, ready.

    Attributes:
        series: as it came, in its own units.
        split: the first number that is held out.
        mean: of the training part, in the series' own units.
        scale: its standard deviation; 1 where all its numbers are the same.
        training: windows that lie before `split`, with what follows them.
        held_out: windows that lie from `split` on: none reaches over the border.
    """

    series: Series
    split: int
    mean: float
    scale: float
    training: Windows
    held_out: Windows

    @property
    def standardised(self) -> Series:
        """(series - mean) / scale: of the training part, mean 0 and standard deviation 1."""
        return (self.series - self.mean) / self.scale

    @property
    def positions(self) -> np.ndarray:
        """Where the numbers stand in the series that follow the windows held out, from 0."""
        return np.arange(self.split + WINDOW, len(self.series))

    @property
    def truth(self) -> Float64[np.ndarray, " held_out"]:
        """These numbers, in the series' own units."""
        return self.series[self.split + WINDOW :]

    def in_own_units(self, values: Float32[Tensor, "*any"] | Float64[Tensor, "*any"]) -> Float64[np.ndarray, "*any"]:
        """Standardised numbers, back in the units of the series."""
        found: np.ndarray = values.double().numpy() * self.scale + self.mean
        return found


def prepared(series: Series) -> Data:
    """Cut a series: the last fifth, at least six numbers, is held out.

    Raises:
        InputError: there are fewer than 12 numbers.

    >>> import numpy as np
    >>> data = prepared(np.arange(100.0))
    >>> data.split, len(data.training.input), len(data.held_out.input), data.mean
    (80, 75, 15, 39.5)
    """
    count = len(series)
    if count < LEAST_NUMBERS:
        template = N_(
            "The series must have at least {least} numbers: {window} to read and 1 to predict for the training, and as "
            "many for the test; it has {got}. Add some."
        )
        raise InputError("series-short", template, least=LEAST_NUMBERS, window=WINDOW, got=count)
    held_out = max(round(HELD_OUT * count), WINDOW + 1)
    split = count - held_out
    mean, scale = float(series[:split].mean()), float(series[:split].std())
    # Numbers that are all the same have no spread to divide by, but for rounding.
    if scale <= np.finfo(np.float64).eps * abs(mean) * split:
        scale = 1.0
    numbers = (series - mean) / scale
    return Data(series, split, mean, scale, _windows(numbers[:split]), _windows(numbers[split:]))


def _windows(numbers: Series) -> Windows:
    cut = torch.from_numpy(np.lib.stride_tricks.sliding_window_view(numbers, WINDOW + 1).astype(np.float32))
    return Windows(cut[:, :WINDOW, None], cut[:, WINDOW:])
