"""The slider through the time of a training, above the player."""

from dataclasses import replace

import streamlit as st

from rnnviz.analysis import break_at
from rnnviz.lessons.trained import histories, history_of
from rnnviz.pages.visit import Visit
from rnnviz.training import Moment


def moments(visit: Visit) -> None:
    """Which network, which module of it, and after how many steps of its training."""
    _ = visit.translate
    kept, history = histories(visit.scenario), history_of(visit.scenario)
    found = {moment.step: moment for moment in history.moments}
    here = max(found) if visit.scenario.moment is None else visit.scenario.moment
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="moments"):
        if len(kept) > 1:
            _choice(visit, "trainee", _("Network"), tuple(kept))
        if len(history.modules) > 1:
            _choice(visit, "inside", _("Module"), history.modules)
        _slider(visit, found, here)
    st.caption(_said(visit, found[here]))


def _said(visit: Visit, moment: Moment) -> str:
    _ = visit.translate
    if moment.diverged:
        said = _(
            "Step {step}: the loss was no finite number any more ({loss}). Recorded is the batch that it came from."
        ).format(step=moment.step, loss=moment.loss)
        inside = break_at(visit.recording, "not-finite").first is not None
        behind = _("Every number in this module is finite: those of the layer behind it are not.")
        return said if inside else f"{said} {behind}"
    if moment.loss is None:
        return _("Before the training: the weights are as they were drawn.")
    return _("After {step} steps of the optimizer. The loss of the last batch was {loss:.4g}.").format(
        step=moment.step, loss=moment.loss
    )


def _choice(visit: Visit, setting: str, label: str, options: tuple[str, ...]) -> None:
    key = f"moments_{setting}"
    st.session_state[key] = getattr(visit.scenario, setting) or options[0]

    def changed() -> None:
        with visit.answering():
            value = st.session_state[key]
            before = visit.scenario
            trainee, inside = (value, "") if setting == "trainee" else (before.trainee, value)
            # The other network may have diverged at another step.
            steps = history_of(replace(before, trainee=trainee)).steps
            visit.put(trainee=trainee, inside=inside, moment=before.moment if before.moment in steps else None)

    st.segmented_control(label, options, key=key, format_func=visit.translate, required=True, on_change=changed)


def _slider(visit: Visit, found: dict[int, Moment], here: int) -> None:
    _ = visit.translate
    key = "moments_step"
    if len(found) < 2:
        return
    st.session_state[key] = here

    def changed() -> None:
        visit.set("moment", st.session_state[key])

    st.select_slider(
        _("Training time: steps of the optimizer"),
        sorted(found),
        key=key,
        format_func=lambda step: f"{step} ⚠" if found[step].diverged else str(step),
        on_change=changed,
    )
