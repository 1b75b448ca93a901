"""What is read of a text, and that an edit written out is read as the same edit."""

import math
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

import rnnviz
from rnnviz.analysis.rerun import Edit, Editable, editable, read_edits, write_edits

REC = rnnviz.record(
    nn.LSTM(3, 4, 2, bidirectional=True), torch.zeros(6, 2, 3), labels=[["a", "b;", "'", '"\n', "\\", "q"], ["至"] * 6]
)
TARGETS = [editable(REC, layer) for layer in range(2)]

READ = {
    "f = 1 from t=5": Edit("f", "=", 1.0, start=5),
    "h[3] = 0": Edit("h", "=", 0.0, (3,)),
    "c[0] = 2.5 at t=4": Edit("c", "=", 2.5, (0,), 4, 4),
    "f[1:3] *= 0.5 from t=2 to t=5": Edit("f", "*=", 0.5, ((1, 3),), 2, 5),
    "a_i += 1": Edit("a_i", "+=", 1.0),
    "x = 'q' at t=3": Edit("x", "=", "q", start=3, stop=3),
    "h_0[1] = 1": Edit("h_0", "=", 1.0, (1,)),
    "W_hf[2,:] = 0": Edit("W_hf", "=", 0.0, (2, (None, None))),
    "W_if *= 2 from t=3": Edit("W_if", "*=", 2.0, start=3),
    "forget[-1]=-1e-3to t=2 row=1 layer=1 direction=reverse": Edit("f", "=", -0.001, (-1,), None, 2, 1, "reverse", 1),
    "g = inf direction=reverse from t=4 to t=2 layer=1": Edit("g", "=", math.inf, (), 4, 2, 1, "reverse"),
    "c_prev[:-2] += -inf": Edit("c_prev", "+=", -math.inf, ((None, -2),)),
}


@pytest.mark.parametrize("text", READ)
def test_what_is_read(text: str) -> None:
    assert read_edits(text, REC) == (READ[text],)


def test_many_edits_stand_on_lines_or_between_semicolons() -> None:
    text = "\n ; f = 1;h = 0 ;\n\n  x = 'b;' at t=1;;"
    assert write_edits(read_edits(text, REC)) == "f = 1\nh = 0\nx = 'b;' at t=1"
    assert read_edits(" \n", REC) == read_edits("", REC) == ()


def test_nan_can_be_put_in() -> None:
    (edit,) = read_edits("f = nan", REC)
    assert isinstance(edit.value, float)
    assert math.isnan(edit.value)
    assert str(edit) == "f = nan"


@st.composite
def edits(draw: st.DrawFn) -> tuple[Any, ...]:
    """What makes any edit that the recording has room for."""
    layer = draw(st.integers(0, 1))
    target = draw(st.sampled_from(TARGETS[layer]))
    direction: Any = "forward" if target.kind == "input" else draw(st.sampled_from(("forward", "reverse")))
    row = None if target.kind == "weight" else draw(st.none() | st.integers(0, 1))
    start, stop = (draw(st.none() | st.integers(0, 5)) for _ in range(2))
    if target.kind == "initial":
        start = stop = None
    elif start is not None and stop is not None:
        start, stop = sorted((start, stop), reverse=direction == "reverse")
    if target.kind == "input" and layer == 0 and draw(st.booleans()):
        assert REC.labels is not None
        return "x", "=", draw(st.sampled_from(REC.labels[0])), (), start, stop, 0, "forward", row
    operator: Any = draw(st.sampled_from(("=", "+=", "*=")))
    value = draw(st.floats(allow_nan=False))
    index = tuple(draw(_part(size)) for size in target.shape[: draw(st.integers(0, len(target.shape)))])
    return target.name, operator, value, index, start, stop, layer, direction, row


@st.composite
def _part(draw: st.DrawFn, size: int) -> int | tuple[int | None, int | None]:
    if draw(st.booleans()):
        return draw(st.integers(-size, size - 1))
    first = draw(st.integers(0, size - 1))
    last = draw(st.integers(first + 1, size))
    return draw(st.sampled_from((first, None))), draw(st.sampled_from((last, None)))


@given(st.lists(edits(), max_size=4))
def test_what_is_written_is_read_back(drawn: list[tuple[Any, ...]]) -> None:
    made = tuple(Edit(*one) for one in drawn)
    assert read_edits(write_edits(made), REC) == made


def test_what_can_be_edited() -> None:
    found = {one.name: one for one in editable(REC, 1)}
    assert [*found][:4] == ["x", "h_prev", "c_prev", "a_i"]
    assert found["x"] == Editable("x", "input", (8,), -math.inf, math.inf)
    assert found["f"] == Editable("f", "value", (4,), 0.0, 1.0)
    assert found["h"] == Editable("h", "value", (4,), -1.0, 1.0)
    assert found["c_0"] == Editable("c_0", "initial", (4,), -math.inf, math.inf)
    assert found["W_ig"].shape == (4, 8)
    assert found["b_hg"] == Editable("b_hg", "weight", (4,), -math.inf, math.inf)
    with pytest.raises(rnnviz.errors.PlaceError):
        editable(REC, 2)
