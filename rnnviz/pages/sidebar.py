"""The controls beside the page: the way to other pages, the network, its input, its weights, and what can be taken."""

import secrets
from dataclasses import replace

import streamlit as st

from rnnviz import limits
from rnnviz.lessons.network import unlike_rows
from rnnviz.pages.copy_buttons import copy_buttons
from rnnviz.pages.first_view import first_view
from rnnviz.pages.page_list import DEBUGGER, PAGES, YOUR_MODEL, page_list
from rnnviz.pages.settings import area, choice, complaint, flag, fresh, typed
from rnnviz.pages.visit import Visit
from rnnviz.recorder import TOLERANCE
from rnnviz.words import LANGUAGES
from rnnviz.words.markdown import plain

MORE = ("forget_bias", "trained", "padded")
"""Settings behind a button; what is wrong in them stays in sight."""


def brand(visit: Visit) -> None:
    """The name, and the switch between languages where a newcomer looks first."""
    _ = visit.translate
    with st.sidebar:
        name, language = st.columns([3, 4], vertical_alignment="center")
        name.title("rnnviz", anchor=False)
        with language:
            choice(visit, "language", _("Language"), tuple(LANGUAGES), LANGUAGES.__getitem__, hidden=True)


def pages(visit: Visit) -> None:
    """The way to the other pages."""
    _ = visit.translate
    with st.sidebar.container(horizontal=True, gap=None, key="pages"):
        for path, page in page_list().items():
            if PAGES[path].inside is not None:
                continue
            # With its settings, so that going there is one step of the browser's history.
            st.page_link(page, label=_(PAGES[path].name), query_params=visit.query(path))


def network(visit: Visit) -> None:
    """Cell type and sizes."""
    _ = visit.translate
    cell_type(visit)
    with st.sidebar:
        layers, directions = st.columns([3, 2])
        with layers:
            choice(visit, "num_layers", _("Layers"), tuple(range(1, limits.MAX_NUM_LAYERS + 1)))
        with directions:
            choice(visit, "bidirectional", _("Directions"), (False, True), lambda both: "2" if both else "1")
        hidden, bias = st.columns([3, 2], vertical_alignment="bottom")
        with hidden:
            typed(visit, "hidden_size", _("Hidden size"))
        with bias:
            flag(visit, "bias", _("Bias"))
        complaint(visit, "hidden_size")
        complaint(visit, "bias")
        if visit.scenario.projection:
            typed(visit, "proj_size", "proj_size")
            complaint(visit, "proj_size")


def cell_type(visit: Visit) -> None:
    """RNN, LSTM or GRU, and the function of an RNN."""
    _ = visit.translate
    with st.sidebar:
        choice(visit, "cell_type", _("Cell type"), ("RNN", "LSTM", "GRU"))
        if visit.scenario.cell_type == "RNN":
            choice(visit, "nonlinearity", _("Nonlinearity"), ("tanh", "relu"))


def bias(visit: Visit) -> None:
    """Whether there are biases."""
    with st.sidebar:
        _ = visit.translate
        flag(visit, "bias", _("Bias"))


def open_in_debugger(visit: Visit) -> None:
    """The same network, at the same place, with everything that the debugger shows of it."""
    _ = visit.translate
    with st.sidebar:
        if st.button(_("Open in the debugger"), on_click=visit.leave_for, args=(DEBUGGER,), width="stretch"):
            st.switch_page(page_list()[DEBUGGER], query_params=visit.query(DEBUGGER))


def data(visit: Visit) -> None:
    """Where the input comes from."""
    _ = visit.translate
    words = {"example": _("Example"), "text": _("Text"), "series": _("Series"), "random": _("Random")}
    if visit.scenario.recorded_before:
        # There is none to choose before one was opened, or trained.
        kept = {"file": _("File"), "training": _("Training"), "model": _("Your model")}
        words[visit.scenario.source] = kept[visit.scenario.source]
    with st.sidebar:
        choice(visit, "source", _("Input"), tuple(words), words.__getitem__)
        match visit.scenario.source:
            case "example":
                if visit.recording.seq_len == 1:
                    st.caption(_("One time step: press ↓ for its operations, or choose Text for a longer input."))
                if visit.scenario.edits:
                    st.caption(_("Some numbers of the example are edited: see the page of the worked example."))
            case "text":
                area(visit, "text", _("Text, one batch row a line"))
                _unlike(visit)
            case "series":
                area(visit, "series", _("Numbers, one batch row a line"))
                _unlike(visit)
            case "random":
                random_input(visit)
                _unlike(visit)
            case "model":
                rec = visit.recording
                st.caption(
                    _("{module} out of a file: seq_len = {seq_len}, batch = {batch}.").format(
                        module=plain(str(rec.architecture)), seq_len=rec.seq_len, batch=rec.batch
                    )
                )
                _unlike(visit)
                # A link, which the browser follows: a report of the player may be on its way.
                there = visit.scenario.to_query(first_view(YOUR_MODEL))
                st.page_link(page_list()[YOUR_MODEL], label=_("Change the input"), query_params=there)
            case _:
                rec = visit.recording
                st.caption(
                    _(
                        "{cell_type}, recorded before: {seq_len} time steps, {batch} rows, hidden size {hidden_size}."
                    ).format(cell_type=rec.cell_type, seq_len=rec.seq_len, batch=rec.batch, hidden_size=rec.hidden_size)
                )


