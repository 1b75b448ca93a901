"""Audit: what stands out in this network and this run."""

import streamlit as st

from rnnviz import limits
from rnnviz.analysis import Report
from rnnviz.analysis import audit as audit_of
from rnnviz.lessons.shelf import Shelf
from rnnviz.pages.audit_view import audit_view
from rnnviz.pages.visit import Visit


def audit(visit: Visit) -> None:
    """The report on the recording that is shown; worked out when the panel is opened, once."""
    _ = visit.translate
    rec = visit.recording
    with st.spinner(_("Measuring the network …")):
        report = _REPORTS.get(rec.version, lambda: audit_of(rec))
    audit_view(visit, report)


def _size(report: Report) -> int:
    """Bytes, about."""
    held = sum(one.eigenvalues.nbytes for one in report.recurrent)
    held += sum(one.values.nbytes + one.kept.nbytes for one in report.biases)
    entries = sum(len(table.rows) * len(table.columns) for table in report.tables)
    return held + 100 * entries + 1000 * len(report.findings)


_REPORTS = Shelf[Report](most=limits.MAX_AUDITS, most_bytes=limits.MAX_AUDIT_BYTES, size=_size)
