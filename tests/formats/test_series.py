import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.errors import InputError
from rnnviz.formats import read_series

numbers = st.floats(-1e6, 1e6, width=32)


@given(st.lists(numbers, min_size=1, max_size=30), st.sampled_from([" ", ",", ", ", ";", "\t", " ; ", "，", "、"]))
def test_numbers_come_back_whatever_separates_them(values: list[float], between: str) -> None:
    reading = read_series(between.join(repr(value) for value in values))
    assert reading.input.shape == (len(values), 1, 1)
    np.testing.assert_array_equal(reading.input[:, 0, 0], np.array(values, dtype=np.float32))


@given(st.lists(st.lists(numbers, min_size=2, max_size=6), min_size=2, max_size=9))
def test_each_line_is_a_batch_row_with_zeros_past_its_end(rows: list[list[float]]) -> None:
    reading = read_series("\n".join(" ".join(map(repr, row)) for row in rows))
    longest = max(map(len, rows))
    padded = [row + [0.0] * (longest - len(row)) for row in rows]
    np.testing.assert_array_equal(reading.input[:, :, 0].T, np.array(padded, dtype=np.float32))
    assert [len(row) for row in reading.labels] == [len(row) for row in rows]
    alike = len({len(row) for row in rows}) == 1
    assert reading.lengths == (None if alike else tuple(map(len, rows)))
    assert [len(row) for row in reading.padded_labels] == [longest] * len(rows)


def test_a_pasted_column_is_one_row() -> None:
    assert read_series("1\n2\r\n3\n").input[:, 0, 0].tolist() == [1, 2, 3]


@pytest.mark.parametrize("text", ["1 -2", " 1,-2, ", "1;;-2", "\n+1 −2\n\n", "1. -2e0", "1 ,\t-20E-1"])
def test_ways_to_write_the_same(text: str) -> None:
    assert read_series(text).input.tolist() == [[[1.0]], [[-2.0]]]


def test_labels_are_the_numbers_shortly() -> None:
    assert read_series("0.50 -1.23456789 100000").labels == (("0.5", "-1.235", "1e+05"),)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The series is empty: type at least one number."),
        (" ,;\n ", "The series is empty: type at least one number."),
        ("1 two 3", "The series may hold numbers only, such as -0.5: at t = 1 of row 0 it has two."),
        ("1 2\n3 x", "The series may hold numbers only, such as -0.5: at t = 1 of row 1 it has x."),
        ("1_0", "The series may hold numbers only, such as -0.5: at t = 0 of row 0 it has 1_0."),
        ("0x1F", "The series may hold numbers only, such as -0.5: at t = 0 of row 0 it has 0x1F."),
        ("w" * 50, f"The series may hold numbers only, such as -0.5: at t = 0 of row 0 it has {'w' * 40}…."),
        ("1 nan", "Every number of the series must be finite: at t = 1 of row 0 it is nan."),
        ("inf 1", "Every number of the series must be finite: at t = 0 of row 0 it is inf."),
        ("1 -Infinity", "Every number of the series must be finite: at t = 1 of row 0 it is -Infinity."),
        ("1e999", "Every number of the series must lie between -1000000 and 1000000: at t = 0 of row 0 it is 1e999."),
        (
            "1000001",
            "Every number of the series must lie between -1000000 and 1000000: at t = 0 of row 0 it is 1000001.",
        ),
        ("1 " * 2001, "The series may have up to 2000 numbers, got 2001: shorten it."),
        ("1 2\n" * 65, "The series may have up to 64 rows, got 65: leave some out."),
        ("1" * 50_001, "The series may have up to 50000 characters, got 50001: shorten it."),
    ],
)
def test_what_cannot_be_read_is_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        read_series(text)
    assert str(caught.value) == sentence
