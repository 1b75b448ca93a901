"""The controls beside the player: the network, its input, its weights, and what can be taken away."""

import secrets
from collections.abc import Callable
from functools import partial

import streamlit as st

from rnnviz import limits
from rnnviz.pages.copy_buttons import copy_buttons
from rnnviz.pages.say import say
from rnnviz.pages.visit import Visit
from rnnviz.recorder import TOLERANCE
from rnnviz.words import LANGUAGES


def brand(visit: Visit) -> None:
    """The name, and the switch between languages where a newcomer looks first."""
    _ = visit.translate
    with st.sidebar:
        name, language = st.columns([3, 4], vertical_alignment="center")
        name.title("rnnviz", anchor=False)
        with language:
            _choice(visit, "language", _("Language"), tuple(LANGUAGES), LANGUAGES.__getitem__, hidden=True)


def network(visit: Visit) -> None:
    """Cell type and sizes."""
    _ = visit.translate
    with st.sidebar:
        _choice(visit, "cell_type", _("Cell type"), ("RNN", "LSTM", "GRU"))
        if visit.scenario.cell_type == "RNN":
            _choice(visit, "nonlinearity", _("Nonlinearity"), ("tanh", "relu"))
        layers, directions = st.columns([3, 2])
        with layers:
            _choice(visit, "num_layers", _("Layers"), tuple(range(1, limits.MAX_NUM_LAYERS + 1)))
        with directions:
            _choice(visit, "bidirectional", _("Directions"), (False, True), lambda both: "2" if both else "1")
        hidden, bias = st.columns([3, 2], vertical_alignment="bottom")
        with hidden:
            _typed(visit, "hidden_size", _("Hidden size"))
        with bias:
            _fresh(visit, "bias")
            st.checkbox(_("Bias"), key="bias", on_change=visit.change, args=("bias",))
        _complaint(visit, "hidden_size")
        _complaint(visit, "bias")


def data(visit: Visit) -> None:
    """Where the input comes from."""
    _ = visit.translate
    words = {"example": _("Example"), "text": _("Text"), "series": _("Series")}
    with st.sidebar:
        _choice(visit, "source", _("Input"), tuple(words), words.__getitem__)
        match visit.scenario.source:
            case "example":
                if visit.recording.seq_len == 1:
                    st.caption(_("One time step: press ↓ for its operations, or choose Text for a longer input."))
            case "text":
                _area(visit, "text", _("Text, one batch row a line"))
            case "series":
                _area(visit, "series", _("Numbers, one batch row a line"))


def weights(visit: Visit) -> None:
    """The worked example's weights where they fit, else random ones from a seed."""
    _ = visit.translate
    scenario = visit.scenario
    words = {"example": _("Example's"), "random": _("Random")}
    with st.sidebar:
        if scenario.example_fits:
            _choice(visit, "weights", _("Weights"), tuple(words), words.__getitem__)
        elif scenario.source == "example":
            st.caption(_("The example's weights fit hidden size 2, one layer, one direction: these are random."))
        if not scenario.uses_example_weights:
            seed, new = st.columns([3, 2], vertical_alignment="bottom")
            with seed:
                _typed(visit, "seed", _("Seed of the weights"))
            new.button(_("New seed"), on_click=lambda: visit.new_seed(secrets.randbelow(10_000)), width="stretch")
            _complaint(visit, "seed")


def proof(visit: Visit) -> None:
    """How near the numbers on the screen are to the module's own."""
    _ = visit.translate
    rec = visit.recording
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
    """Reset, and the buttons that copy a link and the code."""
    _ = visit.translate
    with st.sidebar:
        st.button(_("Reset"), on_click=visit.reset, width="stretch")
        copy_buttons(_)


def _choice(
    visit: Visit,
    setting: str,
    label: str,
    options: tuple[object, ...],
    words: Callable[..., str] = str,
    *,
    hidden: bool = False,
) -> None:
    _fresh(visit, setting)
    st.segmented_control(
        label,
        options,
        key=setting,
        format_func=words,
        required=True,
        on_change=partial(visit.change, setting),
        label_visibility="collapsed" if hidden else "visible",
    )
    _complaint(visit, setting)


def _typed(visit: Visit, setting: str, label: str) -> None:
    _fresh(visit, setting)
    st.text_input(label, key=setting, on_change=partial(visit.change, setting))


def _area(visit: Visit, setting: str, label: str) -> None:
    _fresh(visit, setting)
    st.text_area(label, key=setting, height=92, on_change=partial(visit.change, setting))
    _complaint(visit, setting)


def _complaint(visit: Visit, setting: str) -> None:
    if setting in visit.said:
        say(visit.said[setting], visit.translate)


def _fresh(visit: Visit, setting: str) -> None:
    """A widget that was not on the screen begins with what was refused in it, else with the scenario's value."""
    if setting in st.session_state:
        return
    if setting in visit.refused:
        st.session_state[setting] = visit.refused[setting]
    else:
        visit.show(setting)
