"""The two modules over time: what the first unit of each does, and how far apart they are."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.figures.verdict import Line, compared_lines
from rnnviz.lessons.by_hand.comparison import Comparison
from rnnviz.words import Translation


def picture(found: Comparison, *, dark: bool, words: Translation) -> go.Figure:
    """One unit of both, for the first batch row: where they are equal, one line lies on the other."""
    _ = words
    ours, other = _series(found)
    own, beside = f"by_hand.{found.entry.name}", found.entry.beside
    letter = "h" if found.copied is not None else "y"
    return compared_lines(
        np.arange(len(ours)).tolist(),
        [Line(beside, other.tolist(), "neutral"), Line(own, ours.tolist(), "right" if found.equal else "wrong")],
        title=_("{variable}[0] of both over time").format(variable=letter),
        across="t",
        up=letter,
        dark=dark,
    )


def _series(found: Comparison) -> tuple[np.ndarray, np.ndarray]:
    both = (found.recording, found.beside)
    if found.copied is None:
        first, second = (rec.output[0, :, 0] for rec in both)
    else:
        first, second = (rec.h[-1, 0, :, 0, 0] for rec in both)
    return first, second
