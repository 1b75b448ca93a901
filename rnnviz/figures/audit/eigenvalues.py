"""The eigenvalues of a recurrent matrix in the complex plane, with the unit circle."""

import html
from collections.abc import Iterable

import numpy as np
import plotly.graph_objects as go

from rnnviz.analysis import round_up
from rnnviz.analysis.audit import Recurrent, written
from rnnviz.figures.memory.look import small
from rnnviz.figures.names import ENGLISH
from rnnviz.theme import colour_of
from rnnviz.words import Translation

_BEYOND_CIRCLE = 1.15
"""The circle is always inside the picture, with some room around it."""


def eigenvalue_limit(matrices: Iterable[Recurrent]) -> float:
    """How far the axes go, so that several matrices can be compared: all eigenvalues and the circle are inside."""
    found = max((one.radius for one in matrices if np.isfinite(one.radius)), default=0.0)
    return max(_BEYOND_CIRCLE, round_up(found * 1.05))


def eigenvalues(
    matrix: Recurrent, *, limit: float | None = None, dark: bool = False, words: Translation = ENGLISH
) -> go.Figure:
    """Every eigenvalue as a point, the unit circle around them: along those outside of it a state grows.

    They are those of the matrix alone: gates and slopes, all of them at most 1, come on top. ``limit`` is where the
    axes end.
    """
    _ = words
    far = eigenvalue_limit([matrix]) if limit is None else limit
    angles = np.linspace(0, 2 * np.pi, 121)
    circle = {"color": colour_of("neutral", dark).fill, "width": 2, "dash": "dot"}
    figure = go.Figure(
        go.Scatter(x=np.cos(angles), y=np.sin(angles), mode="lines", name="unit circle", line=circle, hoverinfo="skip")
    )
    values = matrix.eigenvalues
    figure.add_trace(
        go.Scatter(
            x=values.real,
            y=values.imag,
            mode="markers",
            name="eigenvalues",
            marker={"color": colour_of(matrix.colour, dark).fill, "size": 9 if len(values) <= 64 else 6},
            hovertext=[_("magnitude {value}").format(value=written(float(abs(value)))) for value in values],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
    axis = {"range": [-far, far], "zeroline": True, "nticks": 5}
    figure.update_xaxes(title_text=_("real part"), constrain="domain", **axis)
    figure.update_yaxes(title_text=_("imaginary part"), constrain="domain", scaleanchor="x", **axis)
    note = (
        _("spectral radius {radius}, norm {norm}").format(radius=written(matrix.radius), norm=written(matrix.norm))
        if len(values)
        else _("not worked out")
    )
    return small(figure, title=_title(matrix), notes=[note], dark=dark)


def _title(matrix: Recurrent) -> str:
    return html.escape(matrix.name, quote=False)
