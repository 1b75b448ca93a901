"""The question of ten years: what is in ``h_n[3]``?"""

import operator
from typing import SupportsIndex

import numpy as np

from rnnviz.analysis.location import Location, location_of
from rnnviz.analysis.tensors import Axis, Tensor, exists, numbers, tensors
from rnnviz.errors import PlaceError
from rnnviz.recorder import DIRECTIONS, Recording
from rnnviz.words import N_


def locate(rec: Recording, tensor: str, **index: object) -> Location:
    """Which numbers of the network an element, a row or a block of a tensor is.

    Args:
        rec: the recording.
        tensor: "input", "output", "h_n", "c_n", "h_0" or "c_0", in the form in which the module takes or returns it; or
            "h", "c", the states after every step.
        index: for an axis by its name, an int, a slice or a range; axes that are not named are meant as a whole. Their
            names: ``t``, ``batch``, ``unit`` (of input: its features), ``feature`` (of output: all directions side by
            side), ``layer_direction`` (of h_n, c_n, h_0, c_0), ``layer`` and ``direction`` (of h and c; "forward" or
            "reverse").

    Raises:
        PlaceError: there is no such tensor, axis or entry, or nothing but padding there.

    >>> import torch, rnnviz
    >>> rec = rnnviz.record(torch.nn.LSTM(10, 20, 2, bidirectional=True), torch.randn(5, 3, 10))
    >>> print(locate(rec, "h_n", layer_direction=3))
    hidden state h, layer 1, reverse direction, t = 0, all 3 batch rows, all 20 units
    >>> found = locate(rec, "output", t=4, batch=0, feature=25)
    >>> found.layer, found.direction, found.t, found.batch, found.unit
    (1, 'reverse', 4, 0, 5)
    """
    asked = _tensor(rec, tensor)
    for name in index:
        if name not in [axis.name for axis in asked.axes]:
            raise PlaceError(
                "locate-axis",
                N_("{axis} must be an axis of {tensor}, which has {axes}, got {axis}. Name one of these."),
                axis=name,
                tensor=tensor,
                axes=", ".join(axis.name for axis in asked.axes) or "none",
            )
    entries = [_entries(asked, axis, index.get(axis.name, slice(None))) for axis in asked.axes]
    mesh = dict(zip((axis.name for axis in asked.axes), np.ix_(*entries), strict=True))
    coordinates = numbers(rec, asked, mesh)
    there = exists(rec, coordinates)
    if not there.any():
        raise _nothing(rec, asked, coordinates["batch"])
    whole = (axis for axis, found in zip(asked.axes, entries, strict=True) if _all(axis, index, len(found)))
    names = frozenset(name for axis in whole for name in asked.pairs.get(axis.name, (axis.name,)))
    return location_of(rec, asked.variable, {name: value[there] for name, value in coordinates.items()}, names)


def _tensor(rec: Recording, name: str) -> Tensor:
    found = tensors(rec)
    if name not in found:
        raise PlaceError(
            "locate-tensor",
            N_("tensor must be one of {choices} in this recording, got {got}. Choose one of these."),
            choices=", ".join(found),
            got=repr(name),
        )
    return found[name]


def _all(axis: Axis, index: dict[str, object], count: int) -> bool:
    wanted = index.get(axis.name, slice(None))
    return isinstance(wanted, slice | range) and count == axis.size


def _entries(tensor: Tensor, axis: Axis, wanted: object) -> np.ndarray:
    """The entries of one axis that are wanted, each once, in order."""
    if isinstance(wanted, int):
        return _entry(tensor, axis, wanted)
    if axis.name == "direction" and isinstance(wanted, str):
        if wanted not in DIRECTIONS[: axis.size]:
            raise _no_entry(tensor, axis, wanted)
        return np.array([DIRECTIONS.index(wanted)])
    if isinstance(wanted, slice):
        return np.sort(np.arange(axis.size)[wanted])
    if isinstance(wanted, range):
        if wanted and not (min(wanted) >= 0 and max(wanted) < axis.size):
            raise _no_entry(tensor, axis, wanted)
        return np.sort(np.array(wanted, dtype=np.int64))
    if isinstance(wanted, SupportsIndex):
        return _entry(tensor, axis, operator.index(wanted))
    raise _no_entry(tensor, axis, wanted)


def _entry(tensor: Tensor, axis: Axis, wanted: int) -> np.ndarray:
    if not -axis.size <= wanted < axis.size:
        raise _no_entry(tensor, axis, wanted)
    return np.array([wanted % axis.size])


def _no_entry(tensor: Tensor, axis: Axis, wanted: object) -> PlaceError:
    return PlaceError(
        "locate-entry",
        N_(
            "{axis} of {tensor} must be at least -{size} and below {size} ({words}), a slice or a range, got {got}. "
            "Choose an entry that the tensor has."
        ),
        axis=axis.name,
        tensor=tensor.name,
        size=axis.size,
        words=axis.words,
        got=repr(wanted),
    )


def _nothing(rec: Recording, tensor: Tensor, rows: np.ndarray) -> PlaceError:
    if rec.lengths is not None and rows.size:
        row = int(rows.flat[0])
        return PlaceError(
            "locate-padding",
            N_(
                "The place in {tensor} must hold a number: row {row} has {length} time steps, and past them there is "
                "only padding. Choose a smaller t."
            ),
            tensor=tensor.name,
            row=row,
            length=rec.lengths[row],
        )
    return PlaceError(
        "locate-empty",
        N_("The place in {tensor} must hold a number, and there is none in it. Choose a larger slice."),
        tensor=tensor.name,
    )
