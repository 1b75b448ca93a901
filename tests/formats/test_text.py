import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.errors import InputError
from rnnviz.formats import read_text
from rnnviz.formats.characters import characters

line = st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]), min_size=1, max_size=30)


@given(line)
def test_one_hot_times_the_vocabulary_is_the_text(text: str) -> None:
    reading = read_text(text)
    assert reading.input.dtype == torch.float32
    assert reading.input.shape == (len(characters(text)), 1, len(set(characters(text))))
    assert set(reading.input.flatten().tolist()) <= {0.0, 1.0}
    assert (reading.input.sum(dim=2) == 1).all()
    named = [reading.features[place] for place in reading.input[:, 0].argmax(dim=1)]
    assert tuple(named) == reading.labels[0]


def test_the_vocabulary_is_sorted_and_shared_by_the_rows() -> None:
    reading = read_text("ba\nca")
    assert reading.features == ("a", "b", "c")
    expected = [[[0, 1, 0], [0, 0, 1]], [[1, 0, 0], [1, 0, 0]]]  # (seq_len, batch, input_size)
    np.testing.assert_array_equal(reading.input, expected)
    assert reading.labels == (("b", "a"), ("c", "a"))


def test_shorter_lines_end_where_they_end_and_zeros_follow() -> None:
    reading = read_text("ab\nb\nabb")
    assert reading.lengths == (2, 1, 3)
    a, b, none = [1.0, 0.0], [0.0, 1.0], [0.0, 0.0]
    assert reading.input.transpose(0, 1).tolist() == [[a, b, none], [b, none, none], [a, b, b]]
    assert reading.labels == (("a", "b"), ("b",), ("a", "b", "b"))
    assert reading.padded_labels == (("a", "b", ""), ("b", "", ""), ("a", "b", "b"))
    assert read_text("ab\nba").lengths is None


@pytest.mark.parametrize("text", ["ab", "ab\n", "\n\nab\n\n", "ab\r\n", "\rab"])
def test_empty_lines_around_the_text_are_left_out(text: str) -> None:
    assert read_text(text).labels == (("a", "b"),)


def test_spaces_are_characters() -> None:
    assert read_text(" a ").labels == (("␣", "a", "␣"),)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The text is empty: type at least one character."),
        ("\n\r\n", "The text is empty: type at least one character."),
        ("a" * 2001, "The text may have up to 2000 characters, got 2001: shorten it."),
        ("a" * 50_001, "The text may have up to 2000 characters, got 50001: shorten it."),
        ("a\n" * 65, "The text may have up to 64 lines, got 65: leave some out."),
        (
            "ab\n\nab",
            "No line inside the text may be empty: row 1 has no character. Type one, or join the lines.",
        ),
    ],
)
def test_what_cannot_be_read_is_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        read_text(text)
    assert str(caught.value) == sentence


def test_the_longest_text_can_be_read() -> None:
    assert read_text("\n".join(["a" * 500] * 4)).input.shape == (500, 4, 1)
