"""What the model reads: text, numbers of tokens, numbers, a file of them, or random ones."""

from dataclasses import replace

import streamlit as st

from rnnviz import limits
from rnnviz.formats.models import ModelFile, Part
from rnnviz.formats.tokens import read_vocabulary, sample
from rnnviz.lessons.own_model import fits, reading, vocabulary_of
from rnnviz.lessons.own_model.waves import waves
from rnnviz.pages.file_field import file_field
from rnnviz.pages.form.fields import area, complaints, line, number, option
from rnnviz.pages.form.settings_of import key_of, put, shown
from rnnviz.pages.own_model.preview import preview
from rnnviz.pages.say import as_error
from rnnviz.pages.settings import complaint
from rnnviz.pages.visit import Visit
from rnnviz.scenario_model import FED, ONE_HOT, OwnModel
from rnnviz.training.runs import RUNS

_DATA, _VOCABULARY, _PASTED = "own_model_data", "own_model_vocabulary", "own_model_tokens"


def input_fields(visit: Visit, settings: OwnModel, model: ModelFile) -> None:
    """The kind, its fields, and what came of it."""
    _ = visit.translate
    st.header(_("What it reads"), anchor=False)
    words = {
        "text": _("Text"),
        "ids": _("Token ids"),
        "numbers": _("Table"),
        "file": _("File"),
        "random": _("Random"),
    }
    part, key = model.part(settings.part), key_of(settings, "fed")
    fed = shown(visit, settings, "fed")
    st.segmented_control(
        _("Input"),
        FED,
        key=key,
        format_func=words.__getitem__,
        required=True,
        on_change=lambda: _fed(visit, settings, part),
    )
    if key in visit.fields.said and visit.fields.said[key].code != "data-none":
        complaint(visit, key)
    match fed:
        case "text":
            area(visit, settings, "text", _("Text, one batch row a line"), height=92)
            _splits(visit, settings)
            _tokens(visit, settings, model, part)
        case "ids":
            area(visit, settings, "ids", _("Token ids, one batch row a line"), height=92)
            _tokens(visit, settings, model, part)
        case "numbers":
            label = _("A time step a line, its {count} features beside each other").format(count=part.input_size)
            area(visit, settings, "numbers", label, height=140)
        case "file":
            _file(visit, settings)
        case "random":
            _random(visit, settings)
    if fed != settings.fed:
        st.caption(_("The model still reads what it read before."))
        return
    if fed not in ("text", "ids"):
        _names(visit, settings)
    preview(visit, reading(settings, model, part))


def _fed(visit: Visit, settings: OwnModel, part: Part) -> None:
    """Callback: another kind of input; one that is not there yet begins with something, or is waited for."""
    key = key_of(settings, "fed")
    chosen = st.session_state[key]
    # Names of other steps and features would not fit.
    new: dict[str, object] = {"labels": "", "features": "", "lengths": ""}
    if chosen == "numbers" and not settings.numbers.strip():
        new["numbers"] = waves(part.input_size)
    put(visit, settings, **new, fed=chosen)


def _splits(visit: Visit, settings: OwnModel) -> None:
    _ = visit.translate
    words = {"words": _("words and punctuation"), "spaces": _("split at spaces"), "characters": _("characters")}
    option(visit, settings, "split", _("Tokens are"), tuple(words), words.__getitem__)


def _tokens(visit: Visit, settings: OwnModel, model: ModelFile, part: Part) -> None:
    """What a token becomes, and which number it has."""
    _ = visit.translate
    fitting = model.tables(part)
    if fitting:
        key = key_of(settings, "table")
        words = {
            name: _("a row of {table}, which has {count}").format(table=name, count=f"{len(model.embeddings[name]):,}")
            for name in fitting
        }
        words[ONE_HOT] = _("a one-hot vector")
        suits = next((name for name in fitting if model.embeddings[name] is model.table(part)), ONE_HOT)
        st.session_state[key] = settings.table or suits
        st.selectbox(
            _("A token becomes"),
            (*fitting, ONE_HOT),
            key=key,
            format_func=words.__getitem__,
            on_change=lambda: put(visit, settings, table=st.session_state[key]),
        )
        complaint(visit, key)
    else:
        st.caption(_("Each token becomes a one-hot vector of {count} numbers.").format(count=part.input_size))
    _vocabulary(visit, settings, model)


