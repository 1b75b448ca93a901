"""A place in a tensor, as PyTorch writes it: ``output[0, :, 20:]``."""

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from rnnviz.analysis.tensors import Tensor, values
from rnnviz.recorder import Recording

Index = int | slice


@dataclass(frozen=True)
class Place:
    """An element, a row or a block of a tensor.

    Attributes:
        tensor: its name.
        index: an int or a slice for each axis, in the form in which the module takes or returns the tensor.
    """

    tensor: str
    index: tuple[Index, ...]

    def __str__(self) -> str:
        """As code; what is whole at the end is left out.

        >>> str(Place("output", (0, slice(None), slice(20, None)))), str(Place("h_n", (3, slice(None), slice(None))))
        ('output[0, :, 20:]', 'h_n[3]')
        """
        index = list(self.index)
        while index and index[-1] == slice(None):
            index.pop()
        return f"{self.tensor}[{', '.join(map(_written, index))}]" if index else self.tensor

    def of(self, rec: Recording) -> np.ndarray:
        """The numbers at this place."""
        return np.asarray(values(rec, self.tensor)[self.index])


def _written(index: Index) -> str:
    if isinstance(index, int):
        return str(index)
    start, stop = ("" if end is None else str(end) for end in (index.start, index.stop))
    return f"{start}:{stop}" + (f":{index.step}" if index.step not in (None, 1) else "")


def boxes(tensor: Tensor, index: Mapping[str, np.ndarray], whole: Collection[str]) -> Iterator[Place]:
    """Elements of a tensor as few places: every set of elements falls into blocks that slices can write.

    Where several rows end at different steps, each is a block of its own. ``whole`` names the coordinates that were
    asked for as a whole: along an axis with one entry only, that is ``:`` and not ``0``.
    """
    wide = [all(name in whole for name in tensor.pairs.get(axis.name, (axis.name,))) for axis in tensor.axes]
    stack = [np.stack([index[axis.name].reshape(-1) for axis in tensor.axes], axis=1)]
    while stack:
        some = stack.pop()
        if len(some) == 1:
            axes = zip(some[0].tolist(), tensor.shape, wide, strict=True)
            yield Place(tensor.name, tuple(slice(None) if size == 1 and all_ else one for one, size, all_ in axes))
            continue
        parts = [np.unique(column) for column in some.T]
        ranges = [_range(part) for part in parts]
        found = [one for one in ranges if one is not None]
        if len(found) == len(parts) and math.prod(map(len, found)) == len(some):
            places = zip(found, tensor.shape, wide, strict=True)
            yield Place(tensor.name, tuple(_index(values, size, all_) for values, size, all_ in places))
            continue
        # Cut along the axis that has the fewest values and more than one: rows that differ fall apart there.
        axis = min((axis for axis, part in enumerate(parts) if len(part) > 1), key=lambda one: len(parts[one]))
        stack.extend(some[some[:, axis] == value] for value in parts[axis][::-1])


def _range(values: np.ndarray) -> range | None:
    """Sorted values as a range with one distance between neighbours, if they are one."""
    first, steps = int(values[0]), np.diff(values)
    step = int(steps[0]) if len(steps) else 1
    return range(first, int(values[-1]) + 1, step) if (steps == step).all() else None


def _index(values: range, size: int, whole: bool) -> Index:
    if len(values) == size and (size > 1 or whole):
        return slice(None)
    if len(values) == 1:
        return values.start
    start = None if values.start == 0 else values.start
    stop = None if values[-1] + values.step >= size else values[-1] + 1
    return slice(start, stop, None if values.step == 1 else values.step)
