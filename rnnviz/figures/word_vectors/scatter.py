"""Words as points of a plane."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from rnnviz.analysis.principal import principal
from rnnviz.cells.substitute import number
from rnnviz.errors import ArgumentError
from rnnviz.figures.canvas import drawn
from rnnviz.figures.names import ENGLISH
from rnnviz.figures.outside_text import shown
from rnnviz.figures.word_vectors.distances import check_words
from rnnviz.theme import colour_of, pixels
from rnnviz.words import N_, Translation


def scatter_words(
    vectors: Float[np.ndarray, "words features"],
    labels: Sequence[str],
    *,
    dark: bool = False,
    words: Translation = ENGLISH,
) -> go.Figure:
    """Word vectors seen along their first two principal components; each axis says how much of the variance is there.

    Raises:
        ArgumentError: there is no vector, more than 40, another number of labels, or a number that is none.
    """
    check_words(len(vectors), len(labels))
    if not np.isfinite(vectors).all():
        raise ArgumentError("word-vectors-finite", N_("The vectors must hold finite numbers only."))
    _ = words
    found = principal(vectors)
    x, y = found.places.T
    figure = go.Figure(
        go.Scatter(
            x=x,
            y=y,
            mode="markers+text",
            marker={"size": 12, "color": colour_of("candidate", dark).fill},
            text=[shown(label) for label in labels],
            textposition="top center",
            textfont={"size": pixels("body")},
            cliponaxis=False,
            hovertemplate="%{text}<extra></extra>",
            showlegend=False,
            name="words",
        )
    )
    titles = [
        _("principal component {number}: {share} % of the variance").format(
            number=place + 1, share=number(100 * share, 0)
        )
        for place, share in enumerate(found.shares)
    ]
    reach = max(float(np.ptp(x)), float(np.ptp(y)), 1e-9) * 0.12
    figure.update_xaxes(title_text=titles[0], range=[float(x.min()) - reach, float(x.max()) + reach])
    figure.update_yaxes(
        title_text=titles[1], range=[float(y.min()) - reach, float(y.max()) + reach], scaleanchor="x", scaleratio=1
    )
    notes = [_("distances in this plane are those along two directions only")]
    title = _("The words in the plane in which they differ most")
    return drawn(figure, title=title, notes=notes, height=400, dark=dark, left=76, right=24, bottom=60, axes=True)
