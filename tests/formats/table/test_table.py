"""Tables are read as a spreadsheet would; what is wrong is one sentence that says where."""

import csv
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz import limits
from rnnviz.errors import InputError
from rnnviz.formats import check_bytes, read_table

finite = st.floats(-1e12, 1e12, allow_nan=False)


@given(
    values=st.lists(st.tuples(finite, finite), min_size=2, max_size=8),
    delimiter=st.sampled_from(";\t"),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    decimal=st.sampled_from(".,"),
    code=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    names=st.sampled_from([None, ("day", "price"), ('the "day"', "price; in €")]),
)
def test_what_python_writes_is_read(
    values: list[tuple[float, float]],
    delimiter: str,
    end: str,
    decimal: str,
    code: str,
    names: tuple[str, str] | None,
) -> None:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, lineterminator=end)
    writer.writerows([names] if names else [])
    writer.writerows([repr(value).replace(".", decimal) for value in row] for row in values)
    table = read_table(file.getvalue().encode(code))
    assert table.columns == (names or ("1", "2"))
    for place, column in enumerate(zip(*values, strict=True)):
        assert table.numbers(str(place + 1)).values.tolist() == list(column)


@given(values=st.lists(st.tuples(finite, finite, finite), min_size=2, max_size=8))
def test_what_numpy_writes_is_read(values: list[tuple[float, float, float]]) -> None:
    for delimiter in ", ":
        file = io.StringIO()
        np.savetxt(file, np.array(values), delimiter=delimiter)
        for place, column in enumerate(zip(*values, strict=True), start=1):
            np.testing.assert_array_equal(read_table(file.getvalue()).numbers(str(place)).values, column)


READ: dict[str, tuple[str | bytes, list[float]]] = {
    "one row": ("1, 2, 3,", [1, 2, 3]),
    "one row of spaces": (" 1  2 3 ", [1, 2, 3]),
    "one column": ("1\n2\n\n3\n", [1, 2, 3]),
    "a name": ("price\n1\n2", [1, 2]),
    "a name of two words": ("the price\n1\n2", [1, 2]),
    "Chinese marks": ("1，2；3".replace("；", "，"), [1, 2, 3]),
    "a typeset minus": ("−1\n2", [-1, 2]),
    "a byte-order mark": (b"\xef\xbb\xbfx;y\r\n1;2\r\n3;4\r\n", [1, 3]),
    "a byte-order mark before a number": (b"\xef\xbb\xbf1\n2", [1, 2]),
    "UTF-16, big end first": ("\ufeffx,y\n1,2".encode("utf-16-be"), [1]),
    "semicolons and decimal commas": ("day;price\nMon;1,5\nTue;-,25e1\n", [1.5, -2.5]),
    "tabs and decimal commas": ("day\tprice\nMon\t1,5", [1.5]),
    "spaces and decimal commas": ("1,5 2,5 3,5", [1.5, 2.5, 3.5]),
    "decimal commas alone, under a name": ("value\n1,5\n2,5", [1.5, 2.5]),
    "decimal commas alone, one missing": ("1,5\n2\n3,5", [1.5, 2, 3.5]),
    "a semicolon in quotation marks": ('"a;b",c\n"1;2",3\n"x;y",4', [3, 4]),
    "a line break in quotation marks": ('a;b\n"x\ny";1\nz;2', [1, 2]),
    "days that are no numbers": ("2024-01-01,5\n2024-01-02,6", [5, 6]),
    "rows of commas, as spreadsheets leave them": ("a,b\n1,2\n,\n3,4\n,,\n", [1, 3]),
}


@pytest.mark.parametrize("name", READ)
def test_tables_that_people_have(name: str) -> None:
    content, values = READ[name]
    assert read_table(content).numbers().values.tolist() == values


def test_the_first_column_that_holds_mostly_numbers_is_meant() -> None:
    assert read_table("a;b;c\nx;1;5\n2;;6\nz;3;7").place() == 1
    assert read_table("a;b\nx;y\nx;2\nx;z").place() == 1
    assert read_table("a;b\nx;y").place() == 0


def test_a_column_goes_by_name_or_number() -> None:
    table = read_table("a;b;c2\n1;2;3\n4;5;6")
    assert [table.numbers(name).values.tolist() for name in ("a", " b ", "2", "3")] == [[1, 4], [2, 5], [2, 5], [3, 6]]


def test_two_columns_of_whole_numbers_are_two_when_one_is_named() -> None:
    assert read_table("1,2\n3,4", "2").numbers("2").values.tolist() == [2, 4]


