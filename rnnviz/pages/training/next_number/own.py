"""A series of one's own: pasted, or out of a file."""

from dataclasses import replace

import streamlit as st

from rnnviz import limits
from rnnviz.errors import InputError, RnnvizError
from rnnviz.formats import check_bytes, read_table
from rnnviz.pages.file_field import file_field
from rnnviz.pages.form.settings_of import key_of, put, shown
from rnnviz.pages.say import as_error
from rnnviz.pages.settings import complaint
from rnnviz.pages.training.next_number.tasks import data_of, table_of
from rnnviz.pages.visit import Visit
from rnnviz.training.next_number import NextNumberPlan, prepared
from rnnviz.training.runs import RUNS

_FILE = "next_number_file"


def own(visit: Visit, plan: NextNumberPlan) -> None:
    """A file, or a field to paste into; and the column, where there are several."""
    _ = visit.translate
    file_field(
        _,
        label=_("CSV file"),
        key=_FILE,
        most_bytes=limits.MAX_TABLE_BYTES,
        on_change=lambda: _opened(visit, plan),
        types=("csv", "tsv", "txt"),
    )
    complaint(visit, _FILE)
    if plan.file:
        st.button(_("Numbers pasted instead"), on_click=lambda: put(visit, plan, column="", file=""), width="stretch")
    else:
        key = key_of(plan, "numbers")
        shown(visit, plan, "numbers")
        st.text_area(
            _("Numbers, or a table out of a spreadsheet"), key=key, height=120, on_change=lambda: _pasted(visit, plan)
        )
        complaint(visit, key)
    _column(visit, plan)


def _opened(visit: Visit, plan: NextNumberPlan) -> None:
    file = st.session_state.get(_FILE)
    visit.fields.forget(_FILE)
    if file is None:
        return
    try:
        check_bytes(file.size)
        open_table(visit, plan, file.getvalue())
    except Exception as error:
        visit.refuse(_FILE, file.name, as_error(error))


def open_table(visit: Visit, plan: NextNumberPlan, content: bytes) -> None:
    """Take the series out of a file; one that cannot be learned from changes nothing.

    Raises:
        InputError: no series can be read out of it, or it is too short.
    """
    prepared(read_table(content).numbers().values)
    put(visit, plan, column="", file=RUNS.contents.keep(content))


def _pasted(visit: Visit, plan: NextNumberPlan) -> None:
    text = st.session_state[key_of(plan, "numbers")]
    # The column may have been one of the table before.
    column = {} if not plan.column or _has(text, plan.column) else {"column": ""}
    put(visit, plan, **column, numbers=text)


def _has(text: str, column: str) -> bool:
    try:
        read_table(text, column).place(column)
    except InputError as error:
        return error.code != "table-column"
    return True


def _column(visit: Visit, plan: NextNumberPlan) -> None:
    """Which column it is, where there are several."""
    _ = visit.translate
    key = key_of(plan, "column")
    try:
        table = table_of(plan)
        here = table.place(str(visit.fields.refused.get(key, plan.column)))
    except RnnvizError:
        # The page says what is wrong with the series.
        return
    if len(table.columns) < 2:
        return
    numbers = [str(place + 1) for place in range(len(table.columns))]
    st.session_state[key] = numbers[here]
    st.selectbox(
        _("Column"),
        numbers,
        key=key,
        format_func=lambda number: table.columns[int(number) - 1],
        on_change=lambda: _chosen(visit, plan),
    )
    complaint(visit, key)


def _chosen(visit: Visit, plan: NextNumberPlan) -> None:
    key = key_of(plan, "column")
    column = st.session_state[key]
    try:
        data_of(replace(plan, column=column))
    except Exception as error:
        visit.refuse(key, column, as_error(error))
    else:
        put(visit, plan, column=column)
