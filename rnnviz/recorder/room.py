"""Where the arrays of a recording lie: in memory, or in a file that is being written."""

from abc import ABC, abstractmethod

import numpy as np
import torch

_PAGE = 4096
"""Bytes; no system has smaller pages."""
_LARGE = 2**17
"""Bytes that are likely to come fresh from the system, and to be written by several threads."""


class Room(ABC):
    """Where a recording's arrays are put."""

    @abstractmethod
    def empty(self, name: str, shape: tuple[int, ...], dtype: type[np.floating]) -> np.ndarray:
        """An array to be filled."""

    @abstractmethod
    def keep(self, name: str, value: np.ndarray, *, shared: bool) -> np.ndarray:
        """An array that is finished; where it is shared, others may change it later, so a copy is kept."""


class Memory(Room):
    """Plain arrays."""

    def empty(self, name: str, shape: tuple[int, ...], dtype: type[np.floating]) -> np.ndarray:
        array = np.empty(shape, dtype)
        if array.nbytes > _LARGE:
            # A write to every page, so that the system hands them out here, to each thread its own: threads that ask
            # for the same page at the same time keep each other waiting, for a third of the time that a large
            # recording needs.
            page = _PAGE // array.itemsize
            torch.from_numpy(array.reshape(-1)[: array.size // page * page].reshape(-1, page))[:, :4].zero_()
        return array

    def keep(self, name: str, value: np.ndarray, *, shared: bool) -> np.ndarray:
        return value.copy() if shared else value
