"""Where the arrays of a recording lie: in memory, or in a file that is being written."""

from abc import ABC, abstractmethod

import numpy as np

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
            # A write to every page, so that the system hands them out here: threads that ask for the same page at the
            # same time keep each other waiting, which took a third of the time that large recordings need.
            array.reshape(-1)[:: _PAGE // array.itemsize] = 0
        return array

    def keep(self, name: str, value: np.ndarray, *, shared: bool) -> np.ndarray:
        return value.copy() if shared else value
