"""The recording of a scenario, with a bar where a training keeps the visitor waiting."""

import time
from collections.abc import Callable

import streamlit as st

from rnnviz.lessons.network import recording
from rnnviz.recorder import Recording
from rnnviz.scenario import Scenario
from rnnviz.words import translation

PATIENCE = 0.7
"""Seconds without a sign that something is being done."""

_EVERY = 0.2
"""Seconds between two changes of the bar."""


def recorded(scenario: Scenario) -> Recording:
    """The recording of ``scenario``; while its network is trained for the first time, a bar tells how far it is.

    Raises:
        RnnvizError: as `rnnviz.lessons.network.recording` does.
    """
    return recording(scenario, _bar(scenario) if scenario.trained else None)


def _bar(scenario: Scenario) -> Callable[[int], None]:
    """A bar that is there from the first moment that is long, and goes with the last step."""
    _ = translation(scenario.language)
    due = time.monotonic() + PATIENCE
    place = None

    def tell(done: int) -> None:
        nonlocal due, place
        if done == scenario.trained:
            if place is not None:
                place.empty()
        elif time.monotonic() >= due:
            due = time.monotonic() + _EVERY
            place = place or st.empty()
            text = _("Training: step {done} of {count}").format(done=done, count=scenario.trained)
            place.progress(done / scenario.trained, text)

    return tell
