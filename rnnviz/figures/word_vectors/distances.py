"""How far apart words are."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from rnnviz.analysis import largest, round_up
from rnnviz.errors import ArgumentError
from rnnviz.figures.canvas import Scale
from rnnviz.figures.canvas.labelled import labelled
from rnnviz.figures.missing import missing, missing_note
from rnnviz.figures.names import ENGLISH
from rnnviz.words import N_, Translation

MAX_WORD_VECTORS = 40


def distances(
    vectors: Float[np.ndarray, "words features"],
    labels: Sequence[str],
    *,
    dark: bool = False,
    words: Translation = ENGLISH,
) -> go.Figure:
    """The Euclidean distance of each word vector from each other one; ``labels`` are texts from outside.

    Raises:
        ArgumentError: there is no vector, more than 40, or another number of labels.
    """
    check_words(len(vectors), len(labels))
    _ = words
    apart = np.linalg.norm(vectors[:, None].astype(np.float64) - vectors[None].astype(np.float64), axis=-1)
    return labelled(
        apart,
        Scale(0.0, round_up(largest(apart)), "unit"),
        columns=labels,
        rows=labels,
        across="",
        down="",
        title=_("How far the words lie apart"),
        notes=[_("Euclidean distance between the vectors"), *missing_note(int(missing(apart).sum()), words)],
        between="–",
        dark=dark,
    )


def check_words(count: int, labels: int) -> None:
    """Refuse vectors that cannot be named or shown.

    Raises:
        ArgumentError: there is no vector, more than 40, or another number of labels.
    """
    if not 0 < count <= MAX_WORD_VECTORS or labels != count:
        raise ArgumentError(
            "word-vectors",
            N_("From 1 to {most} vectors can be shown, with a label each; got {count} vectors and {labels} labels."),
            most=MAX_WORD_VECTORS,
            count=count,
            labels=labels,
        )
