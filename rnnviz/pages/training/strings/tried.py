"""A text of one's own: what the trained networks write for it, where they look, and what a teacher changes."""

from collections.abc import Mapping
from functools import lru_cache

import streamlit as st
import torch

from rnnviz import limits
from rnnviz.errors import InputError
from rnnviz.figures import Curve, attention_map, curves
from rnnviz.lessons.shelf import Shelf
from rnnviz.pages.figure_view import figure_view
from rnnviz.pages.say import say
from rnnviz.pages.visit import Visit
from rnnviz.training.encoder_decoder import EncoderDecoder, right_at_ratio
from rnnviz.training.runs import Look
from rnnviz.training.strings import StringsPlan, StringsTask
from rnnviz.words.markdown import plain

RATIOS = tuple(step / 10 for step in range(11))
"""Of teacher forcing."""
CASES = 60
"""Strings on which its effect is measured."""

Taught = Mapping[str, tuple[float, ...]]
"""For each network, the share of right characters (0..1) at each of `RATIOS`."""


@lru_cache(maxsize=8)
def task_of(plan: StringsPlan) -> StringsTask:
    """The task of a plan: what is held out is drawn once."""
    return plan.task()


def tried(visit: Visit, plan: StringsPlan, look: Look) -> None:
    """A field, the answers, the attention map, and the effect of a teacher."""
    _ = visit.translate
    task = task_of(plan)
    networks = _trained(task, look)
    if not networks:
        return
    with st.container(key="training_part_own"):
        st.subheader(_("A text of your own"), anchor=False)
    typed = st.text_input(_("Text to be read"), task.kind.example, key=f"strings.text.{plan.what}")
    try:
        _answers(visit, task, networks, typed)
    except InputError as error:
        say(error, _)
    with st.container(key="training_part_teacher"):
        st.subheader(_("With a teacher, and without"), anchor=False)
    step = 0 if look.progress is None else look.progress.step
    _teacher(visit, _TAUGHT.get((look.key, step), lambda: _taught(task, networks)))


def _trained(task: StringsTask, look: Look) -> Mapping[str, EncoderDecoder]:
    """The networks with the weights that were kept last."""
    found = {}
    for name in look.names:
        weights, network = look.weights(name), task.network(name)
        if weights is None or not isinstance(network, EncoderDecoder):
            return {}
        network.load_state_dict(weights)
        found[name] = network.eval()
    return found


def _answers(visit: Visit, task: StringsTask, networks: Mapping[str, EncoderDecoder], typed: str) -> None:
    _ = visit.translate
    looked = {name: task.look(network, typed) for name, network in networks.items()}
    text = task.kind.typed(typed)
    try:
        right = task.kind.right(text)
    except InputError as error:
        right = ""
        say(error, _)
    for name, found in looked.items():
        sign = "" if not right else " ✓" if found.written == right else f" ✗ ({plain(right)})"
        st.markdown(f"{_(name)}: {plain(text)} → **{plain(found.written) or '∅'}**{sign}")
    for name, found in looked.items():
        if found.attention is not None:
            figure = attention_map(
                found.attention,
                list(text),
                list(found.characters),
                across=_("what the encoder reads"),
                down=_("what the decoder writes"),
                dark=st.context.theme.type == "dark",
                words=_,
            )
            figure_view(visit, figure, f"attention_{name.replace(' ', '_')}")


def _taught(task: StringsTask, networks: Mapping[str, EncoderDecoder]) -> Taught:
    """The share of right characters by how often the teacher's character is given, on what was held out."""
    with torch.inference_mode():
        return {
            name: tuple(share.characters for share in right_at_ratio(network, task.held_out[:CASES], RATIOS, seed=0))
            for name, network in networks.items()
        }


def _teacher(visit: Visit, taught: Taught) -> None:
    _ = visit.translate
    lines = [Curve(_(name), [100 * share for share in shares]) for name, shares in taught.items()]
    figure = curves(
        [100 * ratio for ratio in RATIOS],
        lines,
        title=_("Right characters, and how much a teacher gave"),
        across=_("given by the teacher (per cent of the steps)"),
        up=_("right characters (per cent)"),
        height=320,
        dark=st.context.theme.type == "dark",
    )
    figure_view(visit, figure, "teacher")


_TAUGHT = Shelf[Taught](
    most=limits.MAX_TAUGHT, most_bytes=limits.MAX_TAUGHT_BYTES, size=lambda taught: 8 * len(RATIOS) * len(taught)
)
"""By run and step: the networks write all strings once, not whenever the page is drawn."""
