"""Ticks say where breakpoints stop: every step once, in runs, with the values of the first ones."""

import json
from itertools import pairwise

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

import rnnviz
from rnnviz.player import ticks


def told(values: list[float], condition: str = "x > 0", *, reverse: bool = False) -> rnnviz.Hits:
    x = torch.tensor(values).reshape(-1, 1, 1)
    rec = rnnviz.record(nn.RNN(1, 1, bidirectional=reverse), x)
    return rnnviz.find(rec, condition, direction="reverse" if reverse else "forward")


@given(bits=st.lists(st.booleans(), min_size=1, max_size=40), reverse=st.booleans())
def test_the_runs_are_the_steps(bits: list[bool], reverse: bool) -> None:
    found = ticks.marks(told([float(bit) for bit in bits], reverse=reverse))
    runs = found.runs.get((0, "reverse" if reverse else "forward", 0), [])
    assert [t for start, stop in runs for t in range(start, stop)] == [t for t, bit in enumerate(bits) if bit]
    assert all(stop < start for (_, stop), (start, _) in pairwise(runs)), "neighbours are one run"
    assert found.count == sum(bits)


def test_what_the_player_is_told() -> None:
    hits = told([0.0, 1.0, 2.0, 0.0, 3.0])
    sent = ticks.ticks([("first", ticks.marks(hits)), ("none", ticks.marks(told([0.0])))], (0, "forward", 0))
    assert json.loads(json.dumps(sent)) == {
        "lines": ["first", "none"],
        "tracks": [
            {
                "layer": 0,
                "direction": "forward",
                "row": 0,
                "runs": [[0, 1, 3], [0, 4, 5]],
                "said": [[0, 1, "x[0] = 1.0000"], [0, 2, "x[0] = 2.0000"], [0, 4, "x[0] = 3.0000"]],
            }
        ],
        "left_out": 0,
    }


def test_of_too_many_only_this_tracks_are_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ticks, "MOST_RUNS", 3)
    rec = rnnviz.record(
        nn.RNN(1, 1), torch.tensor([[1.0, 1], [0, 0], [1, 1], [0, 0], [1, 1], [0, 0], [1, 0]])[..., None]
    )
    found = ticks.marks(rnnviz.find(rec, "x > 0"))
    sent = ticks.ticks([("x", found)], (0, "forward", 0))
    assert [track["row"] for track in sent["tracks"]] == [0]
    assert sent["tracks"][0]["runs"] == [[0, 0, 1], [0, 2, 3], [0, 4, 5]]
    assert sent["left_out"] == 1
    sent = ticks.ticks([("x", found)], (0, "forward", 1))
    assert [(track["row"], len(track["runs"])) for track in sent["tracks"]] == [(1, 3)]
    assert sent["left_out"] == 0
    assert ticks.ticks([("x", found)], (0, "forward", 5))["tracks"] == []
    # Of several lines the earliest are kept, not the first line's: up to the last tick none is missing.
    sent = ticks.ticks([("x", found), ("y", ticks.marks(rnnviz.find(rec, "t == 1 or t == 6")))], (0, "forward", 0))
    assert sent["tracks"][0]["runs"] == [[0, 0, 1], [1, 1, 2], [0, 2, 3]]
    assert sent["left_out"] == 3
