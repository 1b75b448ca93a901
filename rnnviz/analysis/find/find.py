"""Conditional breakpoints: the steps at which something holds."""

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from rnnviz.analysis.find.hits import Found, Hits
from rnnviz.analysis.find.question import Question, ask
from rnnviz.recorder import Recording, Track

_BLOCK = 2**17
"""Numbers of one variable that are looked at at a time: a recording may be larger than memory."""


def find(
    rec: Recording,
    condition: str,
    *,
    layer: int | None = None,
    direction: str | None = None,
    batch: int | None = None,
) -> Hits:
    """The steps at which a condition holds: conditional breakpoints.

    A condition is made of the names of the step's values (``h``, ``c``, ``f``, ``a_f``, ..., as in ``rec.cell``, or a
    gate's word such as ``forget``), of ``t`` and ``length``, of units in square brackets, numbers, ``+ - * /``,
    comparisons (``0.2 < f < 0.8``), ``crosses``, ``and``, ``or``, ``not`` and functions: unit by unit ``abs``,
    ``isnan``, ``isinf``, ``isfinite``; over all units ``mean``, ``min``, ``max``, ``sum``, ``norm``, ``std``, ``any``,
    ``all``; over time ``prev`` and ``change``. A name without brackets is meant for each unit by itself. The whole
    language stands in docs/find.md; a condition is read by a grammar, never run as Python.

    Args:
        rec: the recording.
        condition: such as ``f[3] < 0.1``, ``i > 0.99 and f < 0.01``, ``h[2] crosses 0``, ``mean(f) < 0.2``.
        layer: look at this layer only.
        direction: look at this direction only, "forward" or "reverse".
        batch: look at this batch row only.

    Raises:
        ConditionError: the condition is none; the error marks the place.
        PlaceError: there is no such layer, direction or row.

    >>> import torch, rnnviz
    >>> rec = rnnviz.record(torch.nn.LSTM(1, 2), torch.tensor([0.0, 0.0, 3.0, 0.0]).reshape(4, 1, 1))
    >>> hits = find(rec, "x[0] > 1")
    >>> print(hits.first)
    layer 0, t = 2, batch row 0, unit 0: x[0] = 3
    >>> [hit.t for hit in find(rec, "x crosses 1")]
    [2, 3]
    >>> find(rec, "mean(f) < 0.2 or t == length - 1")[0].units is None
    True
    >>> find(rec, "f < 0,1")
    Traceback (most recent call last):
    rnnviz.errors.ConditionError: condition must be a single question, got ','. Join two questions with and, or with or.
    f < 0,1
         ^
    """
    # Without batch rows there is no track to ask for, and nothing to find.
    if rec.batch or batch is not None:
        rec.track(layer or 0, direction or "forward", batch or 0)
    layers = range(rec.num_layers) if layer is None else (layer,)
    question = ask(rec, condition, layers)
    tracks = [
        track
        for track in rec.tracks
        if track.layer in layers and direction in (None, track.direction) and batch in (None, track.batch)
    ]
    width = max(_bytes(question, layer) for layer in layers)
    sides = groupby(tracks, lambda track: (track.layer, track.direction))
    found = [_of_one_direction(question, list(rows), width) for _, rows in sides]
    return Hits(rec, question, _joined(found, width))


def _of_one_direction(question: Question, rows: Sequence[Track], width: int) -> Found:
    """The hits of one layer and direction: every row's first step, then every row's second one, and so on."""
    found = _joined([one for track in rows for one in _of_track(question, track, width)], width)
    length = np.array([len(track) for track in rows])
    place = np.searchsorted([track.batch for track in rows], found.batch)
    step = length[place] - 1 - found.t if rows[0].reverse else found.t
    order = np.lexsort((found.batch, step))
    return Found(found.layer, found.direction, found.batch[order], found.t[order], found.held[order])


def _of_track(question: Question, track: Track, width: int) -> list[Found]:
    """The hits of one track, block by block, as its steps are processed."""
    widest = max(question.scopes[track.layer].size(name) for name in track.cell_type.variables)
    steps = max(1, _BLOCK // widest)
    found = []
    for first in range(0, len(track), steps):
        last = min(first + steps, len(track))
        holds = question.holds(track, first, last)
        at = np.flatnonzero(holds.any(axis=1))
        held = np.zeros((len(at), width), np.uint8)
        if question.about[track.layer]:
            bits = np.packbits(holds[at], axis=1)
            held[:, : bits.shape[1]] = bits
        t = len(track) - 1 - (at + first) if track.reverse else at + first
        whole = np.full(len(at), 0, np.int32)
        found.append(Found(whole + track.layer, whole + track.reverse, whole + track.batch, t.astype(np.int32), held))
    return found


def _bytes(question: Question, layer: int) -> int:
    about = question.about[layer]
    return 0 if about is None else -(-len(about.units) // 8)


def _joined(found: Sequence[Found], width: int) -> Found:
    none = np.zeros(0, np.int32)
    every = [Found(none, none, none, none, np.zeros((0, width), np.uint8)), *found]
    return Found(
        np.concatenate([one.layer for one in every]),
        np.concatenate([one.direction for one in every]),
        np.concatenate([one.batch for one in every]),
        np.concatenate([one.t for one in every]),
        np.concatenate([one.held for one in every]),
    )
