"""Arrays and tables as the input of a network; NumPy and torch wrote what is read."""

import io
import struct
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from safetensors.numpy import save

from rnnviz.errors import RnnvizError
from rnnviz.formats.arrays import arranged, read_columns, read_file, read_npy, read_random
from rnnviz.formats.named import named

TABLE = torch.arange(20.0).reshape(10, 2)


def npy(array: np.ndarray, **options: Any) -> bytes:
    file = io.BytesIO()
    np.save(file, array, **options)
    return file.getvalue()


@given(
    arrays.arrays(
        st.sampled_from([np.float16, np.float32, np.float64, np.int8, np.uint16, np.int64, np.bool_]),
        arrays.array_shapes(min_dims=0, max_dims=4, max_side=4),
    ),
    st.booleans(),
)
def test_what_numpy_saves_is_read(array: np.ndarray, fortran: bool) -> None:
    given = np.asfortranarray(array) if fortran else array
    found = read_npy(npy(given))
    assert found.dtype == array.dtype
    np.testing.assert_array_equal(found, array)
    assert not found.flags.writeable


@given(st.integers(1, 5), st.integers(1, 4), st.integers(1, 3))
def test_arrays_of_every_form_become_time_first(seq_len: int, batch: int, features: int) -> None:
    whole = np.random.default_rng(0).normal(size=(seq_len, batch, features)).astype(np.float32)
    np.testing.assert_array_equal(arranged(whole, features).input, whole)
    np.testing.assert_array_equal(arranged(whole.transpose(1, 0, 2), features, first="batch").input, whole)
    np.testing.assert_array_equal(arranged(whole[:, 0], features).input, whole[:, :1])
    if features == 1:
        np.testing.assert_array_equal(arranged(whole[:, 0, 0], 1).input, whole[:, :1])
        if batch > 1:
            np.testing.assert_array_equal(arranged(whole[..., 0], 1).input, whole)
            np.testing.assert_array_equal(arranged(whole[..., 0].T, 1, first="batch").input, whole)


def test_double_precision_stays() -> None:
    assert arranged(np.array([[0.1, 0.2]]), 2).input.dtype == torch.float64


def test_whole_numbers_are_tokens_where_there_is_a_table() -> None:
    found = arranged(np.array([[1, 2], [3, 9]]), 2, TABLE, first="batch")
    assert torch.equal(found.input, TABLE[torch.tensor([[1, 3], [2, 9]])])
    assert found.labels == (("1", "2"), ("3", "9"))


def test_a_file_is_what_its_first_bytes_say() -> None:
    array = np.arange(6, dtype=np.float32).reshape(3, 2)
    expected = torch.from_numpy(array)[:, None]
    table = "\n".join(" ".join(map(str, row)) for row in array.tolist()).encode()
    tensors = save({"a": array, "b": array + 1})
    for content in (npy(array), table, tensors):
        assert torch.equal(read_file(content, 2).input, expected)
    assert torch.equal(read_file(tensors, 2, tensor="b").input, expected + 1)
    whole = npy(np.zeros((3, 2, 2), dtype=np.float32))
    assert read_file(whole, 2, lengths=[3, 1]).lengths == (3, 1)


def test_half_precision_and_whole_numbers_in_safetensors() -> None:
    for dtype in (np.float16, np.int64):
        assert read_file(save({"a": np.ones((3, 2), dtype)}), 2, 2 if dtype is np.int64 else None) is not None


def test_columns_are_features_and_words_name_the_steps() -> None:
    reading = read_columns("wind;day;heat\n1,5;mo;2\n3;tu;4\n", 2)
    assert reading.features == ("wind", "heat")
    assert reading.labels == (("mo", "tu"),)
    assert reading.input[:, 0].tolist() == [[1.5, 2], [3, 4]]


def test_a_column_that_counts_the_rows_names_the_steps() -> None:
    reading = read_columns(",a,b\n0,5,6\n1,7,8\n", 2)
    assert reading.labels == (("0", "1"),)
    assert reading.input[:, 0].tolist() == [[5, 6], [7, 8]]


