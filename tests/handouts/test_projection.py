"""A step with a projection on paper: the units of h are not the layer's, and every line is true."""

from collections.abc import Iterable
from typing import Any

import jaxtyping
import numpy as np
import pytest

import rnnviz
from rnnviz.cells.mathml import mathml
from rnnviz.errors import PlaceError
from rnnviz.recorder import Step
from tests.cells.read_line import read_line
from tests.handouts.reading import Paper, example_step, papers, text_of
from tests.projection import Projected, recorded
from tests.recorder.stepping import walks

PLAN = Projected(hidden_size=6, proj_size=4)


@pytest.fixture(scope="module")
def step() -> Step:
    return recorded(PLAN).track(batch=1)[2]


def units_told(paper: Paper, place: int) -> list[str]:
    return [line.units for line in paper.blocks[place].lines]


@pytest.mark.parametrize("digits", [4, 17])
def test_every_line_is_true(step: Step, digits: int) -> None:
    walk = walks(PLAN.build())[0, 0]
    (paper,) = papers(rnnviz.handout(step, digits=digits, units=range(6), projected_units=range(4)))
    assert len(paper.blocks) == 14
    for operation, block in zip(step.cell_type.operations, paper.blocks, strict=True):
        assert block.formula == mathml(operation)
        expected = walk.at(operation.name, 2, 1)
        assert len(block.lines) == len(expected)
        for unit, line in enumerate(block.lines):
            assert line.units == (f"unit {unit} of h" if operation.name == "h" else f"unit {unit}")
            for stage in line.stages:
                assert read_line(stage).value().has(float(expected[unit]), slack=1e-12), f"{stage} = {expected[unit]}"


def changed_most(walk_values: Iterable[tuple[np.ndarray, np.ndarray]]) -> list[int]:
    change = sum(np.abs(after - before) for after, before in walk_values)
    return sorted(int(unit) for unit in np.argsort(-np.asarray(change))[:2])


def test_left_out_they_are_those_that_changed_most_each_among_its_own(step: Step) -> None:
    walk = walks(PLAN.build())[0, 0]
    first, second = changed_most([(walk.at("c", 2, 1), walk.at("c", 1, 1))])
    one, other = changed_most([(walk.at("h", 2, 1), walk.at("h", 1, 1))])
    (paper,) = papers(rnnviz.handout(step))
    for place in range(13):
        assert units_told(paper, place) == [f"unit {first}", f"unit {second}"]
    assert units_told(paper, 13) == [f"unit {one} of h", f"unit {other} of h"]
    assert f"Calculated here: units {first} and {second} of 6, whose states changed most in this step." in paper.text
    assert (
        f"Of the projected hidden state: units {one} and {other} of 4, which changed most in this step." in paper.text
    )


def test_each_kind_of_unit_can_be_chosen(step: Step) -> None:
    (paper,) = papers(rnnviz.handout(step, units=[5, 0], projected_units=[3]))
    assert units_told(paper, 12) == ["unit 5", "unit 0"]
    assert units_told(paper, 13) == ["unit 3 of h"]
    assert "Calculated here: units 5 and 0 of 6." in paper.text
    assert "Of the projected hidden state: unit 3 of 4." in paper.text


def test_two_projected_units_need_no_word() -> None:
    (paper,) = papers(rnnviz.handout(recorded(Projected()).track()[0]))
    assert units_told(paper, 13) == ["unit 0 of h", "unit 1 of h"]
    assert "Of the projected hidden state" not in paper.text


def test_the_head_the_weights_and_the_result_have_its_size(step: Step) -> None:
    (paper,) = papers(rnnviz.handout(step))
    assert "input_size = 3 · hidden_size = 6 · proj_size = 4 · t = 2" in paper.text
    blocks = [text_of(block) for block in paper.all("block")]
    assert [block for block in blocks if block.startswith("Whr")] == ["Whr ∈ ℝ4×6"]
    assert [block for block in blocks if block.startswith("Whi")] == ["Whi ∈ ℝ6×4"]
    numbers = ", ".join(f"{value:.4f}" for value in walks(PLAN.build())[0, 0].at("h", 2, 1)).replace("-", "−")
    assert paper.result[0] == f"ht = ({numbers}) → the next time step's ht−1"


def test_of_long_states_each_tells_its_own_units() -> None:
    step = recorded(Projected(hidden_size=40, proj_size=30)).track()[1]
    (paper,) = papers(rnnviz.handout(step, units=[39], projected_units=[7]))
    written = {name: f"{step[name][unit]:.4f}".replace("-", "−") for name, unit in (("h", 7), ("c", 39))}
    assert paper.result[0].startswith(f"ht ∈ ℝ30; unit 7: {written['h']} →")
    assert paper.result[1].startswith(f"ct ∈ ℝ40; unit 39: {written['c']} →")


def test_in_chinese_it_is_chinese(step: Step) -> None:
    text = papers(rnnviz.handout(step, language="zh", units=[0], projected_units=[0, 3]))[0].text
    assert "h 的单元 3" in text
    assert "投影后的隐藏状态：单元 0 和 3（共 4 个单元）。" in text


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (
            {"projected_units": [4]},
            "handout-units",
            "projected_units must name units of the layer, from 0 to 3 (proj_size=4), got (4,). "
            "Choose some of these, or leave projected_units out.",
        ),
        (
            {"units": [6], "projected_units": [0]},
            "handout-units",
            "units must name units of the layer, from 0 to 5 (hidden_size=6), got (6,). "
            "Choose some of these, or leave units out.",
        ),
        (
            {"step": example_step("LSTM"), "projected_units": [0]},
            "handout-projection",
            "projected_units must be left out of a step without a projection (proj_size=0), got (0,).",
        ),
    ],
)
def test_the_message_word_for_word(step: Step, options: dict[str, Any], code: str, message: str) -> None:
    with pytest.raises(PlaceError) as caught:
        rnnviz.handout(**({"step": step} | options))
    assert (caught.value.code, str(caught.value)) == (code, message)


def test_what_is_no_list_of_units(step: Step, monkeypatch: pytest.MonkeyPatch) -> None:
    # The hook that checks types in the tests would speak before the package does.
    monkeypatch.setattr(jaxtyping.config, "jaxtyping_disable", True)
    with pytest.raises(PlaceError, match=r"projected_units must name .* got 2\."):
        rnnviz.handout(step, projected_units=2)  # type: ignore[arg-type]
