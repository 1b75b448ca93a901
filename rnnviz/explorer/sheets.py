"""The tensors cut into sheets: one for each time step of input and output, one for each pair of layer and direction of
h_n and c_n. Each sheet has a row for every batch row and a column for every feature or unit."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

from rnnviz.analysis.place import Index, Place
from rnnviz.analysis.tensors import Coordinates, Tensor, exists, numbers, tensors, units, values
from rnnviz.explorer.fold import MOST_ROWS, Fold, units_of
from rnnviz.explorer.grid import number_ids, stage_of, steps_of
from rnnviz.recorder import Recording

_DRAWN = ("input", "output", "h_n", "c_n")


@dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet of a tensor, or of a tensor without the axis along which it would be cut.

    Attributes:
        tensor: its name.
        entry: the time step, or the pair of layer and direction.
        rows: the batch rows that are drawn, None for those left out.
        halves: for each direction (one for a tensor that has none along its columns), the columns that are drawn.
        ids: of the numbers in the cells, by row and column, gaps left out; -1 in the padding.
        stages: when each number is computed; -1 for the input.
    """

    tensor: str
    entry: int
    rows: tuple[int | None, ...]
    halves: tuple[tuple[int | None, ...], ...]
    ids: Int[np.ndarray, "rows columns"]
    values: Float[np.ndarray, "rows columns"]
    stages: Int[np.ndarray, "rows columns"]
    coordinates: Coordinates
    """Of the numbers in the cells, as `rnnviz.analysis.tensors` has them."""

    @property
    def drawn_rows(self) -> list[int]:
        return [row for row in self.rows if row is not None]

    @property
    def drawn_columns(self) -> list[int]:
        return [column for half in self.halves for column in half if column is not None]


def sheets_of(rec: Recording) -> Iterator[Sheet]:
    """Every sheet that is drawn."""
    for tensor in drawn_of(rec):
        for entry in _entries(rec, tensor):
            yield _sheet(rec, tensor, entry)


def drawn_of(rec: Recording) -> list[Tensor]:
    """The tensors that are drawn: what the module takes and returns."""
    return [tensors(rec)[name] for name in _DRAWN if name in tensors(rec)]


def place_in(rec: Recording, sheet: Sheet, row: int | None = None, columns: Index | None = None) -> Place:
    """The place of a cell, a row or a half of a sheet, or of all of it."""
    found: dict[str, Index] = {"t": sheet.entry, "layer_direction": sheet.entry}
    if row is not None:
        found["batch"] = row
    if columns is not None:
        found |= {"feature": columns, "unit": columns}
    axes = tensors(rec)[sheet.tensor].axes
    return Place(sheet.tensor, tuple(found.get(axis.name, slice(None)) for axis in axes))


def whole_of(tensor: Tensor) -> Place:
    """All of a tensor."""
    return Place(tensor.name, (slice(None),) * len(tensor.axes))


def half_of(rec: Recording, direction: int) -> slice:
    """The features of output that are one direction's."""
    size = rec.architecture.state_sizes["h"]
    last = direction == rec.num_directions - 1
    return slice(direction * size or None, None if last else (direction + 1) * size)


def _entries(rec: Recording, tensor: Tensor) -> list[int]:
    names = [axis.name for axis in tensor.axes]
    if "t" in names:
        return [int(t) for t in steps_of(rec).entries]
    return list(range(tensor.shape[names.index("layer_direction")])) if "layer_direction" in names else [0]


def _sheet(rec: Recording, tensor: Tensor, entry: int) -> Sheet:
    rows = Fold.of(rec.batch, MOST_ROWS)
    size = units(rec, tensor.variable)
    columns = units_of(size, rec.seq_len)
    paired = "feature" in tensor.pairs
    starts = [direction * size for direction in range(rec.num_directions if paired else 1)]
    entries = np.concatenate([start + columns.entries for start in starts])
    given = {"t": np.array([entry]), "layer_direction": np.array([entry]), "batch": rows.entries}
    given |= {"feature": entries, "unit": entries}
    mesh = dict(
        zip(
            (axis.name for axis in tensor.axes),
            np.ix_(*(given[axis.name] for axis in tensor.axes)),
            strict=True,
        )
    )
    coordinates = numbers(rec, tensor, mesh)
    there = exists(rec, coordinates)
    ids = np.where(there, number_ids(rec, tensor.variable, coordinates), -1)
    stages = _stages(rec, tensor, coordinates)
    own = values(rec, tensor.name)[tuple(mesh.values())]

    def flat(array: np.ndarray) -> np.ndarray:
        """Rows and columns only: the batch is before the features, wherever the time axis stands."""
        return np.asarray(array).reshape(len(rows.entries), len(entries))

    return Sheet(
        tensor.name,
        entry,
        tuple(rows.places),
        tuple(tuple(None if one is None else start + one for one in columns.places) for start in starts),
        flat(ids),
        flat(own.astype(np.float64)),
        flat(stages),
        {name: flat(values) for name, values in coordinates.items()},
    )


def _stages(rec: Recording, tensor: Tensor, coordinates: Coordinates) -> Int[np.ndarray, "..."]:
    if tensor.variable == "x":
        return np.full(coordinates["t"].shape, -1)
    return stage_of(rec, coordinates["layer"], coordinates["direction"], coordinates["t"])
