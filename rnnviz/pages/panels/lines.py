"""A setting of one thing a line: a field that adds a line, and a button at each that takes it out again."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any, cast

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.pages.say import as_error
from rnnviz.pages.settings import complaint
from rnnviz.pages.visit import Visit
from rnnviz.scenario_lines import distinct_lines
from rnnviz.words.markdown import plain

Check = Callable[[str], object]
"""Raises an error that says what is wrong with a line."""


def line_field(visit: Visit, setting: str, label: str, example: str, check: Check) -> None:
    """A field for another line of a setting: Enter adds it; a mistake is shown under it, with its place marked."""
    key = f"{setting}.new"
    if key not in st.session_state:
        st.session_state[key] = visit.fields.refused.get(key, "")
    st.text_input(label, key=key, placeholder=example, on_change=partial(_add, visit, setting, check))
    complaint(visit, key)


def removal(visit: Visit, setting: str, line: str) -> None:
    """The button that takes a line out of a setting."""
    _ = visit.translate
    name = _("Remove {line}").format(line=line)
    left = [one for one in distinct_lines(getattr(visit.scenario, setting)) if one != line]
    st.button(
        "✕",
        key=f"{setting}.remove.{line}",
        type="tertiary",
        help=plain(name),
        on_click=visit.set,
        args=(setting, "\n".join(left)),
    )


def toggle(visit: Visit, setting: str, line: str) -> None:
    """Callback: put a line into a setting, or take it out."""
    there = distinct_lines(getattr(visit.scenario, setting))
    _put(visit, setting, [one for one in there if one != line] if line in there else [*there, line])


def _add(visit: Visit, setting: str, check: Check) -> None:
    key = f"{setting}.new"
    line = str(st.session_state.get(key) or "").strip()
    try:
        if line:
            check(line)
            there = distinct_lines(getattr(visit.scenario, setting))
            _take(visit, setting, dict.fromkeys([*there, line]))
    except Exception as error:
        visit.refuse(key, line, as_error(error))
    else:
        visit.fields.forget(key)
        st.session_state[key] = ""


def _put(visit: Visit, setting: str, there: Iterable[str]) -> None:
    try:
        _take(visit, setting, there)
    except RnnvizError as error:
        visit.refuse(f"{setting}.new", "", error)


def _take(visit: Visit, setting: str, there: Iterable[str]) -> None:
    visit.take(replace(visit.scenario, **cast(Any, {setting: "\n".join(there)})))