WRONG: dict[str, tuple[str | bytes, str]] = {
    "nothing": ("", "The table is empty: it must have a column of numbers."),
    "blank lines": (" \n\r\n;;\n", "The table is empty: it must have a column of numbers."),
    "an empty file with a mark": (b"\xef\xbb\xbf", "The table is empty: it must have a column of numbers."),
    "text": ("a\n1\nabc", 'Row 3, column 1 ("a") must hold a number such as -0.5, it holds "abc".'),
    "text in a row": ("1, 2, abc", 'Row 1, column 3 must hold a number such as -0.5, it holds "abc".'),
    "text behind a line break in quotation marks": (
        'a;b\n"x\ny";1\n\nz;bad',
        'Row 5, column 2 ("b") must hold a number such as -0.5, it holds "bad".',
    ),
    "two points": ("v\n1.2.3", 'Row 2, column 1 ("v") must hold a number such as -0.5, it holds "1.2.3".'),
    "thousands": (
        "d;v\nx;1\ny;1.234,5\nz;3",
        'Row 3, column 2 ("v") must hold a number such as -0.5, it holds "1.234,5".',
    ),
    "1e400": (
        "1\n1e400",
        'Row 2, column 1 must hold a number between -1,000,000,000,000 and 1,000,000,000,000, it holds "1e400".',
    ),
    "nan": ("1\n\n-NaN", 'Row 3, column 1 must hold a finite number, it holds "-NaN".'),
    "a hole": ("d;v\nx;1\ny;", 'Row 3, column 2 ("v") must hold a number, it is empty.'),
    "one column too few": (
        "d;v\nx;1\ny",
        'All rows must have as many columns as row 1, which has 2: row 3 ends before column 2, it holds "y".',
    ),
    "one column too many": (
        "d,v\nx,1\ny,2,5",
        'All rows must have as many columns as row 1, which has 2: row 3 has a column 3, it holds "y,2,5".',
    ),
    "two meanings of a comma": (
        "0,5\n1,25",
        'Row 1 holds "0,5", which is one number with a decimal comma, or two columns: write decimal points, or '
        "put semicolons between columns.",
    ),
    "points and commas": (
        "v;w\n1,5;x\n1.234;y",
        'Numbers must have either decimal points or decimal commas: row 3, column 1 ("v") holds "1.234", and row 2 '
        "has the other one. Write all of them in one way.",
    ),
    "an open quotation mark": (
        'a,b\n"1,2\n3,4',
        'Quotation marks must stand in pairs around a whole entry: in row 2 they do not, which holds ""1,2".',
    ),
    "bytes": (
        b"1\n\xff2",
        "A table must be text in UTF-8, or in UTF-16 with a byte-order mark: row 2 has the byte 0xff. Save it as CSV "
        "in UTF-8.",
    ),
    "bytes behind a mark": (
        b"\xef\xbb\xbf1\n\xfe2",
        "A table must be text in UTF-8, or in UTF-16 with a byte-order mark: row 2 has the byte 0xfe. Save it as CSV "
        "in UTF-8.",
    ),
    "UTF-16 without a mark": (
        "1\n2".encode("utf-16-le"),
        "A table must be text in UTF-8, or in UTF-16 with a byte-order mark: row 1 has the byte 0x00. Save it as CSV "
        "in UTF-8.",
    ),
    "something long": (
        "1\n" + "y" * 500,
        f'Row 2, column 1 must hold a number such as -0.5, it holds "{"y" * 39}…".',
    ),
    "something unseen": ("1\n\x1b[2J", 'Row 2, column 1 must hold a number such as -0.5, it holds "\\x1b[2J".'),
    "100 MB": (
        b"1\n" * 50 * 2**20,
        "A table may have up to 8 MB, this one has 100 MB: leave out rows, or columns not needed.",
    ),
    "too many": (
        "1\n" * 100_001,
        "A column may have up to 100,000 numbers, this one has 100,001: leave some out.",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_one_sentence(name: str) -> None:
    content, sentence = WRONG[name]
    with pytest.raises(InputError) as raised:
        read_table(content).numbers()
    assert str(raised.value) == sentence


def test_a_column_that_is_not_there() -> None:
    table = read_table("a;b\n1;2")
    for column in ("c", "0", "3", "-1", "1.0"):
        with pytest.raises(InputError) as raised:
            table.numbers(column)
        assert str(raised.value) == f'The table has no column "{column}": choose one of 1 ("a"), 2 ("b").'
    with pytest.raises(InputError) as raised:
        read_table("\t".join("123456789") + "\n" + "\t".join("123456789")).numbers("x")
    assert str(raised.value).endswith("choose one of 1, 2, 3, 4, 5, 6, 7, 8, ….")


def test_a_size_is_refused_before_anything_is_read() -> None:
    check_bytes(limits.MAX_TABLE_BYTES)
    with pytest.raises(InputError, match="A table may have up to 8 MB"):
        check_bytes(limits.MAX_TABLE_BYTES + 1)


def read_or_said(content: str | bytes) -> np.ndarray | str:
    try:
        return read_table(content).numbers().values
    except InputError as error:
        return str(error)


@given(content=st.one_of(st.text(max_size=60), st.binary(max_size=60), st.text('12,.;\t \n"-e', max_size=30)))
def test_anything_is_a_table_or_one_sentence(content: str | bytes) -> None:
    found = read_or_said(content)
    assert "\n" not in found if isinstance(found, str) else np.isfinite(found).all()
