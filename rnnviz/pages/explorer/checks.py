"""What is equal and what is not: lines of code that have just been run."""

import html

import streamlit as st

from rnnviz.analysis.equalities import Checked, equalities
from rnnviz.pages.visit import Visit
from rnnviz.words import Translation


def checks(visit: Visit) -> None:
    """A table: the line, what it printed, why."""
    _ = visit.translate
    st.header(_("What is equal, and what is not"), anchor=False)
    rows = "".join(_row(checked, _) for checked in equalities(visit.recording))
    st.html(f'<div class="checks">{rows}</div>')


def _row(checked: Checked, words: Translation) -> str:
    _ = words
    why = _("Equal by chance: all these numbers are the same.") if checked.by_chance else _(checked.claim.why)
    kind, sign = ("holds", "✓") if checked.holds else ("fails", "✗")
    return (
        f'<div class="check {kind}"><code>{html.escape(checked.claim.code)}</code>'
        f'<span class="result"><b>{sign}</b> {html.escape(checked.result)}</span>'
        f"<p>{html.escape(why)}</p></div>"
    )
