"""The recurrent modules of the file: which one is looked at, what it is, and what the file leaves open."""

import streamlit as st

from rnnviz.formats.models import ModelFile, Part
from rnnviz.formats.models.shown import shown
from rnnviz.lessons.own_model import of_another_part
from rnnviz.pages.form.fields import option
from rnnviz.pages.own_model.upload import CALLED, show
from rnnviz.pages.visit import Visit
from rnnviz.scenario_model import OwnModel
from rnnviz.words import Translation
from rnnviz.words.markdown import plain

_PART = "own_model_part"

_LINES = 12
"""Modules that are written under each other."""


def found(visit: Visit, settings: OwnModel, model: ModelFile) -> None:
    """The list, and the one that is chosen."""
    _ = visit.translate
    st.header(_("What is in the file"), anchor=False)
    part = model.part(settings.part)
    told = _("{kind}, {count} tensors, {dtype}")
    dtype = str(part.dtype).removeprefix("torch.")
    said = told.format(kind=model.kind, count=f"{model.tensors:,}", dtype=dtype)
    name, called = st.session_state.get(CALLED, ("", ""))
    st.caption(f"{plain(shown(called))}: {said}" if called and name == settings.file else said)
    if len(model.parts) > 1:
        _choice(visit, model, part)
    with st.container(key="training-table-own"):
        st.markdown(_table(model.parts, part, _))
    st.caption("  \n".join(_said(part, _)))
    _questions(visit, settings, part)


def _choice(visit: Visit, model: ModelFile, part: Part) -> None:
    _ = visit.translate
    names = [each.name for each in model.parts]
    st.session_state[_PART] = part.name
    st.selectbox(
        _("Recurrent modules: {count}").format(count=len(names)),
        names,
        key=_PART,
        format_func=lambda name: f"{shown(name) if name else '–'} · {model.part(name).cell_type}",
        on_change=lambda: _chosen(visit, model),
    )


def _chosen(visit: Visit, model: ModelFile) -> None:
    before = OwnModel.read_key(visit.scenario.model)
    assert before is not None
    with visit.answering():
        name = st.session_state[_PART]
        show(visit, of_another_part(before, model, name, visit.scenario.language))


def _said(part: Part, words: Translation) -> list[str]:
    """What was done to its weights, and what else is to be known of it."""
    _ = words
    said = [plain(change.said(_)) for change in part.changes]
    if not part.bias:
        said.append(_("Without biases."))
    if part.single_step:
        said.append(_("A module of one step: it is called once for every time step of the input."))
    if part.hx:
        said.append(_("The file holds the states that it begins with: they are used."))
    return said


def _table(parts: tuple[Part, ...], chosen: Part, words: Translation) -> str:
    """A line for each module, the one that is looked at in bold."""
    _ = words
    names = (_("Name"), _("Cell type"), "input_size", "hidden_size", _("Layers"), _("Directions"), _("Parameters"))
    # One that is written of the first ones only, lest a file of a thousand modules fills the page.
    written = parts if len(parts) <= _LINES else (chosen,)
    lines = [names, ("---", "---", *["---:"] * (len(names) - 2))]
    for part in written:
        strong = "**" if part is chosen and len(written) > 1 else ""
        cells = [shown(part.name) if part.name else "–", *_cells(part)]
        lines.append(tuple(f"{strong}{plain(cell)}{strong}" for cell in cells))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cells(part: Part) -> list[str]:
    function = f" ({part.nonlinearity})" if part.cell_type == "RNN" and part.nonlinearity else ""
    count = sum(weight.numel() for weight in part.weights.values())
    hidden = f"{part.hidden_size:,}" + (f" → {part.proj_size:,}" if part.proj_size else "")
    sizes = [f"{part.input_size:,}", hidden, str(part.num_layers), "2" if part.bidirectional else "1"]
    return [part.cell_type + function, *sizes, f"{count:,}"]


def _questions(visit: Visit, settings: OwnModel, part: Part) -> None:
    """What the file does not say, and only its owner knows."""
    _ = visit.translate
    if not part.open:
        return
    st.markdown(_("**The file does not say:**"))
    if "nonlinearity" in part.open:
        option(visit, settings, "nonlinearity", _("Nonlinearity of this RNN"), ("tanh", "relu"))
    if "reset" in part.open:
        words = {"after": _("after the product"), "before": _("before the product")}
        option(visit, settings, "reset", _("Where its reset gate acts"), tuple(words), words.__getitem__)
    if "backwards" in part.open:
        ways = {False: _("from its beginning"), True: _("from its end")}
        option(visit, settings, "backwards", _("It reads the input"), tuple(ways), ways.__getitem__)
