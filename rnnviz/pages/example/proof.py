"""The same states by NumPy, by PyTorch's cell and by PyTorch's module, with the difference."""

from html import escape

import streamlit as st

from rnnviz.cells.substitute import number
from rnnviz.lessons.worked_example import Compared, proof
from rnnviz.pages.example.given import given
from rnnviz.pages.visit import Visit


def proof_table(visit: Visit) -> None:
    """One row for each number of each state, computed three times as the page is drawn."""
    _ = visit.translate
    cell_type, digits = visit.scenario.cell_type, visit.scenario.digits
    st.header(_("Checked against PyTorch"), anchor=False)
    heads = (_("state"), _("by hand, in NumPy"), f"nn.{cell_type}Cell", f"nn.{cell_type}", _("difference"))
    rows = [row for one in proof(given(visit.scenario)) for row in _rows(one, digits, visit.scenario.example_steps > 1)]
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    st.html(f'<div class="proof"><table><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>')
    st.caption(_("Run now, all three in float64. The difference, relative to max(1, |value|), is one of rounding."))


def _rows(one: Compared, digits: int, several: bool) -> list[str]:
    rows = []
    for unit, difference in enumerate(one.differences):
        three = [number(values[unit], digits) for values in (one.by_hand, one.cell, one.module)]
        cells = "".join(
            f"<td>{escape(text)}</td>" for text in (*three, "0" if difference == 0 else f"{difference:.0e}")
        )
        name = f"t = {one.t} · {one.state}[{unit}]" if several else f"{one.state}[{unit}]"
        rows.append(f'<tr><th scope="row">{escape(name)}</th>{cells}</tr>')
    return rows
