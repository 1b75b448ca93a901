"""What the difference is, which framework does what, and whether it is a matter of layout."""

import streamlit as st

from rnnviz.lessons.conventions import DIFFERENCES, Comparison
from rnnviz.pages.conventions.switches import switches
from rnnviz.pages.visit import Visit
from rnnviz.words.markdown import plain


def what(visit: Visit, found: Comparison) -> None:
    """The switches of a GRU, or the sentence and table of a difference in the weights."""
    _ = visit.translate
    difference = DIFFERENCES.get(visit.scenario.difference)
    if difference is None:
        switches(visit, found)
        return
    st.markdown(plain(_(difference.sentence)))
    rows = "\n".join(f"| {framework} | {plain(_(choice))} |" for framework, choice in difference.choices.items())
    framework, does = _("Framework"), _("What it does")
    st.markdown(f"| {framework} | {does} |\n|---|---|\n{rows}")
