"""What rows enough would look like: the printed ones and those that continue them, by block and unit."""

from dataclasses import replace
from html import escape

import numpy as np
import streamlit as st

from rnnviz.lessons.worked_example import written
from rnnviz.lessons.worked_example.printed import HIDDEN_SIZE, ROWS, STATES
from rnnviz.pages.example.given import given
from rnnviz.pages.visit import Visit
from rnnviz.words.markdown import plain


def full_rows(visit: Visit) -> None:
    """A table of the full reading's weights: which row is for which unit."""
    _ = visit.translate
    full = given(replace(visit.scenario, reading="full"))
    weights = {name: array for name, array in full.arrays.items() if name not in ("x", *STATES)}
    wanted = len(full.cell_type.weight_blocks) * HIDDEN_SIZE
    told = _("With {wanted} rows, the {printed} printed ones and others that go on counting, each unit has its own:")
    st.caption(plain(told.format(wanted=wanted, printed=ROWS[full.mode])))
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in (_("row"), _("unit"), *weights))
    rows = []
    for row in range(wanted):
        block, unit = full.cell_type.weight_blocks[row // HIDDEN_SIZE], row % HIDDEN_SIZE
        texts = [f"{block}[{unit}]", *(_spaced(np.atleast_1d(array[row])) for array in weights.values())]
        cells = "".join(f"<td>{escape(text)}</td>" for text in texts)
        rows.append(f'<tr><th scope="row">{row}</th>{cells}</tr>')
    st.html(f'<div class="proof"><table><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>')


def _spaced(numbers: np.ndarray) -> str:
    return "  ".join(written(value) for value in numbers.tolist())
