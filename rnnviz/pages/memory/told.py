"""What came of it, in words and numbers."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from rnnviz.figures.memory.half_lives import steps_number
from rnnviz.lessons.memory import Fading
from rnnviz.pages.visit import Visit
from rnnviz.words import Translation

_GROWN = 10.0
"""A gradient that is this many times as large as it was, at any step back, is worth a sentence."""


def told(visit: Visit, found: Sequence[Fading]) -> None:
    """Two or three sentences with today's numbers, and a table with all of them."""
    _ = visit.translate
    st.markdown(" ".join(sentences(found, _)))
    # On a phone the table is wider than the page: it is moved by itself.
    with st.container(key="memory_table"):
        st.markdown(table(found, _))


def sentences(found: Sequence[Fading], words: Translation) -> list[str]:
    """What the figures show."""
    _ = words
    back = len(found[0].norms) - 1
    left = {one.cell_type: number(float(one.shares[-1])) for one in found}
    said = [
        _(
            "The loss is the last hidden state, all units of it added up. {steps} steps back its gradient is **{RNN}** "
            "of what it was in the RNN, **{LSTM}** in the LSTM and **{GRU}** in the GRU."
        ).format(steps=back, **left)
    ]
    for one in found:
        if one.cell_type == "LSTM":
            if np.isinf(one.half_life):
                text = _("The forget gate of the LSTM is {factor} on average: its c does not fade.")
            else:
                text = _("The forget gate of the LSTM is {factor} on average: half of its c is gone after {steps}.")
            said.append(text.format(factor=f"{one.mean_factor:.2f}", steps=_steps(one.half_life, _)))
    grown = [one.cell_type for one in found if np.nanmax(one.shares, initial=0.0) >= _GROWN]
    if grown:
        said.append(_("It has grown more than tenfold in: {names}.").format(names=", ".join(grown)))
    return said


def table(found: Sequence[Fading], words: Translation) -> str:
    """A line for each network, as Markdown."""
    _ = words
    back = len(found[0].norms) - 1
    distances = sorted({one for one in (1, 10, 50, back) if one <= back})
    lines = [
        [_("gradient, steps back:"), *map(str, distances), _("factor, mean"), _("half-life")],
        ["---", *["---:"] * (len(distances) + 2)],
    ]
    for one in found:
        shares = [number(float(one.shares[steps])) for steps in distances]
        kept = _("no direct path") if one.factor is None else f"{one.factor} = {one.mean_factor:.2f}"
        half = "" if one.factor is None else _steps(one.half_life, _)
        lines.append([f"**{one.cell_type}**, {one.state}", *shares, kept, half])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def number(value: float) -> str:
    """A share that may be very small or very large.

    >>> number(3.14e-21), number(0.0312), number(1.0), number(2134.0), number(0.0)
    ('3e−21', '0.031', '1', '2134', '0')
    """
    if value == 0 or 0.001 <= abs(value) < 10_000:
        return f"{value:.0f}" if abs(value) >= 100 else f"{value:.2g}"
    return f"{value:.0e}".replace("e-0", "e-").replace("e+0", "e").replace("e+", "e").replace("-", "−")


def _steps(half_life: float, words: Translation) -> str:
    _ = words
    return "∞" if np.isinf(half_life) else _("{count} steps").format(count=steps_number(half_life))
