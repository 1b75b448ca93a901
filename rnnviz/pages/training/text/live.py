"""What is seen while it learns: how well it foresees, what it writes, its losses; afterwards, what it has learned."""

import html
import math
from collections.abc import Mapping, Sequence

import numpy as np
import streamlit as st

from rnnviz.lessons.characters import reading_of
from rnnviz.pages.training.curves import losses
from rnnviz.pages.training.text.read import read
from rnnviz.pages.training.text.write import write
from rnnviz.pages.visit import Visit
from rnnviz.training.runs import RUNS, Look
from rnnviz.training.runs.folder import Mark
from rnnviz.training.text import CharacterModel, CharactersPlan, CharactersTask, visible
from rnnviz.training.text.n_grams import MOST
from rnnviz.training.text.task import PROBE
from rnnviz.words import Translation

SHOWN = 4
"""Samples that are shown, the newest first, the others from the whole training so far."""


def draw(visit: Visit, plan: CharactersPlan, look: Look) -> None:
    """The run of a plan."""
    _ = visit.translate
    task = plan.task(RUNS.contents)
    assert isinstance(task, CharactersTask)
    name = plan.cell_type
    marks = [mark for mark in look.marks if mark.name == name]
    if not marks:
        return
    held_out = bool(task.material.held_out)
    measured(_, task, marks[-1].measured.numbers)
    # A loss is in nats.
    counted = {grams(_, order): task.counted[order] * math.log(2) for order in range(2, MOST + 1)}
    losses(visit, look, counted if held_out else {})
    text = "".join(
        _sample(_("after {step} steps").format(step=mark.step), plan.prompt, mark.measured.texts["sample"])
        for mark in reversed(_spread(marks))
    )
    st.html(f'<div class="samples">{text}</div>')
    weights = None if look.going else look.weights(name)
    if weights is None:
        return

    def network() -> CharacterModel:
        made = task.network(name)
        made.load_state_dict(weights)
        return made.eval().requires_grad_(False)

    step = 0 if look.progress is None else look.progress.step
    reading = reading_of((look.key, step), network, task.material)
    write(visit, reading, plan)
    read(visit, reading, look, name, min(PROBE, len(task.material.unseen) - 1))


def _spread(marks: Sequence[Mark]) -> list[Mark]:
    """The first one, the last one, and some at equal distances between them."""
    return [marks[place] for place in np.unique(np.linspace(0, len(marks) - 1, SHOWN).round().astype(int))]


def _sample(label: str, prompt: str, written: str) -> str:
    before, after = (html.escape(_in_one(text)) for text in (prompt, written))
    return f"<p>{html.escape(label)}</p><pre>{before}<mark>{after}</mark></pre>"


def _in_one(text: str) -> str:
    """Lines' ends as signs: a sample that changes every second keeps its height."""
    return text.replace("\n", visible("\n"))


def measured(words: Translation, task: CharactersTask, found: Mapping[str, float]) -> None:
    """How well it foresees, beside what counting can do."""
    st.markdown(said(words, task, found["bits"], found["accuracy"]))
    with st.container(key="bits_table"):
        st.markdown(table(words, task.counted, found["bits"]))


def said(words: Translation, task: CharactersTask, bits: float, accuracy: float) -> str:
    """One or two sentences with the numbers of the run."""
    _ = words
    template = (
        _(
            "On text that it never read it needs **{bits:.2f} bits** for a character, and its first guess is right in "
            "{accuracy:.0f} % of the places."
        )
        if task.material.held_out
        else _(
            "On the text itself it needs **{bits:.2f} bits** for a character, and its first guess is right in "
            "{accuracy:.0f} % of the places. The text is too short to hold a part of it back."
        )
    )
    parts = [template.format(bits=bits, accuracy=100 * accuracy)]
    if task.material.held_out:
        beaten = [order for order, count in enumerate(task.counted) if bits < count]
        best = max(beaten, default=None)
        parts.append(
            _("No way of counting is worse yet.")
            if best is None
            else _("That beats {what}.").format(what=grams(_, best))
        )
    if task.material.others:
        template = _("{count} characters of the text are among the rarest: they all stand for {sign}.")
        parts.append(template.format(count=task.material.others, sign="\N{REPLACEMENT CHARACTER}"))
    return " ".join(parts)


def table(words: Translation, counted: tuple[float, ...], bits: float) -> str:
    """Bits per character of the network and of counting, as Markdown."""
    _ = words
    names = [_("bits per character"), _("the network"), *(grams(_, order) for order in reversed(range(len(counted))))]
    values = ["", f"**{bits:.2f}**", *(f"{count:.2f}" for count in reversed(counted))]
    return "\n".join(f"| {' | '.join(row)} |" for row in (names, ["---", *["---:"] * (len(names) - 1)], values))


def grams(words: Translation, order: int) -> str:
    """What is counted: pieces of so many characters, smoothed after Witten and Bell."""
    _ = words
    named = {0: _("all characters alike"), 1: _("frequencies of characters")}
    return named.get(order, _("counting {order}-grams").format(order=order))