def _vocabulary(visit: Visit, settings: OwnModel, model: ModelFile) -> None:
    _ = visit.translate
    known = vocabulary_of(settings)
    if known is not None:
        count = len(known.numbers)
        said, out = st.columns([3, 2], vertical_alignment="center")
        said.caption(_("The vocabulary has {count} tokens.").format(count=f"{count:,}"))
        out.button(_("Without it"), on_click=lambda: put(visit, settings, vocabulary=""), width="stretch")
        return
    if settings.fed == "text":
        st.caption(
            _(
                "No vocabulary: a file of weights does not say which token has which row, so the tokens get the first "
                "rows in the order in which they appear."
            )
        )
    with st.popover(_("Give the vocabulary"), width="stretch"):
        st.markdown(_('A token a line, the first one number 0; or JSON, `{"the": 0, ...}`.'))
        file_field(
            _,
            label=_("File of the vocabulary"),
            key=_VOCABULARY,
            most_bytes=limits.MAX_VOCABULARY_BYTES,
            on_change=lambda: _kept(visit, settings, model, _VOCABULARY),
            types=("txt", "json", "vocab", "csv", "tsv"),
        )
        st.text_area(
            _("or paste it here"),
            key=_PASTED,
            height=120,
            on_change=lambda: _kept(visit, settings, model, _PASTED),
        )
    complaint(visit, _VOCABULARY)
    complaint(visit, _PASTED)
    complaint(visit, key_of(settings, "vocabulary"))


def _kept(visit: Visit, settings: OwnModel, model: ModelFile, key: str) -> None:
    """Callback: a vocabulary was given, as a file or pasted."""
    given = st.session_state.get(key)
    visit.fields.forget(key)
    if not given:
        return
    try:
        content = given.encode() if isinstance(given, str) else given.getvalue()
        found = read_vocabulary(content)
    except Exception as error:
        visit.refuse(key, "" if not isinstance(given, str) else given, as_error(error))
        return
    there = replace(settings, vocabulary=RUNS.contents.keep(content))
    if settings.fed == "text" and not fits(there, model):
        # A text of other words gives way to one of these.
        put(visit, settings, text=sample(found, settings.split))
    put(visit, settings, vocabulary=there.vocabulary)


def _file(visit: Visit, settings: OwnModel) -> None:
    _ = visit.translate
    file_field(
        _,
        label=_("CSV, .npy or .safetensors"),
        key=_DATA,
        most_bytes=limits.MAX_TABLE_BYTES,
        on_change=lambda: _data(visit, settings),
        types=("csv", "tsv", "txt", "npy", "safetensors"),
    )
    complaint(visit, key_of(settings, "data"))
    words = {"time": _("time steps"), "batch": _("batch rows")}
    option(visit, settings, "first", _("The first axis of an array is"), tuple(words), words.__getitem__)
    tensor, lengths = st.columns(2)
    with tensor:
        line(visit, settings, "tensor", _("Name of the tensor, if there are several"))
    with lengths:
        line(visit, settings, "lengths", _("lengths, for a packed input"))
    complaints(visit, settings, "tensor", "lengths")


def _data(visit: Visit, settings: OwnModel) -> None:
    file = st.session_state.get(_DATA)
    if file is not None:
        put(visit, settings, data=RUNS.contents.keep(file.getvalue()), fed="file")


def _random(visit: Visit, settings: OwnModel) -> None:
    _ = visit.translate
    names = ("seq_len", "batch", "seed")
    for column, name in zip(st.columns(len(names)), names, strict=True):
        with column:
            number(visit, settings, name, _("Seed") if name == "seed" else name)
    complaints(visit, settings, *names)
    line(visit, settings, "lengths", _("lengths, for a packed input"))
    complaints(visit, settings, "lengths")


def _names(visit: Visit, settings: OwnModel) -> None:
    """Names of one's own, behind a button; what is wrong in them stays in sight."""
    _ = visit.translate
    with st.popover(_("Names of steps and features"), width="stretch"):
        line(visit, settings, "labels", _("Time steps, with spaces between them"))
        line(visit, settings, "features", _("Features, with commas between them"))
    complaints(visit, settings, "labels", "features")
