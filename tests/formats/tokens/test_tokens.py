"""Texts and numbers of tokens become what torch.nn.Embedding and one_hot make of them."""

import json

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from rnnviz import limits
from rnnviz.errors import RnnvizError
from rnnviz.formats.tokens import Vocabulary, read_ids, read_tokens, read_vocabulary, split

TABLE = torch.randn(30, 5, generator=torch.Generator().manual_seed(0))
numbers = st.lists(st.lists(st.integers(0, 29), min_size=1, max_size=8), min_size=1, max_size=4)


@given(numbers)
def test_numbers_are_looked_up_as_an_embedding_does(rows: list[list[int]]) -> None:
    reading = read_ids("\n".join(" ".join(map(str, row)) for row in rows), TABLE)
    embedding = torch.nn.Embedding(30, 5, _weight=TABLE)
    for place, row in enumerate(rows):
        expected = embedding(torch.tensor(row))
        torch.testing.assert_close(reading.input[: len(row), place], expected, rtol=0, atol=0)
        assert not reading.input[len(row) :, place].any()
        assert reading.labels[place] == tuple(map(str, row))
    assert reading.lengths == (tuple(map(len, rows)) if len(set(map(len, rows))) > 1 else None)


@given(numbers)
def test_numbers_become_one_hot_vectors_as_torch_makes_them(rows: list[list[int]]) -> None:
    reading = read_ids(str(rows[0]), 30)
    assert torch.equal(reading.input[:, 0], torch.nn.functional.one_hot(torch.tensor(rows[0]), 30).float())


def test_rows_in_brackets_are_rows() -> None:
    assert read_ids("[[1, 2], [3, 4]]", TABLE).labels == (("1", "2"), ("3", "4"))


def test_a_wide_one_hot_vector_needs_no_square_matrix() -> None:
    assert read_ids("0 65535", limits.MAX_MODEL_INPUT_SIZE).input.shape == (2, 1, 65_536)


def test_words_get_the_rows_of_the_vocabulary() -> None:
    vocabulary = read_vocabulary("<pad>\n<unk>\nthe\nmovie\nwas")
    reading = read_tokens("The movie\nwas odd", TABLE, vocabulary)
    assert torch.equal(reading.input[:, 0], TABLE[[2, 3]])
    assert torch.equal(reading.input[:, 1], TABLE[[4, 1]])
    assert reading.labels == (("The", "movie"), ("was", "odd"))


def test_without_a_vocabulary_words_get_rows_as_they_appear() -> None:
    assert torch.equal(read_tokens("a b a c", TABLE).input[:, 0], TABLE[[0, 1, 0, 2]])


def test_one_hot_features_are_called_by_their_tokens() -> None:
    assert read_tokens("b a", 3, Vocabulary({"a": 0, "b": 2})).features == ("a", "1", "b")


@pytest.mark.parametrize(
    ("how", "tokens"),
    [
        ("words", ("it's", "well", "-", "known", ",", "no", "?")),
        ("spaces", ("it's", "well", "-", "known,", "no?")),
        ("characters", tuple("it's well - known, no?")),
    ],
)
def test_a_text_is_cut(how: str, tokens: tuple[str, ...]) -> None:
    assert split("it's well - known, no?", how) == (tokens,)


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=10), st.integers(0, 99), min_size=1))
def test_vocabularies_come_back_out_of_json(told: dict[str, int]) -> None:
    assert dict(read_vocabulary(json.dumps(told)).numbers) == told
    assert dict(read_vocabulary(json.dumps(told, ensure_ascii=False).encode()).numbers) == told


def test_an_empty_line_counts_but_is_no_token() -> None:
    assert dict(read_vocabulary("a\r\n\r\nb\n").numbers) == {"a": 0, "b": 2}


