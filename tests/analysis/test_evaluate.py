"""A watch expression is what NumPy makes of the same arrays."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rnnviz
from rnnviz.analysis.find import in_expression, walk
from rnnviz.errors import ConditionError, PlaceError
from tests.analysis.find.recordings import by_hand, recording
from tests.analysis.find.test_messages import TABLE

Values = dict[str, np.ndarray]


def shifted(values: np.ndarray, first: np.ndarray | float = np.nan) -> np.ndarray:
    """What stood there a step before."""
    return np.concatenate([np.broadcast_to(first, values[:1].shape), values[:-1]])


def wide(values: np.ndarray) -> np.ndarray:
    return values.astype(np.float64)


MEANT: dict[str, Callable[[Values], Any]] = {
    "mean(f)": lambda v: wide(v["f"]).mean(1, keepdims=True),
    "c[2]": lambda v: v["c"][:, 2:3],
    "norm(h)": lambda v: np.sqrt((wide(v["h"]) ** 2).sum(1, keepdims=True)),
    "h - prev(h)": lambda v: v["h"] - v["h_prev"],
    "change(f)": lambda v: v["f"] - shifted(v["f"]),
    "prev(prev(c))": lambda v: shifted(v["c_prev"]),
    "-i[0:2] * 2 + 1 / g[-3:-1]": lambda v: -v["i"][:, :2] * 2 + 1 / v["g"][:, -3:-1],
    "max(abs(x)) / sum(o)": lambda v: np.abs(wide(v["x"])).max(1, keepdims=True) / wide(v["o"]).sum(1, keepdims=True),
    "forget": lambda v: v["f"],
    "std(kept) - min(written)": lambda v: (
        wide(v["kept"]).std(1, keepdims=True) - wide(v["written"]).min(1, keepdims=True)
    ),
    "3": lambda v: np.full((len(v["x"]), 1), 3.0),
    "prev(3)": lambda v: np.full((len(v["x"]), 1), 3.0),
}


@given(expression=st.sampled_from(sorted(MEANT)), number=st.sampled_from((0, 1, 2, 3)), data=st.data())
def test_it_is_what_numpy_makes_of_it(expression: str, number: int, data: st.DataObject) -> None:
    rec = recording(number)
    track = data.draw(st.sampled_from(rec.tracks))
    block = data.draw(st.sampled_from((1, 7, 2**17)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(walk, "_BLOCK", block)
        got = rnnviz.evaluate(rec, expression, layer=track.layer, direction=track.direction, batch=track.batch)
    wanted = MEANT[expression](by_hand(rec, track.layer, int(track.reverse), track.batch))
    wanted = wanted[::-1] if track.reverse else wanted
    assert got.shape == wanted.shape
    # What by_hand works out itself is rounded in another order.
    np.testing.assert_allclose(got, wanted, rtol=1e-12 if rec.dtype == "float64" else 3e-6)
    assert not got.flags.writeable


def test_time_counts_by_position_in_both_directions() -> None:
    rec = recording(2)
    forward, reverse = (
        rnnviz.evaluate(rec, "t * 10 + length", direction=side)[:, 0] for side in ("forward", "reverse")
    )
    np.testing.assert_array_equal(forward, [5.0, 15.0, 25.0, 35.0, 45.0])
    np.testing.assert_array_equal(reverse, forward)
    np.testing.assert_array_equal(
        rnnviz.evaluate(rec, "t - prev(t)", direction="reverse")[:, 0], [-1, -1, -1, -1, np.nan]
    )


def test_what_is_true_or_false_is_refused_with_its_place() -> None:
    with pytest.raises(ConditionError) as caught:
        rnnviz.evaluate(recording(0), "(f > 0.5)")
    assert str(caught.value) == (
        "expression must be a number such as mean(f), got 'f > 0.5', which is true or false. "
        "Ask rnnviz.find for the steps at which it holds.\n(f > 0.5)\n ^^^^^^^"
    )
    assert caught.value.code == "expression-number"


@pytest.mark.parametrize(
    ("expression", "place"), [("mean(q)", (5, 6)), ("c[9]", (1, 4)), ("f +", (3, 3)), ("x + h", (4, 5)), ("", (0, 0))]
)
def test_a_mistake_is_marked(expression: str, place: tuple[int, int]) -> None:
    with pytest.raises(ConditionError) as caught:
        rnnviz.evaluate(recording(0), expression)
    assert (caught.value.start, caught.value.end) == place


SAID = {
    "": ("empty", "must be a number, got an empty text. Write one such as mean(f)."),
    "f" * 1001: ("length", "must have at most 1000 characters, got 1001. Write a shorter one."),
    "-" * 60 + "f": ("depth", "must have at most 50 operations inside one another, got 61. Write it flatter."),
    "mean(any(f))": ("truth", "must have something true or false here, got 'f', a number. Compare it with another."),
    "mean(f > 0)": (
        "number",
        "must have a number here, got 'f > 0', which is true or false. "
        "Ask rnnviz.find for the steps at which it holds.",
    ),
    "nan": ("nan", "must be made of numbers that a step has, got 'nan'. Write a name such as h."),
    "mean(f": ("open", "must close every bracket, and '(' stays open. Put ')' where it ends."),
    "f)": ("close", "must open a bracket before it is closed, got ')' without '('. Remove it, or open one."),
    "f +": (
        "unfinished",
        "must go on after '+' with a name, a number or a bracket, and it ends there. Write the rest.",
    ),
    "* f": ("operand", "must have a name, a number or a bracket before '*', got none. Write what is missing there."),
    "f 2": ("together", "must have an operator between 'f' and '2', got none. Put one there, such as + or *."),
    "f × 2": ("instead", "must have '*' here, got '×'. Replace it."),
    "f ? 2": ("character", "must be made of names, numbers, operators and brackets, got '?'. Remove it."),
    "f[1], c[2]": ("comma", "must be a single number, got ','. Watch each number by itself."),
}


@pytest.mark.parametrize("expression", SAID, ids=[code for code, _ in SAID.values()])
def test_a_mistake_is_said_of_an_expression(expression: str) -> None:
    code, said = SAID[expression]
    with pytest.raises(ConditionError) as caught:
        rnnviz.evaluate(recording(0), expression)
    assert (caught.value.code, caught.value.sentence()) == (f"expression-{code}", f"expression {said}")
    with pytest.raises(ConditionError) as other:
        rnnviz.find(recording(0), expression)
    assert other.value.code.startswith("condition-")


def test_what_is_said_of_a_condition_is_said_of_an_expression_too() -> None:
    of_conditions = {code for code, sentence, _ in TABLE if sentence.startswith("condition must")}
    assert in_expression.SAID.keys() == of_conditions | {"condition-type", "condition-length"}
    assert {code for code, _ in SAID.values()} | {"type"} == {
        code.removeprefix("condition-") for code in in_expression.SAID
    }


def test_a_track_that_is_not_there_is_refused() -> None:
    with pytest.raises(PlaceError):
        rnnviz.evaluate(recording(0), "h", layer=1)
