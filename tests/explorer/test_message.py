"""What the explorer draws: PyTorch's own shapes and numbers, and the same mark exactly where the same number stands."""

import json
from collections import defaultdict
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from torch import nn

import rnnviz
from rnnviz.explorer import message
from rnnviz.explorer.fold import MOST_ROWS, MOST_STEPS, MOST_UNITS, Fold
from rnnviz.words import translation
from tests.analysis.test_locate import once, recorded, returned
from tests.strategies import Plan, forms

ENGLISH = translation("en")


def drawn(rec: rnnviz.Recording) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(message(rec, ENGLISH)))
    return found


def cells(sheet: dict[str, Any]) -> list[tuple[int, int, int, int]]:
    """Row and column in the sheet's own arrays, batch row and column in the tensor."""
    rows = [row for row in sheet["rows"] if row is not None]
    columns = [column for half in sheet["halves"] for column in half if column is not None]
    return [(r, c, row, column) for r, row in enumerate(rows) for c, column in enumerate(columns)]


def number_at(tensor: np.ndarray, sheet: dict[str, Any], row: int, column: int, plan: Plan) -> float:
    """The number of a cell, out of the tensor as PyTorch returns it."""
    index = [column] if plan.unbatched else [row, column]
    if sheet["tensor"].endswith("_n"):
        index.insert(0, sheet["entry"])
    else:
        index.insert(1 if plan.batch_first and not plan.unbatched else 0, sheet["entry"])
    return float(tensor[tuple(index)])


@given(forms().map(once))
def test_shapes_numbers_and_marks_are_pytorchs(plan: Plan) -> None:
    if plan.cell:
        return
    network = plan.build()
    own = returned(network)
    picture = drawn(recorded(network))
    assert {tensor["name"]: tuple(tensor["shape"]) for tensor in picture["tensors"]} == {
        name: array.shape for name, array in own.items()
    }
    marks: dict[int, set[float]] = defaultdict(set)
    numbers: dict[tuple[bool, float], set[int]] = defaultdict(set)
    for sheet in picture["sheets"]:
        for r, c, row, column in cells(sheet):
            value = number_at(own[sheet["tensor"]], sheet, row, column, plan)
            mark = sheet["ids"][r][c]
            assert np.isnan(value) == (mark < 0)
            if mark >= 0:
                assert float(sheet["values"][r][c].replace("−", "-")) == pytest.approx(value, abs=6e-5)
                marks[mark].add(value)
                numbers[sheet["tensor"] == "input", value].add(mark)
    assert all(len(found) == 1 for found in marks.values())
    assert all(len(found) == 1 for found in numbers.values())


@given(forms().map(once))
def test_what_is_said_of_a_place_is_what_locate_says(plan: Plan) -> None:
    if plan.cell:
        return
    rec = recorded(plan.build())
    picture = drawn(rec)
    time, place = ("t", "layer_direction"), {"output": "feature", "input": "unit", "h_n": "unit", "c_n": "unit"}
    for sheet in picture["sheets"]:
        axis = time[sheet["tensor"].endswith("_n")]
        for r, c, row, column in cells(sheet):
            if sheet["ids"][r][c] < 0:
                continue
            index = {axis: sheet["entry"], place[sheet["tensor"]]: column, **({} if plan.unbatched else {"batch": row})}
            found = rnnviz.locate(rec, sheet["tensor"], **index)
            item = picture["items"][sheet["keys"]["cells"][r][c]]
            assert item["says"] == str(found)
            others = [other for other in rnnviz.places(found) if other.tensor != sheet["tensor"]]
            assert [key.removeprefix("rec.") for key in item["same"]] == [str(other) for other in others]


@given(forms().map(once))
def test_nothing_is_computed_before_what_it_is_made_of(plan: Plan) -> None:
    if plan.cell:
        return
    picture = drawn(recorded(plan.build()))
    stage = {(node["lane"], node["t"]): node["stage"] for node in picture["nodes"]}
    lanes = picture["lanes"]
    for (lane, t), own in stage.items():
        before = t - 1 if lanes[lane]["direction"] == 0 else t + 1
        assert own > stage.get((lane, before), -1)
        for other, below in enumerate(lanes):
            if below["layer"] == lanes[lane]["layer"] - 1:
                assert own > max(at for (one, _), at in stage.items() if one == other)
    assert len(stage) == len(lanes) * len([t for t in picture["steps"] if t is not None])
    assert max(stage.values()) == picture["stages"] - 1
    for sheet in picture["sheets"]:
        for r, c, _row, _column in cells(sheet):
            made_by = sheet["nodes"][r][c]
            if made_by >= 0:
                assert sheet["stages"][r][c] == picture["nodes"][made_by]["stage"]
            elif sheet["tensor"] == "input":
                assert sheet["stages"][r][c] == -1


def test_large_sizes_are_folded_and_say_so() -> None:
    rec = rnnviz.record(nn.LSTM(300, 100, bidirectional=True), torch.randn(50, 64, 300))
    picture = drawn(rec)
    assert picture["steps"] == [0, 1, 2, 3, 4, 5, None, 45, 46, 47, 48, 49]
    assert picture["hiddenSteps"] == 39
    assert picture["folded"] == (
        "Not drawn (…): 39 of 50 time steps, 61 of 64 batch rows, 297 of 300 features of the input, "
        "97 of 100 units of h."
    )
    assert drawn(rnnviz.record(nn.GRU(3, 4), torch.zeros(5, 3, 3)))["folded"] == ""
    sheet = next(sheet for sheet in picture["sheets"] if sheet["tensor"] == "output" and sheet["entry"] == 45)
    assert sheet["rows"] == [0, 1, None, 63]
    assert sheet["halves"] == [[0, 1, None, 99], [100, 101, None, 199]]
    np.testing.assert_allclose(
        [[float(value.replace("−", "-")) for value in row] for row in sheet["values"]],
        rec.output[45][np.ix_([0, 1, 63], [0, 1, 99, 100, 101, 199])],
        atol=6e-5,
    )


@pytest.mark.parametrize("most", [MOST_STEPS, MOST_ROWS, MOST_UNITS])
@pytest.mark.parametrize("size", [1, 3, 4, 5, 12, 13, 200])
def test_a_fold_shows_both_ends_and_no_more_than_there_is_room_for(size: int, most: int) -> None:
    fold = Fold.of(size, most)
    assert len(fold.places) == min(size, most)
    assert fold.entries[0] == 0
    assert fold.entries[-1] == size - 1
    assert len(fold.entries) + fold.hidden == size
    assert (None in fold.places) is (size > most)


def test_a_number_that_is_none_has_no_colour() -> None:
    x = torch.zeros(3, 1, 2)
    x[1, 0, 0] = torch.nan
    picture = drawn(rnnviz.record(nn.GRU(2, 2), x))
    output = [sheet for sheet in picture["sheets"] if sheet["tensor"] == "output"]
    assert [sheet["values"][0][0] for sheet in output][1:] == ["nan", "nan"]
    assert [sheet["colours"][0][0] for sheet in output][1:] == ["", ""]
