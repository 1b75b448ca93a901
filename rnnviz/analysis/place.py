"""A place in a tensor, as PyTorch writes it: ``output[0, :, 20:]``."""

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from jaxtyping import Int

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

    Where rows end at different steps, those that end together are a block of their own. ``whole`` names the
    coordinates that were asked for as a whole: along an axis with one entry only, that is ``:`` and not ``0``.
    """
    wide = [all(name in whole for name in tensor.pairs.get(axis.name, (axis.name,))) for axis in tensor.axes]
    flat = np.unique(np.ravel_multi_index([index[axis.name].reshape(-1) for axis in tensor.axes], tensor.shape))
    some = np.stack(np.unravel_index(flat, tensor.shape), axis=1)
    # Nearly always the same units stand at every place: then the places need be looked at only, not the units.
    run = _run(some)
    for block in _blocks(some[::run, :-1] if run else some):
        ends = [block] if not run else [(*block, last) for last in _ranges(some[:run, -1])]
        for ranges in ends:
            axes = zip(ranges, tensor.shape, wide, strict=True)
            yield Place(tensor.name, tuple(_index(values, size, all_) for values, size, all_ in axes))


def _run(some: Int[np.ndarray, "count axes"]) -> int:
    """How many entries of the last axis stand at every place, if they are the same ones everywhere; else 0."""
    leads = (some[:, :-1] == some[0, :-1]).all(axis=1)
    run = len(some) if leads.all() else int(np.argmin(leads))
    if len(some) % run:
        return 0
    blocks = some.reshape(-1, run, some.shape[1])
    alike = (blocks[:, :, :-1] == blocks[:, :1, :-1]).all() and (blocks[:, :, -1] == blocks[:1, :, -1]).all()
    return run if alike else 0


def _blocks(some: Int[np.ndarray, "count axes"]) -> list[tuple[range, ...]]:
    """Places as products of ranges: as few as cutting along one axis after the other gives."""
    found = [np.unique(column) for column in some.T]
    ranges = [_range(values) for values in found]
    product = math.prod(map(len, found)) == len(some)
    if product and None not in ranges:
        return [tuple(one for one in ranges if one is not None)]
    # An axis whose entries stand at every place is left whole.
    axes = [axis for axis, values in enumerate(found) if len(values) > 1]
    bound = [axis for axis in axes if (ranges[axis] is None if product else not _free(some, axis, len(found[axis])))]
    cuts = ([one for value in found[axis] for one in _blocks(some[some[:, axis] == value])] for axis in bound or axes)
    return min(cuts, key=len)


def _free(some: Int[np.ndarray, "count axes"], axis: int, count: int) -> bool:
    """Whether every entry of an axis stands with every combination of the others."""
    others = np.delete(some, axis, axis=1)
    return len(np.unique(others, axis=0)) * count == len(some)


def _ranges(values: Int[np.ndarray, " count"]) -> list[range]:
    """Sorted values as one range, or as one for each stretch of neighbours."""
    whole = _range(values)
    if whole is not None:
        return [whole]
    cuts = np.flatnonzero(np.diff(values) != 1) + 1
    return [range(int(one[0]), int(one[-1]) + 1) for one in np.split(values, cuts)]


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