def test_one_column_is_one_feature() -> None:
    reading = read_columns("1 2 3", 1)
    assert reading.input[:, 0, 0].tolist() == [1, 2, 3]
    assert reading.labels == (("1", "2", "3"),)


def test_a_single_row_is_one_step_of_several_features() -> None:
    assert read_columns("1 2 3", 3).input.tolist() == [[[1, 2, 3]]]
    assert read_columns("[1, 2]\n[3, 4]", 2).input[:, 0].tolist() == [[1, 2], [3, 4]]


def test_whole_numbers_that_are_features_are_no_tokens() -> None:
    whole = np.arange(6).reshape(2, 3)
    assert arranged(whole, 3, 3).input[:, 0].tolist() == whole.tolist()
    assert arranged(np.array([7, 8]), 1, 1).input.flatten().tolist() == [7, 8]
    assert arranged(np.array([2, 0]), 3, 3).input[:, 0].argmax(-1).tolist() == [2, 0]


def test_the_first_tensor_that_fits_is_read() -> None:
    tensors = save({"a": np.zeros((3, 5), np.float32), "b": np.ones((3, 2), np.float32)})
    assert read_file(tensors, 2).input.flatten().tolist() == [1] * 6


def test_random_numbers_are_torchs() -> None:
    expected = torch.randn(4, 2, 3, generator=torch.Generator().manual_seed(7))
    assert torch.equal(read_random(4, 2, 3, seed=7).input, expected)


def test_names_of_ones_own() -> None:
    reading = read_random(2, 2, 2)
    assert named(reading, "a b", "x, y").labels == (("a", "b"), ("a", "b"))
    assert named(reading, "a b\nc d", "x, y").labels == (("a", "b"), ("c", "d"))
    assert named(reading, "", "heat，wind").features == ("heat", "wind")
    assert named(reading, " ", "") is reading


def test_rows_are_turned_each_from_its_own_end() -> None:
    reading = read_random(3, 2, 1, lengths=[3, 2])
    turned = reading.turned
    assert torch.equal(turned.input[:, 0], reading.input[:, 0].flip(0))
    assert torch.equal(turned.input[:2, 1], reading.input[:2, 1].flip(0))
    assert not turned.input[2, 1].any()
    assert turned.labels == (("2", "1", "0"), ("1", "0"))


def header(text: str) -> bytes:
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text.encode()


