"""The hidden states under both conventions, and their difference, unit by unit and step by step."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import Sheet, compared_heatmaps
from rnnviz.lessons.conventions.comparison import Comparison
from rnnviz.words import Translation


def sheets(found: Comparison, *, dark: bool, words: Translation) -> go.Figure:
    """Three matrices on one colour scale, each with a row for each unit and a column for each time step."""
    _ = words
    own, other = (rec.h[0, 0, :, 0].T for rec in (found.pytorch, found.recording))
    return compared_heatmaps(
        [
            Sheet("PyTorch", own, "right"),
            Sheet(_("the other convention"), other, "right" if found.equal else "wrong"),
            Sheet(_("difference"), found.apart.T, "neutral"),
        ],
        title=_("h under both conventions, and the difference per step"),
        down=_("unit"),
        across="t",
        dark=dark,
    )
