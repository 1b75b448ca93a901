"""A recurrent network unrolled in time, one step after the other."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import plotly.graph_objects as go

from rnnviz.analysis import rerun
from rnnviz.errors import ArgumentError
from rnnviz.figures.names import ENGLISH
from rnnviz.figures.unrolled.draw import draw
from rnnviz.figures.unrolled.part import Part, check_length
from rnnviz.recorder import DIRECTIONS, Recording
from rnnviz.words import N_, Translation

Pattern = Literal["one-to-one", "one-to-many", "many-to-one", "many-to-many"]
"""How many inputs go in, and how many outputs are read."""


def unrolled(
    rec: Recording,
    *,
    pattern: Pattern = "many-to-many",
    row: int = 0,
    outputs: Sequence[str] | None = None,
    fed_back: bool = False,
    last_step: bool = False,
    memory: bool = True,
    start: int = 0,
    dark: bool = False,
    words: Translation = ENGLISH,
) -> go.Figure:
    """One column for each time step of a batch row: input, h of every layer and direction, the outputs that are read.

    An animation: each of its frames is one step further, the arrows in use are lit, and what is not yet known is left
    open. A layer starts where the one below it is; the reverse direction fills from the right. ``pattern`` says which
    outputs are read: all of them, or for "many-to-one" the last state of each direction, which in the reverse direction
    lies at t=0; with ``last_step`` both halves are read at the last position instead, as people do by mistake.
    "one-to-many" reads one input: later inputs that are nothing but zeros are left out, and with ``fed_back`` they are
    the outputs before them. Without ``memory`` each step starts from a state of zeros: a feed-forward layer on the same
    inputs and weights, without any arrow over time. ``outputs`` are texts for the outputs, from left to right.
    ``start`` is the frame that is shown at first, from 0 (nothing is known) on; a negative one counts from the end.

    Raises:
        ArgumentError: there are more than 16 time steps or 40 frames, "one-to-one" has several steps, the number of
            outputs is another one, the outputs of a bidirectional network should be fed back, or without memory the
            recording has no weights or is an edited run.
        PlaceError: there is no such row.
    """
    length = len(rec.track(batch=row))
    check_length(length)
    if pattern == "one-to-one" and length != 1:
        raise ArgumentError(
            "unrolled-one",
            N_("one-to-one takes an input of one time step, got {got}. Take another pattern, or one step."),
            got=length,
        )
    if fed_back and rec.num_directions == 2:
        raise ArgumentError(
            "unrolled-fed",
            N_("A bidirectional network reads its whole input first: its outputs cannot be fed back to it."),
        )
    if pattern == "many-to-one":
        reads = [(length - 1, 0 if not last_step else length - 1)[: rec.num_directions]]
    else:
        reads = [(t,) * rec.num_directions for t in range(length)]
    check_outputs(outputs, len(reads))
    later = [pattern == "one-to-many" and t > 0 for t in range(length)]
    given = rec.track(batch=row).input
    fed = tuple(one and fed_back for one in later)
    nothing = tuple(one and not fed_back and not np.any(given[t]) for t, one in enumerate(later))
    texts = tuple(outputs) if outputs is not None else None
    seen = rec if memory else _forgetful(rec)
    part = Part(seen, row, 0, tuple(reads), texts, fed, nothing, memory=memory)
    _ = words
    title = _(_TITLES[pattern]) if memory else _("Without memory: each time step on its own")
    notes = [_reverse_note(words)] if rec.num_directions == 2 and memory else []
    if pattern == "many-to-one" and rec.num_directions == 2 and memory:
        notes.append(
            _("read at the last position: there the reverse half has seen one input only")
            if last_step
            else _("the reverse direction ends at t=0: its last state is read there")
        )
    return draw([part], title=title, notes=notes, start=start, dark=dark, words=words)


def _forgetful(rec: Recording) -> Recording:
    """The same run with states of zeros before every step, in all layers and directions."""
    states = [name for name in rec.cell.inputs if name.endswith("_prev")]
    edits = [
        f"{name} = 0 layer={layer} direction={direction}"
        for name in states
        for layer in range(rec.num_layers)
        for direction in DIRECTIONS[: rec.num_directions]
    ]
    return rerun(rec, edits)


_TITLES = {
    "one-to-one": N_("Unrolled in time: one input, one output"),
    "one-to-many": N_("Unrolled in time: one input, many outputs"),
    "many-to-one": N_("Unrolled in time: many inputs, one output"),
    "many-to-many": N_("Unrolled in time: many inputs, as many outputs"),
}


def _reverse_note(words: Translation) -> str:
    _ = words
    return _("→ walks from the first position to the last, ← from the last to the first; neither reads the other's h")


def check_outputs(outputs: Sequence[str] | None, count: int) -> None:
    """Refuse texts for more or fewer outputs than are read.

    Raises:
        ArgumentError: their number is another one.
    """
    if outputs is not None and len(outputs) != count:
        raise ArgumentError(
            "unrolled-outputs",
            N_("outputs must hold {count} texts, one for each output that is read, got {got}."),
            count=count,
            got=len(outputs),
        )
