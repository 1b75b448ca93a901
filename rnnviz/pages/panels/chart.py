"""A chart below the player: a click on it moves the player."""

from collections.abc import Callable

import plotly.graph_objects as go
import streamlit as st

from rnnviz.figures import clicked_place
from rnnviz.pages.visit import Visit

CONFIG = {"displayModeBar": False, "scrollZoom": False}


def chart(visit: Visit, name: str, figure: go.Figure, alt: str) -> None:
    """Show a figure whose points carry (t, unit), -1 for none; ``alt`` is what a screen reader says of it."""
    # A chart remembers what was clicked: with a new key after each jump, the same point can be clicked again.
    key = f"{name}.{visit.jump}"
    st.plotly_chart(
        figure,
        key=key,
        theme="streamlit",
        config=CONFIG,
        alt=alt,
        on_select=_on_click(visit, key),
        selection_mode="points",
    )


def _on_click(visit: Visit, key: str) -> Callable[[], None]:
    def clicked() -> None:
        place = clicked_place(st.session_state[key])
        if place is not None:
            t, unit = place
            visit.jump_to(**({"t": t} if t >= 0 else {}), **({} if unit is None else {"unit": unit}))

    return clicked
