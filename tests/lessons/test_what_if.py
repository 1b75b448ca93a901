"""Runs of what if: both of the largest stay, and what differs first is told by hand."""

import numpy as np
import pytest

from rnnviz.lessons import what_if
from rnnviz.lessons.network import recording
from rnnviz.lessons.recorded_bytes import recorded_bytes
from rnnviz.lessons.shelf import Shelf
from rnnviz.scenario import Scenario


def test_two_runs_that_are_too_large_together_are_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    rec = recording(Scenario(source="text", hidden_size=4))
    for name in ("_ORIGINALS", "_RUNS"):
        size = getattr(what_if, name)._size
        monkeypatch.setattr(what_if, name, Shelf(most=9, most_bytes=recorded_bytes(rec), size=size))
    both = what_if.runs(rec, "f = 1 from t=5")
    again = what_if.runs(rec, "f = 1 from t=5")
    assert (again.original, again.edited) == (both.original, both.edited)
    other = what_if.runs(rec, "f = 0 from t=5")
    assert other.original is both.original


def test_what_differs_first_is_worked_out_once_and_is_the_first() -> None:
    both = what_if.runs(recording(Scenario(source="text", hidden_size=4)), "f[2] = 1 from t=5")
    first = both.first
    assert first is not None
    assert (first.variable, first.t, first.unit) == ("f", 5, 2)
    np.testing.assert_equal(first.values, (both.original.gate("forget")[0, 0, 5, 0, 2], 1.0))
    assert both.first is first