def _unlike(visit: Visit) -> None:
    """What becomes of rows that are not equally long."""
    _ = visit.translate
    if not unlike_rows(visit.scenario):
        return
    if visit.scenario.padded:
        st.caption(_("Rows of unlike length are padded with zeros to the longest one. To pack them, see More."))
    else:
        st.caption(_("Rows of unlike length are packed: each ends where it ends. To pad them, see More."))


def random_input(visit: Visit) -> None:
    """The shape of a random input. PyTorch's names are the labels."""
    _ = visit.translate
    numbers(visit, "input_size", "seq_len")
    flag(visit, "unbatched", _("Without a batch axis"))
    complaint(visit, "unbatched")
    if not visit.scenario.unbatched:
        typed(visit, "batch", "batch")
        complaint(visit, "batch")
        typed(visit, "lengths", _("lengths, for a packed input"))
        complaint(visit, "lengths")
        if visit.recording.seq_len < visit.scenario.seq_len:
            st.caption(
                _(
                    "The longest row has {count} steps: PyTorch cuts output there, and never reads what lies behind."
                ).format(count=visit.recording.seq_len)
            )


def numbers(visit: Visit, *settings: str) -> None:
    """Fields side by side, and under them what is wrong in one of them."""
    for column, setting in zip(st.columns(len(settings)), settings, strict=True):
        with column:
            typed(visit, setting, setting)
    for setting in settings:
        complaint(visit, setting)


def percent(visit: Visit, setting: str, label: str) -> None:
    """A slider from 1 to 100 per cent."""
    fresh(visit, setting)
    st.slider(label, 1, 100, key=setting, format="%d %%", on_change=visit.change, args=(setting,))


def weights(visit: Visit) -> None:
    """The worked example's weights where they fit, else random ones from a seed."""
    _ = visit.translate
    scenario = visit.scenario
    words = {"example": _("Example's"), "random": _("Random")}
    with st.sidebar:
        if scenario.example_fits:
            choice(visit, "weights", _("Weights"), tuple(words), words.__getitem__)
        elif scenario.source == "example":
            st.caption(_("The example's weights fit hidden size 2, one layer, one direction: these are random."))
        if not scenario.uses_example_weights:
            seed(visit)


def more(visit: Visit) -> None:
    """What is done to the weights before the recording, and how rows of unlike length are run."""
    _ = visit.translate
    own = visit.scenario.source == "model"
    with st.popover(_("More"), width="stretch", help=_("Forget bias, training, padding")):
        if not own and visit.scenario.cell_type == "LSTM" and visit.scenario.bias:
            typed(visit, "forget_bias", _("b_if + b_hf of every unit; empty as drawn"))
        if not own:
            typed(visit, "trained", _("Optimizer steps of predicting its own next input"))
        if unlike_rows(visit.scenario):
            flag(visit, "padded", _("Padded with zeros instead of packed"))


def seed(visit: Visit) -> None:
    """The seed of random weights, and a button for another one."""
    _ = visit.translate
    field, new = st.columns([3, 2], vertical_alignment="bottom")
    with field:
        typed(visit, "seed", _("Seed of the weights"))
    new.button(_("New seed"), on_click=lambda: _new_seed(visit), width="stretch")
    complaint(visit, "seed")


def _new_seed(visit: Visit) -> None:
    with visit.answering():
        visit.take(replace(visit.scenario, weights="random", seed=secrets.randbelow(10_000)))
        visit.fields.show(visit.scenario, "weights", "seed")


def gradients(visit: Visit) -> None:
    """What is derived by every gate and state, if anything is."""
    _ = visit.translate
    words = {"none": _("none"), "last": _("last h"), "all": _("all h")}
    with st.sidebar:
        loss, others = st.columns([13, 7], gap=None, vertical_alignment="bottom")
        with loss:
            choice(visit, "loss", _("Gradients of the sum of"), tuple(words), words.__getitem__)
        if visit.scenario.source != "model" or unlike_rows(visit.scenario):
            with others:
                more(visit)
        for setting in MORE:
            complaint(visit, setting)
        if visit.scenario.padded and unlike_rows(visit.scenario):
            match visit.scenario.loss:
                case "last":
                    st.caption(_("The rows are padded: the last h is that after the padding."))
                case "all":
                    st.caption(_("The rows are padded: every h of the padding counts too."))


def proof(visit: Visit) -> None:
    """How near the numbers on the screen are to the module's own."""
    _ = visit.translate
    rec = visit.recording
    if not rec.parity.known:
        # No module ran with these edits, so there is none to be equal to.
        said = _("run again as it was") if not rec.edits else _("an edited run")
        st.sidebar.badge(f"✎ {said}", color="orange")
        return
    worst = rec.parity.worst
    holds = worst <= TOLERANCE[rec.dtype]
    if worst == 0:
        text = _("equal to {module}, bit for bit")
    elif holds:
        text = _("equal to {module} to {difference}")
    else:
        text = _("differs from {module} by {difference}: rounding has grown")
    said = text.format(module=f"nn.{rec.cell_type}", difference=f"{worst:.0e}")
    with st.sidebar:
        # A sign, not an icon: icons are read out by their English names.
        st.badge(f"{'✓' if holds else '≠'} {said}", color="green" if holds else "orange")


def take_away(visit: Visit) -> None:
    """The lecture hall, reset, and the buttons that copy a link and the code."""
    _ = visit.translate
    with st.sidebar:
        st.button(_("Present"), key="present", on_click=visit.set, args=("present", True), width="stretch")
        st.button(_("Reset"), on_click=visit.reset, width="stretch")
        copy_buttons(_)
