"""How far a training is, in a bar and a sentence; and why it does not go on."""

import math

import streamlit as st

from rnnviz import limits
from rnnviz.pages.training.into_debugger import into_debugger
from rnnviz.pages.visit import Visit
from rnnviz.training.runs import Look
from rnnviz.training.runs.folder import Progress
from rnnviz.words import Translation

RECENT = 20
"""Steps whose losses are averaged: one batch says little."""


def far(visit: Visit, look: Look) -> None:
    """The bar, the sentence, and what is wrong with a network."""
    _ = visit.translate
    told = look.progress
    if told is None or not told.steps:
        st.progress(0.0, _waiting(_, look))
        return
    sentence = _going(_, look, told) if look.going else _ended(_, look, told)
    st.progress(min(1.0, told.step / told.steps), sentence)
    for name, step in told.diverged.items():
        said = _(
            "{network}: the loss was no finite number at step {step}, and its training stopped there. A smaller "
            "learning rate or gradient clipping helps."
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            st.warning(said.format(network=_(name), step=step))
            into_debugger(visit, look, name, _("Open at the first bad number"), bad=True)


def _waiting(_: Translation, look: Look) -> str:
    if look.state == "waiting":
        return _("Waiting for a free process: number {position} in the queue.").format(position=look.position)
    return _("Getting ready …") if look.going else _ended_before(_, look)


def _ended_before(_: Translation, look: Look) -> str:
    words = {
        "paused": _("Paused before the first step."),
        "stopped": _("Stopped before the first step."),
        "killed": _("The process that trained was ended from outside before the first step."),
    }
    return words.get(look.state, _("It could not begin."))


def _going(_: Translation, look: Look, told: Progress) -> str:
    if look.state == "waiting":
        return _waiting(_, look)
    rate = told.step / told.elapsed if told.elapsed > 0 else 0.0
    parts = [_place(_, told), *_loss(_, look)]
    if rate > 0 and told.step:
        parts.append(_("{rate:.0f} steps a second").format(rate=rate))
        parts.append(_("{seconds} s left").format(seconds=math.ceil((told.steps - told.step) / rate)))
    return " · ".join(parts)


def _place(_: Translation, told: Progress) -> str:
    return _("Step {step} of {steps}, epoch {epoch:.1f} of {epochs:.0f}").format(
        step=told.step,
        steps=told.steps,
        epoch=told.step / told.steps_per_epoch,
        epochs=told.steps / told.steps_per_epoch,
    )


def _loss(_: Translation, look: Look) -> list[str]:
    recent = look.losses[-RECENT:]
    found = {name: recent[:, place] for place, name in enumerate(look.names)}
    means = {name: float(row.mean()) for name, row in found.items() if len(row) and math.isfinite(row.mean())}
    if not means:
        return []
    best = min(means, key=means.__getitem__)
    template = _("loss {loss:.3g}") if len(look.names) == 1 else _("smallest loss {loss:.3g} ({network})")
    return [template.format(loss=means[best], network=_(best))]


def _ended(_: Translation, look: Look, told: Progress) -> str:
    words = {
        "done": _("Trained: {steps} steps in {seconds:.1f} s."),
        "diverged": _("Ended at step {step} of {steps}: no loss is a finite number any more."),
        "paused": _("Paused after step {step} of {steps}."),
        "stopped": _("Stopped after step {step} of {steps}."),
        "left": _(
            "Stopped after step {step} of {steps}, for nobody looked at it for a minute. It can go on from there."
        ),
        "long": _(
            "Paused after step {step} of {steps}: it has computed for {minutes:.0f} minutes, and others may wait."
        ),
        "killed": _(
            "The process that trained was ended from outside, after step {step} of {steps}. It can go on from its last "
            "checkpoint."
        ),
        "failed": _("It could not go on after step {step} of {steps}."),
    }
    return words[look.state].format(
        step=told.step, steps=told.steps, seconds=told.elapsed, minutes=limits.MAX_RUN_SECONDS / 60
    )
