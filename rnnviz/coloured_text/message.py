"""A text and its numbers as one block of bytes: all gates and states of all units, so that choosing needs no server.

Format 1, little endian: ``RNNT``, the format as u32, the length of the header as u32, the header (JSON in UTF-8, padded
with spaces to a multiple of 8), then float32: sheet after sheet, time step after time step, unit after unit. A sheet is
one gate or state of one layer and direction.
"""

import hashlib
import json
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from jaxtyping import Float

from rnnviz import limits
from rnnviz.analysis import ROUNDING, largest, round_up
from rnnviz.errors import InputError
from rnnviz.recorder import DIRECTIONS, Recording
from rnnviz.words import N_

FORMAT = 1
MAGIC = b"RNNT"


@dataclass(frozen=True, eq=False)
class Sheet:
    """One gate or state of one layer and direction.

    Attributes:
        layer: from 0.
        direction: "forward" or "reverse".
        variable: "f", "c", "h".
        values: of every time step and unit.
    """

    layer: int
    direction: str
    variable: str
    values: Float[np.ndarray, "length units"]


def sheets_of(rec: Recording, batch: int = 0) -> Iterator[Sheet]:
    """The gates and states of a row: layer by layer, direction by direction, in the cell type's order."""
    for layer in range(rec.num_layers):
        for direction in DIRECTIONS[: rec.num_directions]:
            track = rec.track(layer, direction, batch)
            for variable in rec.cell.over_time:
                yield Sheet(layer, direction, variable, track.values(variable))


def message(
    rec: Recording,
    characters: Sequence[str] | None = None,
    *,
    batch: int = 0,
    most: int = limits.MAX_COLOURED_VALUES,
) -> bytes:
    """The bytes for the script.

    Args:
        rec: what was recorded.
        characters: the text, one character or word for each time step, as it stands there; the labels by default.
        batch: the row.
        most: numbers that are sent; sheets beyond are left out, and counted.

    Raises:
        InputError: there are not as many characters as time steps, or the recording has no labels to take their place.
        PlaceError: there is no such row.
    """
    length = len(rec.track(batch=batch))
    text = _text(rec, characters, batch, length)
    sheets = list(sheets_of(rec, batch))
    kept: list[Sheet] = []
    room = most
    for sheet in sheets:
        # The first is sent however large it is: without one there is nothing to see.
        if kept and sheet.values.size > room:
            break
        kept.append(sheet)
        room -= sheet.values.size
    told = {
        "characters": list(text),
        "layers": rec.num_layers,
        "directions": rec.num_directions,
        "sheets": [_told(sheet, rec) for sheet in kept],
        "left": len(sheets) - len(kept),
    }
    numbers = b"".join(np.ascontiguousarray(sheet.values, dtype="<f4").tobytes() for sheet in kept)
    version = hashlib.sha256(_json(told) + numbers).hexdigest()[:16]
    raw = _json({"version": version, **told})
    raw += b" " * (-(12 + len(raw)) % 8)
    return b"".join([MAGIC, struct.pack("<II", FORMAT, len(raw)), raw, numbers])


def _json(told: Mapping[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode(errors="backslashreplace")


def version_of(payload: bytes) -> str:
    """A name for the content of a message."""
    _, length = struct.unpack("<II", payload[4:12])
    return str(json.loads(payload[12 : 12 + length])["version"])


def _text(rec: Recording, characters: Sequence[str] | None, batch: int, length: int) -> Sequence[str]:
    if characters is None:
        if rec.labels is None:
            template = N_("The recording must have labels, and has none: give the characters, one for each time step.")
            raise InputError("coloured-labels", template)
        return rec.labels[batch][:length]
    if len(characters) != length:
        template = N_("characters must be one for each of the {length} time steps, got {got}.")
        raise InputError("coloured-length", template, length=length, got=len(characters))
    return characters


def _told(sheet: Sheet, rec: Recording) -> dict[str, Any]:
    limit = rec.cell.operation(sheet.variable).range
    return {
        "layer": sheet.layer,
        "direction": sheet.direction,
        "variable": sheet.variable,
        "colour": rec.cell.operation(sheet.variable).colour,
        "range": limit,
        "bounds": [1.0] * (1 + sheet.values.shape[1]) if limit == "unit" else _bounds(sheet.values),
        "units": sheet.values.shape[1],
    }


def _bounds(values: Float[np.ndarray, "length units"]) -> list[float]:
    """The largest magnitude that has a colour: of the mean of all units, then of each of them."""
    with np.errstate(invalid="ignore", over="ignore"):
        columns = (values.mean(axis=1), *values.T)
    return [round_up(largest(column), slack=ROUNDING) for column in columns]
