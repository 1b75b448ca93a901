"""Padding, packing and masks, against PyTorch on each sentence alone."""

import math

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence

from rnnviz.errors import InputError
from rnnviz.lessons.course import Door, lessons
from rnnviz.lessons.course.chapters.lengths_and_padding import pictures, rows
from rnnviz.lessons.course.chapters.lengths_and_padding.numbers import numbers
from rnnviz.lessons.course.controls import starting
from rnnviz.lessons.course.lesson import Context
from rnnviz.words import translation

CHAPTER = lessons()["lengths-and-padding"]
VALUES = starting(CHAPTER.lesson.controls, CHAPTER.texts["en"].said)
TEXTS = [VALUES["rows"], "a b c d / e / f g", "x / y", "a b / c d / e f"]
DRAWS = range(12)


def context(**values: object) -> Context:
    return Context({**VALUES, **values}, CHAPTER.texts["en"].said, translation("en"))


@pytest.mark.parametrize("text", TEXTS)
def test_packed_rows_end_where_they_end_alone(text: str) -> None:
    batch = rows.batch_of(text)
    output, h_n = batch.gru(pack_padded_sequence(batch.padded, batch.lengths, batch_first=True, enforce_sorted=False))
    assert len(output.data) == sum(batch.lengths)
    for row, sentence in enumerate(batch.sentences):
        torch.testing.assert_close(h_n[0, row], batch.gru(sentence[None])[0][0, -1])
    assert rows.read(batch.gru, batch.padded, batch.lengths).all()


def test_the_numbers_of_the_first_view() -> None:
    found = numbers(VALUES)
    assert (found["lengths"], found["batch_sizes"], found["order"]) == ("2, 5, 3", "3, 3, 2, 1, 1", "1, 2, 0")
    assert (found["cells"], found["words"], found["padding"], found["first_sorted"]) == (15, 10, 5, 1)
    batch = rows.batch_of(VALUES["rows"])
    first = batch.gru(batch.sentences[0][None])[1]
    on = batch.gru(torch.zeros(1, 3, rows.FEATURES), first)[1]
    assert found["apart"] == pytest.approx(float((on - first).norm()), abs=1e-5)
    assert float((on - first).norm()) > 0.1


def test_pytorch_refuses_rows_that_are_not_sorted() -> None:
    assert "sorted in decreasing order" in rows.refused(rows.batch_of(VALUES["rows"]))
    assert rows.refused(rows.batch_of("a b c / d e / f")) == ""


def test_sorted_results_stay_sorted() -> None:
    table = pictures.orders(context())
    assert [row[2] for row in table[1:]] == ["the old dog saw it", "we met again", "she sang"]
    assert all(row[1] == row[3] == row[4] for row in table[1:])


@pytest.mark.parametrize("total", [6, 12])
def test_unpacking_cuts_to_the_longest_row(total: int) -> None:
    assert [row[1] for row in pictures.cut(context(total=total))[1:]] == ["(3, 5, 3)", f"(3, {total}, 3)"]


def test_past_its_length_a_packed_row_is_zero_and_a_padded_one_is_not() -> None:
    padded, packed = rows.batch_of(VALUES["rows"]).outputs()
    past = torch.arange(5) >= torch.tensor([2, 5, 3])[:, None]
    assert not packed[past].any()
    assert (padded[past] != 0).all()
    torch.testing.assert_close(padded[~past], packed[~past])


def test_only_the_masked_mean_is_that_of_the_sentence() -> None:
    plain, masked = pictures.means(rows.batch_of(VALUES["rows"]))
    assert masked == pytest.approx([0, 0, 0], abs=1e-5)
    assert plain[1] == pytest.approx(0, abs=1e-5)
    assert min(plain[0], plain[2]) > 0.05


def test_the_counted_loss_goes_to_that_of_the_padding() -> None:
    few, many = (rows.losses(VALUES["rows"], more) for more in (0, 20))
    assert few[1] == pytest.approx(many[1], rel=1e-6)
    # A zero output makes all logits 0: log(5) at each step of padding.
    for (every, words), width in ((few, 5), (many, 25)):
        places = 3 * width
        assert every == pytest.approx((10 * words + (places - 10) * math.log(rows.CLASSES)) / places, rel=1e-5)


def test_flipped_rows_begin_with_padding() -> None:
    table = pictures.flipped(context())
    assert table[1] == ("0", "<pad> <pad> <pad> sang she", "sang she <pad> <pad> <pad>")
    # A bidirectional network on packed rows begins with each row's own last word.
    both = nn.GRU(rows.FEATURES, rows.SIZE, batch_first=True, bidirectional=True).requires_grad_(False)
    batch = rows.batch_of(VALUES["rows"])
    h_n = both(pack_padded_sequence(batch.padded, batch.lengths, batch_first=True, enforce_sorted=False))[1]
    torch.testing.assert_close(h_n[1, 0], both(batch.sentences[0][None])[1][1, 0])
    assert not torch.allclose(h_n[1, 0], both(batch.padded)[1][1, 0])


@pytest.mark.parametrize("line", ["one", "", "a / / b", "a b c d e f g / a", "a/b/c/d/e/f"])
def test_other_lines_are_refused(line: str) -> None:
    with pytest.raises(InputError, match="from 2 to 5 sentences of 1 to 6 words"):
        rows.typed_rows(line)


def test_the_largest_line_can_be_drawn() -> None:
    line = " / ".join(" ".join("abcdef") for _ in range(rows.MOST_ROWS))
    here = context(rows=line)
    for live in CHAPTER.lesson.live.values():
        if not isinstance(live, Door):
            assert live.make(here)


@pytest.mark.parametrize("draw", DRAWS)
def test_the_answers(draw: int) -> None:
    found = CHAPTER.lesson.questions(draw)
    said = {key: dict(each.numbers) for key, each in found.items()}
    assert {key: each.right for key, each in found.items()} == {
        "sizes": "steps",
        "data": "words",
        "sorted": "longest",
        "cut": "longest",
        "zeros": "moves",
        "mean": "masked",
    }
    lengths = np.array([int(each) for each in str(said["sizes"]["lengths"]).split(", ")])
    assert said["sizes"]["steps_sizes"] == str([int((lengths > t).sum()) for t in range(lengths.max())])
    lengths = np.array([int(each) for each in str(said["sorted"]["lengths"]).split(", ")])
    assert said["sorted"]["first"] == lengths.argmax() != 0
    assert float(str(said["mean"]["masked"])) == pytest.approx(0.6)
