"""Where the arrays of a recording lie: in memory, or in a file that is being written."""

from abc import ABC, abstractmethod

import numpy as np


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
        return np.empty(shape, dtype)

    def keep(self, name: str, value: np.ndarray, *, shared: bool) -> np.ndarray:
        return value.copy() if shared else value