WRONG: dict[str, tuple[Callable[[], object], str]] = {
    "not of numpy": (
        lambda: read_npy(b"\x93NUMPY"),
        "The file must be an array as numpy.save writes it, and is none. Save it again, or choose another.",
    ),
    "objects": (
        lambda: read_npy(npy(np.array([{}], dtype=object), allow_pickle=True)),
        "The array must hold numbers, it has dtype object. Save array.astype(numpy.float32).",
    ),
    "text": (
        lambda: read_npy(npy(np.array(["a"]))),
        "The array must hold numbers, it has dtype <U1. Save array.astype(numpy.float32).",
    ),
    "complex": (
        lambda: read_npy(npy(np.array([1j]))),
        "The array must hold numbers, it has dtype complex128. Save array.astype(numpy.float32).",
    ),
    "cut off": (
        lambda: read_npy(npy(np.zeros(3))[:-1]),
        "The file must hold as many bytes as its shape (3,) of float64 needs, 24: 23 are there. It was cut off, or "
        "damaged: save it again.",
    ),
    "10^12 numbers": (
        lambda: read_npy(header("{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000,), }")),
        "The file must hold as many bytes as its shape (1000000000000,) of float64 needs, 8,000,000,000,000: 0 are "
        "there. It was cut off, or damaged: save it again.",
    ),
    "a negative size": (
        lambda: read_npy(header("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), }")),
        "The array must have up to 8 dimensions, its shape is (-1,).",
    ),
    "a long head": (
        lambda: read_npy(header("{'descr': '<f8', 'fortran_order': False, 'shape': (" + "1," * 3000 + "), }")),
        "The file must be an array as numpy.save writes it, and is none. Save it again, or choose another.",
    ),
    "code in its head": (
        lambda: read_npy(header("{'descr': __import__('os').getcwd(), 'fortran_order': False, 'shape': (1,), }")),
        "The file must be an array as numpy.save writes it, and is none. Save it again, or choose another.",
    ),
    "other features": (
        lambda: arranged(np.zeros((4, 3)), 2),
        "The array must have the shape (seq_len, 2), or (seq_len, batch, 2), for so many the network reads; its shape "
        "is (4, 3).",
    ),
    "too long": (
        lambda: arranged(np.zeros((10_001, 2)), 2),
        "seq_len of the array must be from 1 to 10,000, it is 10,001. Take a part of it.",
    ),
    "no step": (
        lambda: arranged(np.zeros((0, 2)), 2),
        "seq_len of the array must be from 1 to 10,000, it is 0. Take a part of it.",
    ),
    "too many rows": (
        lambda: arranged(np.zeros((1, 129, 2)), 2),
        "batch of the array must be from 1 to 128, it is 129. Take a part of it.",
    ),
    "not finite": (
        lambda: arranged(np.array([[0, np.nan], [np.inf, 1]]), 2),
        "All numbers of the array must be finite: nan at t = 0, row 0, feature 1 is not, as 2 in all.",
    ),
    "no such tensor": (
        lambda: read_file(save({"a": np.zeros(2), "b": np.zeros(2)}), 1, tensor="c"),
        "The file has no tensor c: choose one of a, b.",
    ),
    "no tensor": (
        lambda: read_file(save({}), 1),
        "The file must hold an array, and holds none. Choose another file.",
    ),
    "a row of numbers that is no step": (
        lambda: read_columns("1 2 3", 2),
        "The table must have a column of numbers for each of the 2 features that the network reads, it has 3: "
        '"1", "2", "3". Leave some out, or add the others.',
    ),
    "too few columns": (
        lambda: read_columns("a,b\n1,2\n3,4", 3),
        "The table must have a column of numbers for each of the 3 features that the network reads, it has 2: "
        '"a", "b". Leave some out, or add the others.',
    ),
    "too many columns": (
        lambda: read_columns("a,b\n1,2\n3,5", 1),
        "The table must have a column of numbers for each of the 1 features that the network reads, it has 2: "
        '"a", "b". Leave some out, or add the others.',
    ),
    "too many rows of a table": (
        lambda: read_columns("1\n" * 10_001, 1),
        "The table may have up to 10,000 rows of time steps, got 10,001: leave some out.",
    ),
    "lengths that do not fit": (
        lambda: read_random(3, 2, 1, lengths=[4, 1]),
        "lengths must be 2 whole numbers from 1 to 3, one for each row, got 4 1. Leave the field empty for rows of one "
        "length.",
    ),
    "too many random numbers": (
        lambda: read_random(10_000, 128, 512),
        "Time steps, rows and features of an input multiplied may be up to 25,000,000, got 655,360,000: take fewer of "
        "them.",
    ),
    "too few names of features": (
        lambda: named(read_random(2, 1, 3), "", "a, b"),
        "There must be a name for each of the 3 features, with commas between them, got 2.",
    ),
    "too few names of steps": (
        lambda: named(read_random(3, 1, 1), "a b", ""),
        "There must be a name for each of the 3 time steps of row 0, got 2.",
    ),
    "too many names of steps": (
        lambda: named(read_random(2, 1, 1), "a b c", ""),
        "There must be a name for each of the 2 time steps of row 0, got 3.",
    ),
    "lines of names": (
        lambda: named(read_random(1, 3, 1), "a\nb", ""),
        "Names of time steps must be one line for all rows, or 3 lines, got 2.",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said(case: str) -> None:
    make, sentence = WRONG[case]
    with pytest.raises(RnnvizError) as caught:
        make()
    assert str(caught.value) == sentence
