"""The recording of a scenario, with a bar where a training or a rerun keeps the visitor waiting."""

import time
from collections.abc import Callable

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.lessons.network import recording
from rnnviz.lessons.what_if import Runs, runs
from rnnviz.recorder import Recording
from rnnviz.scenario import Scenario
from rnnviz.words import translation

PATIENCE = 0.7
"""Seconds without a sign that something is being done."""

_EVERY = 0.2
"""Seconds between two changes of the bar."""


def recorded(scenario: Scenario) -> Recording:
    """What the player shows of ``scenario``: the recording of its network, or the run with the edits of "what if".

    Raises:
        RnnvizError: as `rnnviz.lessons.network.recording` does.
    """
    rec = made(scenario)
    if not scenario.what_if.strip():
        return rec
    try:
        both = rerun_of(scenario)
    except RnnvizError:
        # Edits that no longer fit stay in their panel, which says what is wrong with them.
        return rec
    return both.original if scenario.original else both.edited


def made(scenario: Scenario) -> Recording:
    """The recording of the network of ``scenario``; while that is trained for the first time, a bar tells how far.

    Raises:
        RnnvizError: as `rnnviz.lessons.network.recording` does.
    """
    if not scenario.trained:
        return recording(scenario)
    _ = translation(scenario.language)
    text, count = _("Training: step {done} of {count}"), scenario.trained
    tell = _bar(lambda done: text.format(done=round(done * count), count=count))
    return recording(scenario, lambda done: tell(done / count))


def rerun_of(scenario: Scenario) -> Runs:
    """The network of ``scenario`` run again, as it was and with its edits.

    Raises:
        RnnvizError: the edits cannot be read, do not fit, or there are no weights to run with.
    """
    _ = translation(scenario.language)
    text = _("Running the network again, step by step: {done} %")
    return runs(made(scenario), scenario.what_if, _bar(lambda done: text.format(done=round(100 * done))))


def _bar(say: Callable[[float], str]) -> Callable[[float], None]:
    """A bar that is there from the first moment that is long, and goes with the last step; it is told 0 to 1."""
    due = time.monotonic() + PATIENCE
    place = None

    def tell(done: float) -> None:
        nonlocal due, place
        if done >= 1:
            if place is not None:
                place.empty()
        elif time.monotonic() >= due:
            due = time.monotonic() + _EVERY
            place = place or st.empty()
            place.progress(done, say(done))

    return tell
