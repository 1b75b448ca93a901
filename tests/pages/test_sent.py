"""What is sent for a place: the numbers around it exactly, and of a zoomed range the extremes."""

import json
from typing import Any

import numpy as np
import pytest
import torch

import rnnviz
from rnnviz.pages.sent import Wanted, around, covers, sent, span_of, wanted_of
from tests.player.read_message import Message, read_message

LENGTH, HIDDEN = 5000, 150


@pytest.fixture(scope="module")
def rec() -> rnnviz.Recording:
    torch.manual_seed(3)
    return rnnviz.record(torch.nn.GRU(2, HIDDEN, bidirectional=True), torch.randn(LENGTH, 1, 2))


def part_of(raw: bytes | None) -> tuple[dict[str, Any], Message]:
    assert raw is not None
    read = read_message(raw)
    assert read.header["recordings"] == []
    (part,) = read.header["parts"]
    return part, read


@pytest.mark.parametrize("t", [0, 1, 700, 2500, LENGTH - 1])
def test_a_window_holds_every_number_around_the_step(rec: rnnviz.Recording, t: int) -> None:
    found = sent(rec, Wanted(direction="reverse", t=t))
    part, read = part_of(found.window)
    start, stop = part["window"]
    assert (part["version"], part["layer"], part["direction"], part["row"]) == (rec.version, 0, "reverse", 0)
    # A held key makes some 30 steps a second: there is a second at least to send the next window.
    assert t - start >= 30 or start == 0
    assert stop - 1 - t >= 30 or stop == LENGTH
    track = rec.track(direction="reverse")
    assert list(part["values"]) == list(track.cell_type.variables)
    for name, reference in part["values"].items():
        np.testing.assert_array_equal(read.array(reference), track.values(name)[start:stop], err_msg=name)
    (base,) = read_message(found.base).recording["tracks"]
    assert (base["window"], base["values"], base["length"]) == ([0, 0], {}, LENGTH)
    assert set(base["overview"]) == {"r", "z", "n", "h"}
    assert found.detail is None


def test_neighbouring_steps_share_a_window_and_the_next_one_reaches_further(rec: rnnviz.Recording) -> None:
    first = sent(rec, Wanted(t=2500))
    part, _ = part_of(first.window)
    start, stop = part["window"]
    assert sent(rec, Wanted(t=2501)).window is first.window
    # The player asks in the last fourth: then the next window must not be the same one.
    ahead = stop - (stop - start) // 4
    after, _ = part_of(sent(rec, Wanted(t=ahead)).window)
    assert after["window"][1] > stop
    assert sent(rec, Wanted(t=ahead)).base is first.base
    assert covers(rec, Wanted(t=2500), Wanted(t=2501))
    assert not covers(rec, Wanted(t=2500), Wanted(t=stop))
    assert not covers(rec, Wanted(t=2500), Wanted(direction="reverse", t=2500))


def test_a_zoomed_range_is_reduced_to_its_extremes(rec: rnnviz.Recording) -> None:
    part, read = part_of(sent(rec, Wanted(t=2500, zoom=(2000, 3100))).detail)
    start, stop = part["detail"]["start"], part["detail"]["stop"]
    assert start <= 2000
    assert stop >= 3100
    assert stop - start < LENGTH
    values = rec.track().values("h")[start:stop]
    levels = read.array(part["detail"]["values"]["h"]).astype(float)
    columns, rows = levels.shape
    assert (columns, rows) == (min(2000, stop - start), 128)
    edges, units = (np.arange(many + 1) * count // many for many, count in ((columns, stop - start), (rows, HIDDEN)))
    for column in range(0, columns, 37):
        for row in range(rows):
            block = values[edges[column] : edges[column + 1], units[row] : units[row + 1]]
            extreme = block.ravel()[np.abs(block).argmax()]
            assert abs(levels[column, row] - (extreme + 1) / 2 * 254) <= 0.501


@pytest.mark.parametrize("zoom", [(0, 8), (4992, 5000), (1234, 1240), (100, 2000)])
def test_what_is_sent_for_a_zoom_holds_it_with_room_to_both_sides(rec: rnnviz.Recording, zoom: tuple[int, int]) -> None:
    found = around(rec.track(), zoom)
    assert found is not None
    start, stop = found
    wide = zoom[1] - zoom[0]
    assert start == 0 or zoom[0] - start >= wide // 4
    assert stop == LENGTH or stop - zoom[1] >= wide // 4
    assert around(rec.track(), None) is None
    assert around(rec.track(), (10, 4900)) is None


def test_a_short_recording_is_sent_whole() -> None:
    small = rnnviz.record(torch.nn.LSTM(2, 3), torch.randn(20, 2, 2))
    found = sent(small, Wanted(t=19, zoom=(3, 12)))
    assert (found.window, found.detail) == (None, None)
    assert [track["window"] for track in read_message(found.base).recording["tracks"]] == [[0, 20], [0, 20]]


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": "another"},
        {"t": LENGTH},
        {"t": -1},
        {"t": "5"},
        {"layer": 1},
        {"row": 1},
        {"direction": "sideways"},
    ],
)
def test_a_report_that_is_no_place_of_the_recording_asks_for_nothing(
    rec: rnnviz.Recording, wrong: dict[str, object]
) -> None:
    place = {"version": rec.version, "layer": 0, "direction": "reverse", "row": 0, "t": 7, "zoom": [3, 90]}
    assert wanted_of(json.loads(json.dumps(place)), rec) == Wanted(0, "reverse", 0, 7, (3, 90))
    assert wanted_of({**place, **wrong}, rec) is None


@pytest.mark.parametrize("zoom", [None, [3], [3, 2], [0, 11], [-1, 5], ["0", 5], "0-5", [0.5, 5]])
def test_a_range_that_is_none_is_left_out(zoom: object) -> None:
    assert span_of(zoom, 10) is None
    assert span_of([0, 10], 10) == (0, 10)
