"""A formula with numbers put in: how numbers stand in a line, and long products."""

import numpy as np
import pytest

from rnnviz.cells import LSTM, Operation
from rnnviz.cells.substitute import fill, number, template

SUM = Operation("s", "W_ii @ x + b_ii", "title", "preactivation", "input")


def _fill(row: list[float], x: list[float], bias: float = 0.5, written_out: int = 4) -> str:
    weights = {"W_ii": np.array([row], float), "b_ii": np.array([bias], float)}
    return fill(template(SUM), {"x": np.array(x, float)}, weights, unit=0, digits=2, written_out=written_out)


def test_a_short_product_is_written_out() -> None:
    assert _fill([0.1, -0.2], [3, -4], -0.5) == "0.10 · 3.00 + (−0.20) · (−4.00) + (−0.50)"


def test_a_long_product_shows_its_largest_terms_in_order_and_the_sum_of_the_rest() -> None:
    line = _fill([0.1, 5, -0.2, 3, 0.3, -4], [1, 1, 1, 1, 1, 1])
    assert line == "5.00 · 1.00 + 3.00 · 1.00 + (−4.00) · 1.00 + 0.20 [3 more] + 0.50"


def test_what_is_written_out_is_the_largest_product_not_the_largest_weight() -> None:
    assert _fill([9, 0.1, 1], [0, 50, 1], written_out=2) == "0.10 · 50.00 + 1.00 [2 more] + 0.50"


def test_the_rest_is_exact_beside_a_huge_term() -> None:
    assert _fill([1e17, 0.1, 0.2], [1, 1, 1], written_out=2).endswith(" + 0.30 [2 more] + 0.50")


def test_missing_numbers_are_shown_as_they_are() -> None:
    assert _fill([np.nan, np.inf], [1, 1]) == "nan · 1.00 + inf · 1.00 + 0.50"
    assert _fill([1, 1, 1, 1, 1], [np.inf, -np.inf, 1, np.nan, 1]).endswith("+ 0.50")


@pytest.mark.parametrize(
    ("value", "first", "text"),
    [
        (0.125, True, "0.12"),
        (-3.0, True, "−3.00"),
        (-3.0, False, "(−3.00)"),
        (1e6, False, "1000000.00"),
        (-np.inf, True, "−inf"),
    ],
)
def test_how_a_number_stands(value: float, first: bool, text: str) -> None:
    assert number(value, 2, first=first) == text


def test_each_unit_has_its_own_line() -> None:
    values = {"f": np.array([0.25, 0.75]), "c_prev": np.array([2.0, -1.0])}
    parts = template(LSTM.operation("kept"))
    assert [fill(parts, values, {}, unit=unit) for unit in (0, 1)] == ["0.2500 · 2.0000", "0.7500 · (−1.0000)"]
