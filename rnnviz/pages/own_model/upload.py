"""The file: a model's weights, or a recording, a training or a trace, each shown where it belongs."""

from dataclasses import replace

import streamlit as st

from rnnviz import limits
from rnnviz.errors import FileError, SettingError
from rnnviz.lessons.own_model import OPENED_MODELS, example, suggested
from rnnviz.pages.file_field import file_field
from rnnviz.pages.form.settings_of import key_of
from rnnviz.pages.own_model.other_files import is_training, open_other
from rnnviz.pages.page_list import page_list
from rnnviz.pages.say import as_error, say_lightly
from rnnviz.pages.settings import complaint
from rnnviz.pages.visit import Visit
from rnnviz.scenario import Scenario
from rnnviz.scenario_model import OwnModel

FILE = "own_model_file"
CALLED = "own_model_called"
"""The file that was opened last: its name here, and what it is called."""
TYPES = ("safetensors", "pt", "pth", "bin", "ckpt", "onnx", "keras", "h5", "rnnviz")
ELSEWHERE = "own_model_elsewhere"
"""Where a page is told to go when it is drawn: a callback cannot turn to another one."""


def upload(visit: Visit) -> None:
    """The field, what is wrong with the file, and an example for anyone without one."""
    _ = visit.translate
    file_field(
        _,
        label=_("File of a model: PyTorch, ONNX, Keras or safetensors"),
        key=FILE,
        most_bytes=limits.MAX_MODEL_BYTES,
        on_change=lambda: _opened(visit),
        types=TYPES,
    )
    complaint(visit, FILE)
    pending = visit.fields.refused.get(FILE)
    if isinstance(pending, OwnModel):
        st.button(_("Open it anyway"), on_click=lambda: show(visit, replace(pending, anyway=True)))
    if visit.scenario.source != "model":
        st.button(_("Try it with an example"), on_click=lambda: _example(visit), type="secondary")
    page = st.session_state.pop(ELSEWHERE, None)
    if page is not None:
        st.switch_page(page_list()[page], query_params=visit.query(page))


def awaited(visit: Visit) -> None:
    """Which file a link asked for, while it is not open."""
    wanted = _wanted(visit.awaited)
    if wanted is None or visit.notices:
        return
    try:
        OPENED_MODELS.get(wanted.file)
    except FileError as error:
        say_lightly(error, visit.translate)


def _wanted(asked: Scenario | None) -> OwnModel | None:
    """The model that a link asked for, if it asked for one that can be."""
    if asked is None or asked.source != "model":
        return None
    try:
        return OwnModel.read_key(asked.model)
    except SettingError:
        return None


def _opened(visit: Visit) -> None:
    file = st.session_state.get(FILE)
    visit.fields.forget(FILE)
    if file is None:
        return
    try:
        with st.spinner(visit.translate("Reading the file")):
            page = open_model(visit, file.getvalue(), file.name)
    except Exception as error:
        visit.refuse(FILE, file.name, as_error(error))
        return
    if page is not None:
        st.session_state[ELSEWHERE] = page


def open_model(visit: Visit, content: bytes, called: str = "") -> str | None:
    """Show what is in a file; the page that shows it, where it is a recording, a training or a trace.

    Args:
        visit: the visit.
        content: of the file.
        called: its name, which is only ever said.

    Raises:
        FileError: it is none of these.
    """
    if is_training(content):
        return open_other(visit, content)
    try:
        name = OPENED_MODELS.keep(content, called)
    except FileError as error:
        page = open_other(visit, content, error)
        if page is None:
            raise
        return page
    asked = visit.awaited
    wanted = _wanted(asked)
    model, language = OPENED_MODELS.get(name), visit.scenario.language
    st.session_state[CALLED] = name, called
    if asked is None or wanted is None or wanted.file != name:
        show(visit, suggested(name, model, language))
        return None
    visit.awaited = None
    try:
        visit.take(replace(asked, language=language))
        visit.show_everywhere()
    except FileError as error:
        # Its vocabulary, or its data, was a file too: the model is shown, and what is missing is said.
        show(visit, suggested(name, model, language, part=wanted.part or None))
        visit.notices = (error,)
    return None


def show(visit: Visit, settings: OwnModel) -> None:
    """Show a model that is open; one with weights that are not finite is kept for a second word."""
    try:
        visit.take(replace(visit.scenario, source="model", model=settings.key, layer=0, direction="forward", t=0))
    except Exception as error:
        told = as_error(error)
        visit.refuse(FILE, settings if told.code == "model-not-finite" else settings.file, told)
        return
    visit.fields.forget(FILE)
    for setting in settings.RULES:
        visit.fields.forget(key_of(settings, setting))
    visit.show_everywhere()


def _example(visit: Visit) -> None:
    with visit.answering():
        show(visit, example(visit.scenario.language))
