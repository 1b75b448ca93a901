"""A trail in an address: kept where the recording has its numbers, and said where it has not."""

import pytest
import torch
from torch import nn

import rnnviz
from rnnviz import limits
from rnnviz.pages.place import fitted, moved, place_of
from rnnviz.scenario import Scenario

REC = rnnviz.record(nn.LSTM(3, 4), torch.ones(5, 2, 3), lengths=[5, 3])


@pytest.mark.parametrize("trail", ["", "h[2]@4", "h[2]@4 o[2]@4 a_o[2]@4 h[1]@3", "h_0[1]@0"])
def test_a_trail_that_leads_stays(trail: str) -> None:
    there, errors = fitted(Scenario(origin=trail), REC)
    assert (there.origin, errors) == (trail, ())
    assert place_of(there, REC)["origin"] == trail


@pytest.mark.parametrize(
    ("trail", "row"),
    [
        ("h[4]@4", 0),
        ("h[2]@4", 1),
        ("r[0]@0", 0),
        ("h[2]", 0),
        ("<b>", 0),
        (" ".join(["h[0]@0"] * (limits.MAX_TRAIL + 1)), 0),
    ],
)
def test_a_trail_that_leads_nowhere_is_said(trail: str, row: int) -> None:
    there, errors = fitted(Scenario(origin=trail, row=row), REC)
    assert there.origin == ""
    (error,) = errors
    shown = trail if len(trail) <= 40 else f"{trail[:39]}…"
    assert str(error) == (f"origin must lead through numbers of this recording, such as h[2]@5 o[2]@5, got {shown}.")


def test_the_player_reports_its_trail_and_its_marks() -> None:
    place = {**place_of(Scenario(), REC), "origin": "f[1]@2", "changes": False, "t": 2, "operation": "f"}
    there = moved(Scenario(), REC, place)
    assert (there.origin, there.changes, there.t, there.operation) == ("f[1]@2", False, 2, "f")
    assert Scenario.from_query(there.to_query())[0] == there
