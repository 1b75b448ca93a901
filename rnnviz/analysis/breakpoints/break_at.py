"""The steps at which a breakpoint stops."""

import re

from rnnviz.analysis.breakpoints.ready import breakpoints
from rnnviz.analysis.find import Hits, find, first_of_each, largest_of_each
from rnnviz.analysis.find.quote import quote
from rnnviz.errors import ConditionError
from rnnviz.recorder import Recording
from rnnviz.words import N_

_NAME = re.compile(r"[a-z]+(-[a-z]+)+")
"""Small letters with dashes and nothing else: no name in a condition, and no difference of two such names, is meant."""


def break_at(
    rec: Recording,
    line: str,
    *,
    layer: int | None = None,
    direction: str | None = None,
    batch: int | None = None,
) -> Hits:
    """The steps at which a breakpoint stops.

    Args:
        rec: the recording.
        line: the name of a ready breakpoint (`breakpoints`), or a condition as for `find`.
        layer: look at this layer only.
        direction: look at this direction only, "forward" or "reverse".
        batch: look at this batch row only.

    Raises:
        ConditionError: it is neither of them, or this cell type has no such ready breakpoint.
        PlaceError: there is no such layer, direction or row.

    >>> import torch, rnnviz
    >>> rec = rnnviz.record(torch.nn.RNN(1, 1), torch.tensor([0.0, 1.0, 2.0, float("nan")]).reshape(4, 1, 1))
    >>> [hit.t for hit in break_at(rec, "not-finite")]
    [3]
    >>> break_at(rec, "memory-wiped")
    Traceback (most recent call last):
    rnnviz.errors.ConditionError: breakpoint must be a condition or one of not-finite, sign-flip, largest-jump \
for cell type RNN, got 'memory-wiped'. Choose one of these.
    memory-wiped
    ^^^^^^^^^^^^
    """
    name = line.strip() if isinstance(line, str) else ""
    if not _NAME.fullmatch(name):
        _refuse_misspelt(rec, name)
        return find(rec, line, layer=layer, direction=direction, batch=batch)
    ready = breakpoints(rec)
    if name not in ready:
        raise ConditionError(
            "breakpoint-name",
            N_(
                "breakpoint must be a condition or one of {choices} for cell type {cell_type}, got {got}. "
                "Choose one of these."
            ),
            choices=", ".join(ready),
            cell_type=rec.cell_type,
            got=quote(name),
            condition=name,
            start=0,
            end=len(name),
        )
    one = ready[name]
    if one.chosen == "every":
        return find(rec, one.asks, layer=layer, direction=direction, batch=batch)
    chosen = first_of_each if one.chosen == "first" else largest_of_each
    return chosen(rec, one.asks, name, layer, direction, batch)


def _refuse_misspelt(rec: Recording, name: str) -> None:
    """Raise where a name is written without its dashes: as a condition it makes no sense, and would be told so."""
    dashed = "-".join(re.split(r"[\s_-]+", name.lower()))
    if "-" in dashed and dashed in breakpoints(rec):
        raise ConditionError(
            "breakpoint-dashes",
            N_("breakpoint must be written as {near}, got {got}. Replace it."),
            near=quote(dashed),
            got=quote(name),
            condition=name,
            start=0,
            end=len(name),
        )
