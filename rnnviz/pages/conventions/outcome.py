"""How far the two are apart: in one number, unit by unit and step by step."""

import streamlit as st

from rnnviz.lessons.conventions import Comparison
from rnnviz.lessons.conventions.picture import sheets
from rnnviz.pages.figure_view import figure_view
from rnnviz.pages.visit import Visit


def outcome(visit: Visit, found: Comparison) -> None:
    """The largest difference, and the hidden states side by side with the difference under them."""
    _ = visit.translate
    worst = float(abs(found.apart).max())
    if found.equal:
        said = _("equal to {difference}").format(difference=f"{worst:.0e}") if worst else _("no difference")
    else:
        said = _("h differs by up to {difference}").format(difference=f"{worst:.2g}")
    st.badge(f"{'✓' if found.equal else '≠'} {said}", color="green" if found.equal else "orange")
    figure_view(visit, sheets(found, dark=st.context.theme.type == "dark", words=_), "convention")