MOST = f"{limits.MAX_CHARACTERS}"
WRONG: dict[str, tuple[object, str]] = {
    "no token": (
        lambda: read_tokens(" ", TABLE),
        "The text must hold at least one token, and has none: type some words.",
    ),
    "a line of none": (
        lambda: read_tokens("a\n \nb", TABLE),
        "Every line of the text must hold a token: line 2 has none. Type one, or join the lines.",
    ),
    "too long": (
        lambda: read_tokens("a" * 2001, TABLE),
        f"The text may have up to {MOST} characters, got 2001: shorten it.",
    ),
    "too many lines": (
        lambda: read_tokens("a\n" * 65, TABLE),
        "The text may have up to 64 lines, got 65: leave some out.",
    ),
    "too many tokens": (
        lambda: read_tokens("abc", 2, how="characters"),
        "The text may have up to 2 different tokens, for there are no more rows, and it has 3. Shorten it, or cut it "
        "into other tokens.",
    ),
    "unknown token": (
        lambda: read_tokens("a b", TABLE, Vocabulary({"a": 0})),
        "Every token must be in the vocabulary, which has 1: 'b', at t = 1 of row 0, is not, and there is none for "
        "unknown ones, such as <unk>. Write another word, or add it.",
    ),
    "beyond the table": (
        lambda: read_tokens("a", TABLE, Vocabulary({"a": 30})),
        "The number of a token must lie between 0 and 29, for there are no more rows: at t = 0 of row 0, 'a' is 30.",
    ),
    "number beyond the table": (
        lambda: read_ids("1 99", TABLE),
        "The number of a token must lie between 0 and 29, for there are no more rows: at t = 1 of row 0, '99' is 99.",
    ),
    "no numbers": (
        lambda: read_ids("[]", TABLE),
        "Numbers of tokens must be given, such as 5 2 7: there are none.",
    ),
    "a word": (
        lambda: read_ids("1 two", TABLE),
        "Numbers of tokens must be whole numbers from 0: at t = 1 of row 0 there is 'two'.",
    ),
    "a negative number": (
        lambda: read_ids("-1", TABLE),
        "Numbers of tokens must be whole numbers from 0: at t = 0 of row 0 there is '-1'.",
    ),
    "half a number": (
        lambda: read_ids("1.5", TABLE),
        "Numbers of tokens must be whole numbers from 0: at t = 0 of row 0 there is '1.5'.",
    ),
    "too many characters of numbers": (
        lambda: read_ids("1 " * 25_001, TABLE),
        "Numbers of tokens may have up to 50,000 characters, got 50,002: leave some out.",
    ),
    "too many numbers": (
        lambda: read_ids("1 " * 2001, TABLE),
        "Up to 2000 numbers of tokens can be read, got 2,001: leave some out.",
    ),
    "too many rows of numbers": (
        lambda: read_ids("1\n" * 65, TABLE),
        "The series may have up to 64 rows, got 65: leave some out.",
    ),
    "too wide": (
        lambda: read_ids("1 " * 400, 65_536),
        "Time steps, rows and features of an input multiplied may be up to 25,000,000, got 26,214,400: take fewer of "
        "them.",
    ),
    "an empty vocabulary": (
        lambda: read_vocabulary("\n"),
        "A vocabulary must hold at least one token, a line for each, and is empty.",
    ),
    "a token twice": (
        lambda: read_vocabulary("a\nb\na"),
        "A token may stand in the vocabulary once: 'a' is in line 1 and in line 3. Take one of them out.",
    ),
    "numbers that are none": (
        lambda: read_vocabulary('{"a": "b"}'),
        "A vocabulary in JSON must be a list of tokens, or an object of tokens and their numbers from 0, such as "
        '{"the": 0}; this one is neither.',
    ),
    "a negative place": (
        lambda: read_vocabulary('{"a": -1}'),
        "A vocabulary in JSON must be a list of tokens, or an object of tokens and their numbers from 0, such as "
        '{"the": 0}; this one is neither.',
    ),
    "a large vocabulary": (
        lambda: read_vocabulary(b"a" * (8 * 1024**2 + 1)),
        "A vocabulary may have up to 8.0 MB, got 8.0 MB: leave rare tokens out.",
    ),
    "no text": (
        lambda: read_vocabulary(b"\xff\xfe\xfa"),
        "The file must be text in UTF-16: byte 2 of 3, 0xFA, does not fit. Save it as UTF-8.",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said(case: str) -> None:
    make, sentence = WRONG[case]
    assert callable(make)
    with pytest.raises(RnnvizError) as caught:
        make()
    assert str(caught.value) == sentence


def test_a_deep_json_is_a_token() -> None:
    assert dict(read_vocabulary("[" * 100_000).numbers) == {"[" * 100_000: 0}
