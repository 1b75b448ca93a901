"""A calculation on paper: which stages it has, and how its numbers stand."""

import numpy as np

from rnnviz.cells import GRU, LSTM, Operation
from rnnviz.cells.stages import stages

SUM = Operation("s", "W_ii @ x + b_ii", "title", "preactivation", "input")


def _sum(row: list[float], x: list[float], **options: object) -> tuple[str, ...]:
    weights = {"W_ii": np.array([row]), "b_ii": np.array([0.5])}
    with np.errstate(invalid="ignore"):
        result = np.array([row]) @ np.array(x) + 0.5
    return stages(SUM, {"x": np.array(x), "s": result}, weights, unit=0, digits=2, **options)  # type: ignore[arg-type]


def test_numbers_put_in_then_products_then_the_sum() -> None:
    assert _sum([0.1, -0.2], [3.0, -4.0], given=("x",)) == (
        "0.1 · 3 + (−0.2) · (−4) + 0.5",
        "0.30 + 0.80 + 0.5",
        "1.60",
    )


def test_what_was_computed_keeps_its_zeros() -> None:
    assert _sum([0.1], [3.0])[0] == "0.1 · 3.00 + 0.5"


def test_a_number_that_would_be_cut_off_keeps_its_digits() -> None:
    assert _sum([0.123], [3.0], given=("x",))[0] == "0.12 · 3 + 0.5"


def test_a_long_product_is_summed_at_once_after_its_largest_terms() -> None:
    row = [0.25, 5.0, -0.25, 3.0, 0.5, -4.0]
    assert _sum(row, [1.0] * 6, given=("x",)) == (
        "5 · 1 + 3 · 1 + (−4) · 1 + 0.50 [3 more] + 0.5",
        "4.50 + 0.5",
        "5.00",
    )
    assert "[还有 3 项]" in _sum(row, [1.0] * 6, more=lambda count: f"还有 {count} 项")[0]


def test_a_product_comes_before_the_sum_it_stands_in() -> None:
    values = {"n_x": np.array([0.31]), "r": np.array([0.5]), "n_h": np.array([-0.02]), "a_n": np.array([0.3])}
    assert stages(GRU.operation("a_n"), values, {}, unit=0, digits=2) == (
        "0.31 + 0.50 · (−0.02)",
        "0.31 + (−0.01)",
        "0.30",
    )


def test_a_function_has_no_stage_between() -> None:
    assert stages(LSTM.operation("i"), {"a_i": np.zeros(1), "i": np.full(1, 0.5)}, {}, unit=0) == (
        "σ(0.0000)",
        "0.5000",
    )


def test_what_is_no_number_is_shown_as_it_is() -> None:
    assert _sum([np.inf, 1.0], [1.0, -np.inf]) == ("inf · 1.00 + 1 · −inf + 0.5", "inf + −inf + 0.5", "nan")
