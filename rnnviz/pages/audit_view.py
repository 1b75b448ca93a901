"""A report on a screen: the findings with a way to what shows each, the pictures, and the tables."""

import html
from collections.abc import Callable, Sequence
from functools import partial

import plotly.graph_objects as go
import streamlit as st

from rnnviz import limits
from rnnviz.analysis.audit import Finding, Recurrent, Report, Table
from rnnviz.analysis.audit.report import SEVERITY_WORDS, SIGNS
from rnnviz.figures import eigenvalue_limit, eigenvalues, keeping_biases
from rnnviz.lessons.shelf import Shelf
from rnnviz.pages.figure_view import figure_view
from rnnviz.pages.page_list import page_list
from rnnviz.pages.visit import Visit
from rnnviz.scenario import Scenario
from rnnviz.scenario_rules import PANELS
from rnnviz.theme import severity_colour
from rnnviz.words import Translation


def audit_view(visit: Visit, report: Report) -> None:
    """Draw a report on the recording that the visit shows, on any page: buttons lead to what shows a finding."""
    _ = visit.translate
    grave = (*report.of("wrong"), *report.of("look"))
    if not grave:
        st.markdown(_("Nothing stands out. What was looked at:"))
    first, more = grave[: limits.MAX_FINDINGS_SHOWN], grave[limits.MAX_FINDINGS_SHOWN :]
    _findings(visit, first, 0)
    if more:
        with st.expander(_("{count} more").format(count=len(more))):
            _findings(visit, more, len(first))
    with st.expander(_("As it should be: {count}").format(count=len(report.of("fine"))), expanded=not grave):
        _findings(visit, report.of("fine"), len(grave))
    _pictures(visit, report)
    with st.expander(_("The numbers")):
        st.html(f'<div class="audit-tables">{"".join(_table(table, _) for table in report.tables)}</div>')


def _table(table: Table, words: Translation) -> str:
    """One table with its title above and its bounds below."""
    title, note = (html.escape(words(text)) for text in (table.title, table.note))
    return f'<section><h4>{title}</h4><div class="proof">{table.html(words)}</div><p>{note}</p></section>'


def _findings(visit: Visit, found: Sequence[Finding], before: int) -> None:
    """A sentence each, with its sign in front and the way to the place behind."""
    _ = visit.translate
    dark = st.context.theme.type == "dark"
    rows = st.container(gap="xsmall")
    for number, finding in enumerate(found, start=before):
        with rows.container(horizontal=True, vertical_alignment="center", key=f"audit.finding.{number}"):
            word, sign = html.escape(_(SEVERITY_WORDS[finding.severity])), SIGNS[finding.severity]
            style = f"color: {severity_colour(finding.severity, dark)}"
            sentence = html.escape(finding.said(_))
            mark = f'<b style="{style}" role="img" aria-label="{word}" title="{word}">{sign}</b>'
            st.html(f'<p class="finding">{mark}<span>{sentence}</span></p>')
            if finding.severity != "fine":
                _way(visit, finding, f"audit.show.{number}")


def _way(visit: Visit, finding: Finding, key: str) -> None:
    """A button to what shows a finding: here, or on the page of it."""
    here = visit.page == finding.page
    _ = visit.translate
    if st.button(_("Show"), key=key, on_click=_show, args=(visit, finding)) and not here:
        st.switch_page(page_list()[finding.page], query_params=visit.query(finding.page))


def _show(visit: Visit, finding: Finding) -> None:
    """Callback: the panel that shows a finding is opened, at its place."""
    if visit.page != finding.page:
        visit.leave_for(finding.page)
        visit.go_to(finding.page, **_changed(visit.view_of(finding.page), finding))
        return
    visit.put(**_changed(visit.scenario, finding))
    visit.told = visit.scenario


def _changed(there: Scenario, finding: Finding) -> dict[str, object]:
    """What changes of a view: panels that are open stay so."""
    wanted = (*there.panels, *finding.panels)
    return {**finding.change, "panels": tuple(name for name in PANELS if name in wanted)}


def _pictures(visit: Visit, report: Report) -> None:
    """The eigenvalues of the layer that is shown, gate by gate; the biases of all layers."""
    _ = visit.translate
    dark = st.context.theme.type == "dark"
    matrices = _of_place(visit, report.recurrent)
    # One scale for all gates, so that they compare.
    limit = eigenvalue_limit(matrices)
    figures = [
        (f"audit_{one.operation}", partial(eigenvalues, one, limit=limit, dark=dark, words=_)) for one in matrices
    ]
    if report.biases:
        figures.append(("audit_biases", partial(keeping_biases, report.biases, dark=dark, words=_)))
    if matrices:
        place = {"layer": matrices[0].layer, "direction": _(matrices[0].direction)}
        text = _(
            "Layer {layer}, {direction}: the eigenvalues of each recurrent matrix, and the unit circle. Multiplied by "
            "the matrix alone, a state grows along those outside of it."
        )
        st.caption(text.format(**place))
    beside = _BESIDE_LARGE if visit.scenario.present else _BESIDE
    for start in range(0, len(figures), beside):
        some = figures[start : start + beside]
        for column, (key, draw) in zip(st.columns(len(some), gap="small"), some, strict=True):
            with column:
                figure_view(visit, _drawn(report, key, matrices, dark, _, draw), key)


def _of_place(visit: Visit, every: Sequence[Recurrent]) -> list[Recurrent]:
    """The matrices of the layer and direction that are shown, or of the first there are."""
    scenario = visit.scenario
    here = [one for one in every if (one.layer, one.direction) == (scenario.layer, scenario.direction)]
    return here or [one for one in every if (one.layer, one.direction) == (every[0].layer, every[0].direction)]


def _drawn(
    report: Report, key: str, matrices: list[Recurrent], dark: bool, words: Translation, draw: Callable[[], go.Figure]
) -> go.Figure:
    """A figure, drawn once: it is the same at every time step."""
    place = (matrices[0].layer, matrices[0].direction) if matrices else ()
    return _PICTURES.get((report.version, key, place, dark, words), draw)


_BESIDE, _BESIDE_LARGE = 5, 2
"""Figures beside each other: the four gates of an LSTM, and the biases; fewer in a lecture hall."""

_PICTURES = Shelf[go.Figure](most=limits.MAX_PICTURES, most_bytes=limits.MAX_PICTURE_BYTES, size=lambda figure: 60_000)
