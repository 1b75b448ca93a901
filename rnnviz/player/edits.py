"""The edits of an edited run as data: the card that tells where a number comes from names them."""

from typing import Any

import numpy as np

from rnnviz.analysis.rerun import Edit, edits_of, positions
from rnnviz.recorder import Recording


def edits_data(recording: Recording) -> list[dict[str, Any]]:
    """Each edit with what it set: the units (None for all), the steps from the first to the last one, the track.

    >>> import torch, rnnviz
    >>> rec = rnnviz.record(torch.nn.GRU(3, 4), torch.ones(6, 1, 3))
    >>> (one,) = edits_data(rnnviz.rerun(rec, "z[1:3] = 1 from t=2"))
    >>> one["name"], one["units"], one["steps"], one["text"]
    ('z', [1, 2], [2, 5], 'z[1:3] = 1 from t=2')
    """
    return [_edit(edit, recording) for edit in edits_of(recording)]


def _edit(edit: Edit, recording: Recording) -> dict[str, Any]:
    steps = np.flatnonzero(positions(edit, recording.seq_len))
    return {
        "text": str(edit),
        "name": edit.name,
        "units": _units(edit, recording),
        "steps": [int(steps[0]), int(steps[-1])],
        "always": len(steps) == recording.seq_len,
        "layer": edit.layer,
        # Both directions read x.
        "direction": None if edit.name == "x" else edit.direction,
        "row": edit.row,
    }


def _units(edit: Edit, recording: Recording) -> list[int] | None:
    """The units of a vector, from 0; None for all of them, and for weights."""
    cell = recording.cell
    variable = next((f"{state}_prev" for state in cell.states if edit.name == f"{state}_0"), edit.name)
    if not edit.index or variable not in cell.variables:
        return None
    units = range(recording.architecture.size(cell.size_of(variable), edit.layer))
    part = edit.index[0]
    return [units[part]] if isinstance(part, int) else list(units[slice(*part)])
