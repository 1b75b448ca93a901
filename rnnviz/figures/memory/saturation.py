"""How often every gate is closed, to the left, and open, to the right."""

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from rnnviz.analysis import Memory
from rnnviz.figures.memory.look import small
from rnnviz.figures.missing import missing_note
from rnnviz.figures.names import ENGLISH, full_name
from rnnviz.theme import colour_of
from rnnviz.words import N_, Translation

_LEAST_ROWS = 4
"""Rows that have room, so that one bar alone is no thicker than the others."""


def saturation_bars(memory: Memory, *, dark: bool = False, words: Translation = ENGLISH) -> go.Figure:
    """For every gate, candidate and squashed state the share of steps and units at either end of its range.

    To the left: a gate that is closed, a tanh near -1, a relu at 0. To the right: open, near 1. From 0 to 100 per cent
    on either side.
    """
    _ = words
    cell = memory.track.cell_type
    rows = list(memory.saturation.values())
    names = [full_name(cell, row.name, words) for row in rows]
    colours = [colour_of(cell.operation(row.name).colour, dark).fill for row in rows]
    shares = np.array([row.shares for row in rows], dtype=np.float64) * 100
    figure = go.Figure()
    for side, (trace, sign) in enumerate((("low", -1), ("high", 1))):
        templates = [_SAID[row.function][side] for row in rows]
        said = [
            _(template).format(name=name, share=f"{share:.1f} %") if template and not np.isnan(share) else ""
            for template, name, share in zip(templates, names, shares[:, side], strict=True)
        ]
        figure.add_trace(
            go.Bar(
                y=[row.name for row in rows],
                x=sign * shares[:, side],
                orientation="h",
                name=trace,
                showlegend=False,
                marker={"color": colours, "pattern": {"shape": "/" if sign < 0 else "", "solidity": 0.35}},
                text=_written(shares, side),
                textposition="outside",
                cliponaxis=False,
                hovertext=said,
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )
    figure.update_layout(barmode="relative")
    figure.add_vline(x=0, line={"color": colour_of("neutral", dark).fill, "width": 1})
    figure.update_xaxes(
        range=[-125, 125],
        tickvals=[-100, -50, 0, 50, 100],
        ticktext=["100 %", "50 %", "0", "50 %", "100 %"],
        title_text=_("closed or near −1 ← → open or near 1"),
    )
    figure.update_yaxes(type="category", range=[max(len(rows), _LEAST_ROWS) - 0.5, -0.5], title_text=_("value"))
    bounds = {"below": f"{memory.below:g}", "above": f"{memory.above:g}"}
    notes = [_("closed below {below}, open above {above}").format(**bounds)]
    notes += missing_note(int(sum(np.isnan(row.low).sum() for row in rows)), words)
    return small(figure, title=_("At the ends of their range"), notes=notes, dark=dark)


def _written(shares: Float[np.ndarray, "rows 2"], side: int) -> list[str]:
    """The numbers beside the bars of one side; where there is no bar on either side, one 0 stands for both."""
    return [f"{row[side]:.0f} %" if row[side] >= 0.5 or (side and row.max() < 0.5) else "" for row in shares]


_SAID = {
    "sigmoid": (N_("{name}: closed {share} of the time"), N_("{name}: open {share} of the time")),
    "tanh": (N_("{name}: near −1 {share} of the time"), N_("{name}: near 1 {share} of the time")),
    "relu": (N_("{name}: cut off {share} of the time"), ""),
}
