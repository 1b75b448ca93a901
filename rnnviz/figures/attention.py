"""Which source positions a target position looks at, and how much."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from rnnviz.errors import ArgumentError
from rnnviz.figures.canvas import Scale
from rnnviz.figures.canvas.labelled import labelled
from rnnviz.figures.missing import missing, missing_note
from rnnviz.figures.names import ENGLISH
from rnnviz.words import N_, Translation

MAX_ATTENDED = 64


def attention_map(
    weights: Float[np.ndarray, "targets sources"],
    source: Sequence[str],
    target: Sequence[str],
    *,
    across: str = "",
    down: str = "",
    dark: bool = False,
    words: Translation = ENGLISH,
) -> go.Figure:
    """Attention weights, from 0 to 1: a row for each target position, a column for each source position.

    ``source`` and ``target`` are texts from outside, one for each; a single row is fine. ``across`` and ``down`` name
    the axes where they are other things than source and target.

    Raises:
        ArgumentError: there are more or fewer texts than positions, or more than 64 of either.
    """
    if weights.shape != (len(target), len(source)) or not weights.size or max(weights.shape) > MAX_ATTENDED:
        raise ArgumentError(
            "attention-shape",
            N_("weights must be ({targets}, {sources}), at most {most} each way, got {got}."),
            targets=len(target),
            sources=len(source),
            most=MAX_ATTENDED,
            got=tuple(weights.shape),
        )
    _ = words
    notes = [_("each row sums to 1 where the weights come from a softmax over the source")]
    return labelled(
        weights,
        Scale(0.0, 1.0, "unit"),
        columns=source,
        rows=target,
        across=across or _("source"),
        down=down or _("target"),
        title=_("Where each target position looks"),
        notes=notes + missing_note(int(missing(weights).sum()), words),
        between="←",
        dark=dark,
    )
