"""Conditional breakpoints: the steps at which something holds."""

import numpy as np

from rnnviz.analysis.find.hits import Found, Hits
from rnnviz.analysis.find.question import Question, ask
from rnnviz.analysis.find.walk import blocks, collected, layers_of, packed
from rnnviz.recorder import Recording, Track


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
    question = ask(rec, condition, layers_of(rec, layer, direction, batch))
    return collected(rec, question, direction, batch, _of_track)


def _of_track(question: Question, track: Track) -> list[Found]:
    """The hits of one track, block by block, as its steps are processed."""
    found = []
    for first, last in blocks(question, track):
        holds = question.holds(track, first, last)
        at = np.flatnonzero(holds.any(axis=1))
        found.append(packed(question, track, at + first, holds[at]))
    return found
