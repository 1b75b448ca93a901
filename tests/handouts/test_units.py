"""Which units are calculated, and that the page says which."""

import pytest
import torch
from torch import nn

import rnnviz
from rnnviz.recorder import Step
from tests.handouts.reading import example_step, papers


@pytest.fixture(scope="module")
def step() -> Step:
    """A plain RNN with six units, of which 4 and 1 change most; unit 5 keeps the largest state."""
    module = nn.RNN(1, 6, nonlinearity="relu", dtype=torch.float64)
    module.load_state_dict({name: torch.zeros_like(value) for name, value in module.state_dict().items()})
    with torch.no_grad():
        module.get_parameter("weight_ih_l0")[:, 0] = torch.tensor([0.1, 0.7, 0.2, 0.0, 0.9, 3.0])
    before = torch.tensor([[[0.0, 0.0, 0.0, 0.0, 0.0, 2.9]]], dtype=torch.float64)
    return rnnviz.record(module, torch.ones(1, 1, 1, dtype=torch.float64), before).track()[0]


def shown(step: Step, **options: object) -> tuple[list[str], str]:
    (paper,) = papers(rnnviz.handout(step, **options))  # type: ignore[arg-type]
    return [line.units for line in paper.blocks[-1].lines], paper.text


def test_both_units_of_two_and_nothing_said() -> None:
    units, text = shown(example_step("LSTM"))
    assert units == ["unit 0", "unit 1"]
    assert "Calculated here" not in text


def test_of_many_those_that_changed_most(step: Step) -> None:
    units, text = shown(step)
    assert units == ["unit 1", "unit 4"]
    assert "Calculated here: units 1 and 4 of 6, whose states changed most in this step." in text


def test_what_is_no_number_changed_most() -> None:
    module = nn.RNN(1, 3, nonlinearity="relu", dtype=torch.float64)
    nn.init.constant_(module.get_parameter("weight_ih_l0"), 1.0)
    with torch.no_grad():
        module.get_parameter("weight_hh_l0")[2, :] = float("nan")
    step = rnnviz.record(module, torch.ones(1, 1, 1, dtype=torch.float64)).track()[0]
    assert "unit 2" in shown(step)[0]


def test_units_chosen_in_their_order_each_once(step: Step) -> None:
    units, text = shown(step, units=(5, 0, 5))
    assert units == ["unit 5", "unit 0"]
    assert "Calculated here: units 5 and 0 of 6." in text


def test_one_unit(step: Step) -> None:
    assert "Calculated here: unit 3 of 6." in shown(step, units=[3])[1]


def test_many_units(step: Step) -> None:
    assert "Calculated here: units 0, 1 and 2 of 6." in shown(step, units=range(3))[1]


def test_all_units_chosen_need_no_word(step: Step) -> None:
    assert "Calculated here" not in shown(step, units=range(6))[1]


def test_three_units_are_listed_as_the_language_does(step: Step) -> None:
    assert "Calculated here: units 0, 1 and 3 of 6." in shown(step, units=(0, 1, 3))[1]
    assert "单元 0、1 和 3" in rnnviz.handout(step, units=(0, 1, 3), language="zh").to_html()
