"""Which text is read: hello, one of this project's, or a person's own, typed, pasted or out of a file."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import streamlit as st

from rnnviz import limits
from rnnviz.formats.text_file import check_text_size, read_text_file
from rnnviz.pages.file_field import file_field
from rnnviz.pages.form.settings_of import key_of, settings_of
from rnnviz.pages.say import as_error
from rnnviz.pages.settings import complaint
from rnnviz.pages.visit import Visit
from rnnviz.training.runs import RUNS
from rnnviz.training.text import SOURCES, SUGGESTED, CharactersPlan, material

_OWN, _FILE = "text_own", "text_file"

PROMPT = 12
"""Characters of a person's own text that samples go on from at first."""

TYPES = ("txt", "md", "csv", "tex", "html", "py", "js", "c", "json", "log")


def source(visit: Visit, plan: CharactersPlan) -> None:
    """The choice, and the fields for a text of one's own."""
    _ = visit.translate
    words = {
        "hello": "hello",
        "english": _("English"),
        "chinese": _("Chinese"),
        "own": _("Your text"),
    }
    key = key_of(plan, "source")
    st.session_state[key] = plan.source
    st.segmented_control(
        _("Text"),
        SOURCES,
        key=key,
        format_func=words.__getitem__,
        required=True,
        on_change=lambda: _take(visit, key, lambda: _suggested(plan, st.session_state[key])),
    )
    complaint(visit, key)
    if plan.source == "own":
        _own(visit, plan)


def _own(visit: Visit, plan: CharactersPlan) -> None:
    _ = visit.translate
    if _OWN not in st.session_state:
        st.session_state[_OWN] = visit.fields.refused.get(_OWN, plan.text)
    st.text_area(
        _("Type or paste a text"),
        key=_OWN,
        height=120,
        on_change=lambda: _take(visit, _OWN, lambda: _given(plan, st.session_state[_OWN])),
    )
    complaint(visit, _OWN)
    file_field(
        _,
        label=_("or a text file"),
        key=_FILE,
        most_bytes=limits.MAX_TEXT_BYTES,
        types=TYPES,
        on_change=lambda: _opened(visit, plan),
    )
    complaint(visit, _FILE)


def _opened(visit: Visit, plan: CharactersPlan) -> None:
    file = st.session_state.get(_FILE)
    visit.fields.forget(_FILE)
    if file is None:
        return

    def taken() -> CharactersPlan:
        check_text_size(file.size)
        return _given(plan, read_text_file(file.getvalue()))

    _take(visit, _FILE, taken)
    if _FILE not in visit.fields.said:
        # What was typed is no longer the text.
        visit.fields.forget(_OWN)
        st.session_state[_OWN] = settings_of(visit, CharactersPlan).text


def _given(plan: CharactersPlan, text: str) -> CharactersPlan:
    """The plan for this text: in the address if it is short, else kept beside it.

    Raises:
        InputError: it is too short.
        FileError: it is too large.
    """
    content = text.encode(errors="replace")
    check_text_size(len(content))
    found = material(read_text_file(content), plan.vocabulary) if content else None
    if found is None:
        return replace(plan, text="", content="")
    # What the network can have met: characters that are told apart.
    known = [character for character in found.training if character in found.vocabulary]
    prompt = "".join(known[:PROMPT])
    if len(text) <= limits.MAX_ADDRESS_TEXT:
        return replace(plan, text=text, content="", prompt=prompt)
    return replace(plan, text="", content=RUNS.contents.keep(content), prompt=prompt)


def _suggested(plan: CharactersPlan, chosen: str) -> CharactersPlan:
    """Settings that suit a source; those that all trainings have stay as they are."""
    own = {name: getattr(plan, name) for name in ("optimizer", "rate", "clip", "batch", "seed", "moments", "cell_type")}
    return CharactersPlan(**cast(Any, {**own, "source": chosen, **SUGGESTED[chosen]}))


def _take(visit: Visit, key: str, make: Callable[[], CharactersPlan]) -> None:
    """Callback: show another plan, if it can be trained; else the sentence is said at the field."""
    try:
        plan = make()
        plan.check()
        visit.take(replace(visit.scenario, training=plan.key))
    except Exception as error:
        visit.refuse(key, st.session_state.get(key), as_error(error))
        return
    visit.fields.forget(key)
    for setting in plan.RULES:
        visit.fields.forget(key_of(plan, setting))
