"""The example's numbers in fields: each can be changed, and everything follows."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import streamlit as st

from rnnviz.cells.nouns import gate_nouns
from rnnviz.lessons.worked_example import ORIGINAL, Numbers, read_edits, written
from rnnviz.lessons.worked_example.edits import indices, spoken
from rnnviz.lessons.worked_example.printed import HIDDEN_SIZE, STATES
from rnnviz.pages.example.entries import take_entries
from rnnviz.pages.example.given import given
from rnnviz.pages.static_files import static_file
from rnnviz.pages.visit import Visit
from rnnviz.theme import colour_of

_TABLE = st.components.v2.component(
    "rnnviz_numbers", js=static_file("number_table.js"), css=static_file("number_table.css")
)
KEY = "numbers"


def number_table(visit: Visit) -> None:
    """Input and states, then the weights with a row for each gate; a wrong entry is answered where it stands."""
    _ = visit.translate
    numbers = given(visit.scenario)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(_("The numbers"), anchor=False, width="stretch")
        untouched = not visit.scenario.edits and not any(cell in visit.fields.said for cell in ORIGINAL)
        st.button(
            _("Back to the original"), on_click=visit.put, kwargs={"edits": ""}, disabled=untouched, key="as_printed"
        )
    elsewhere = _elsewhere(visit, numbers)
    if elsewhere:
        st.caption(_("Changes of another reading or cell type, not shown here: {count}.").format(count=elsewhere))
    dark = st.context.theme.type == "dark"
    data = {
        "inputs": [row for name in ("x", *STATES) if name in numbers.arrays for row in _vectors(visit, numbers, name)],
        "heads": [[name, _columns(numbers.arrays[name])] for name in _weights(numbers)],
        "rows": [_row(visit, numbers, row, dark) for row in range(len(numbers.arrays[_weights(numbers)[0]]))],
        "answered": visit.entries,
        "words": {
            "inputs": _("Input and previous state"),
            "weights": _("Weights and biases"),
            "original": _("originally {number}"),
        },
    }
    _TABLE(key=KEY, data=data, height="content", on_entries_change=lambda: take_entries(visit, _entries()))


def _elsewhere(visit: Visit, numbers: Numbers) -> int:
    """How many edits and refused entries belong to numbers that are not shown now."""
    changed = {*read_edits(visit.scenario.edits)} | (ORIGINAL.keys() & visit.fields.said.keys())
    return len(changed - numbers.cells.keys())


def _entries() -> Iterable[tuple[int, str, str]]:
    """What the browser has sent and Python has not answered yet."""
    state = st.session_state.get(KEY)
    sent = state.get("entries") if state is not None else None
    return [(int(count), str(cell), str(text)) for count, cell, text in sent or ()]


def _weights(numbers: Numbers) -> tuple[str, ...]:
    """W_ih, b_ih, W_hh, b_hh, as they stand in the sum."""
    names = [name for name in numbers.arrays if name != "x" and name not in STATES]
    matrices = names[:2]
    biases = names[2:] or ["", ""]
    return tuple(name for pair in zip(matrices, biases, strict=True) for name in pair if name)


def _columns(array: np.ndarray) -> int:
    return int(array.shape[1]) if array.ndim == 2 else 1


def _vectors(visit: Visit, numbers: Numbers, name: str) -> list[dict[str, Any]]:
    """A state as one row; x as one row a time step."""
    array = numbers.arrays[name]
    if array.ndim == 1:
        return [{"name": name, "cells": _cells(visit, name, array, None)}]
    many = len(array) > 1
    return [{"name": f"{name}{t}" if many else name, "cells": _cells(visit, name, array, t)} for t in range(len(array))]


def _row(visit: Visit, numbers: Numbers, row: int, dark: bool) -> dict[str, Any]:
    """One row of every weight, under the gate that it is for: in print each gate has one, in PyTorch each unit."""
    _ = visit.translate
    cell_type = numbers.cell_type
    full = numbers.reading == "full"
    block = cell_type.weight_blocks[row // HIDDEN_SIZE if full else row]
    return {
        "name": f"{block}{row % HIDDEN_SIZE}" if full else block,
        "title": _(gate_nouns(cell_type).get(block, "")),
        "colour": colour_of(cell_type.operation(block).colour, dark).ink,
        "cells": [cell for name in _weights(numbers) for cell in _cells(visit, name, numbers.arrays[name], row)],
    }


def _cells(visit: Visit, name: str, array: np.ndarray, row: int | None) -> list[dict[str, Any]]:
    places = [(cell, index) for cell, index in indices(name, array.shape).items() if row in (None, index[0])]
    return [_cell(visit, cell, float(array[index])) for cell, index in places]


def _cell(visit: Visit, cell: str, value: float) -> dict[str, Any]:
    _ = visit.translate
    error = visit.fields.said.get(cell)
    still = _("It is still calculated with {number}.").format(number=written(value))
    return {
        "cell": cell,
        "name": spoken(cell),
        "text": visit.fields.refused.get(cell, written(value)),
        "value": written(value),
        "original": None if value == ORIGINAL[cell] else written(ORIGINAL[cell]),
        "error": error and f"{error.message(_)} {still}",
    }
