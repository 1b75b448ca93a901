"""What the lesson on attention says, against NumPy, ``nn.GRUCell`` and the letters themselves."""

import re

import numpy as np
import pytest
import torch
from torch import nn

from rnnviz.errors import InputError
from rnnviz.lessons.course import lessons
from rnnviz.lessons.course.chapters.attention import pictures, runs
from rnnviz.lessons.course.chapters.attention.numbers import numbers
from rnnviz.lessons.course.chapters.attention.quiz import questions
from rnnviz.lessons.course.chapters.attention.typed import marked_row
from rnnviz.lessons.course.controls import starting
from rnnviz.lessons.course.lesson import Context
from rnnviz.training.models import dates, marked
from rnnviz.words import translation

CHAPTER = lessons()["attention"]
SAID = CHAPTER.texts["en"].said
STARTS = starting(CHAPTER.lesson.controls, SAID)
ROW = "badge*face"
DRAWS = range(4)


def here(**values: object) -> Context:
    return Context(STARTS | values, SAID, translation("en"))


def states_of(row: str) -> np.ndarray:
    """The outputs of the GRU, one step after the other."""
    gru = marked.load().gru
    cell = nn.GRUCell(gru.input_size, gru.hidden_size)
    cell.load_state_dict({name.removesuffix("_l0"): value for name, value in gru.state_dict().items()})
    h, found = torch.zeros(gru.hidden_size), []
    for symbol in marked.tensors([row])[0][:, 0]:
        h = cell(symbol, h)
        found.append(h.detach().numpy())
    return np.stack(found).astype(np.float64)


def softmax(scores: np.ndarray) -> np.ndarray:
    powers = np.exp(scores - scores.max())
    weights: np.ndarray = powers / powers.sum()
    return weights


@pytest.mark.parametrize("sharpness", [0.0, 0.2, 1.0, 2.0])
def test_two_maps_and_a_softmax_give_the_weights(sharpness: float) -> None:
    network, states = marked.load(), states_of(ROW)
    assert isinstance(network.attention, marked.TimeAttention)
    W, b, v = (
        each.numpy().astype(np.float64)
        for each in (network.attention.inner.weight, network.attention.inner.bias, network.attention.score.weight)
    )
    scores = np.tanh(states @ W.T + b) @ v[0]
    found = runs.looked(ROW, sharpness)
    np.testing.assert_allclose(found.scores, scores, atol=1e-4)
    np.testing.assert_allclose(found.weights, softmax(sharpness * scores), atol=1e-4)
    np.testing.assert_allclose(found.context, softmax(sharpness * scores) @ states, atol=1e-4)
    assert found.weights.sum() == pytest.approx(1, abs=1e-6)
    if sharpness == 0:
        np.testing.assert_allclose(found.weights, 1 / len(ROW), atol=1e-7)
        np.testing.assert_allclose(found.context, states.mean(axis=0), atol=1e-5)


@pytest.mark.parametrize("row", [ROW, "*ab", "hhhh*a", "abcdefghabcdefghabc*defg"])
def test_it_answers_with_the_marked_letter_and_looks_there(row: str) -> None:
    found = numbers(STARTS | {"row": row})
    (letter,) = re.findall(r"\*(.)", row)
    assert found["answer"] == letter
    assert found["at_letter"] > 0.9  # type: ignore[operator]


def test_what_is_typed_is_a_row_with_one_mark() -> None:
    assert marked_row("Bad *Face") == "bad*face"
    for text in ("", "*a", "abc", "ab*", "a*b*c", "hello*a", "*" + "a" * 25):
        with pytest.raises(InputError) as error:
            marked_row(text)
        assert str(error.value) == (
            f"The row must have 2 to 24 letters from a to h, and a * before one of them, got {text!r}."
        )


def test_the_table_says_the_shapes_of_the_tensors() -> None:
    network = marked.load()
    symbols, lengths = marked.tensors([ROW])
    output, _ = network.gru(symbols)
    scores, weights = network(symbols, lengths)
    shapes = {row[0]: row[1] for row in pictures.shapes(here())}
    assert shapes["output"] == str(tuple(output.shape))
    assert shapes["weights"] == str(tuple(weights.shape))
    assert shapes["scores of the letters"] == str(tuple(scores.shape))
    assert shapes["sum of the weights"] == "1.0000"


def test_padding_gets_weight_unless_it_is_masked() -> None:
    rows = [ROW, *runs.OTHERS]
    past = np.array([[step >= len(row) for step in range(len(ROW))] for row in rows])
    for trained in (False, True):
        masked, open_weights = (runs.in_a_batch(ROW, mask, trained) for mask in (True, False))
        assert (masked[past] == 0).all()
        assert (open_weights[past] > 0).all()
        np.testing.assert_allclose(masked.sum(axis=1), 1, atol=1e-6)
        # With a mask a row is weighted as if it were alone: the same ratios, scaled to 1.
        inside = np.where(past, 0, open_weights)
        np.testing.assert_allclose(masked, inside / inside.sum(axis=1, keepdims=True), atol=1e-6)
    found = numbers(STARTS)
    assert found["padding_unmasked"] > 40  # type: ignore[operator]
    assert found["padding_masked"] == 0
    assert found["padding_trained"] < 1  # type: ignore[operator]


def test_the_last_step_keeps_a_letter_for_a_while_and_attention_finds_it_far_away() -> None:
    shares = runs.by_distance()
    assert min(shares["trained"]) == 1
    assert shares["last step"][2] > 0.9
    assert shares["last step"][-1] < 0.45
    # One row of the farthest, step by step.
    row = "*f" + "ab" * 100
    assert marked.find([row]).answers == ("f",)
    at_end = states_of(row[:8])[-1].copy()
    last = marked.find([row[:8]], marked.load("last step"))
    np.testing.assert_array_equal(last.attention[0], [0] * 7 + [1])
    assert last.recording.h[0, 0, -1, 0].shape == at_end.shape


def test_the_map_of_a_date_has_a_row_for_each_character_that_sums_to_one() -> None:
    found = runs.translated("14 july 1989")
    assert found.attention is not None
    assert found.attention.shape == (numbers(STARTS)["targets"], numbers(STARTS)["sources"]) == (11, 12)
    np.testing.assert_allclose(found.attention.sum(axis=1), 1, atol=1e-6)
    # The day stands first in the source and last in the target; the year the other way round.
    assert found.attention[8:10].argmax(axis=1).tolist() == [0, 1]
    assert (found.attention[2:4].argmax(axis=1) >= 8).all()


def test_parameters_of_the_ways_to_score() -> None:
    rows = {row[0]: row[2] for row in pictures.scorings(here())}
    h, both = 32, 64
    assert rows["additive"] == f"{h * (h + both) + h + h:,}"
    assert rows["bilinear"] == f"{h * both:,}"
    found = numbers(STARTS)
    difference = found["parameters_with"] - found["parameters_without"]  # type: ignore[operator]
    assert rows["additive"] == f"{difference:,}"


@pytest.mark.parametrize("blanks", [0, 2])
def test_with_and_without_attention_on_held_out_dates(blanks: int) -> None:
    cases = dates.cases(torch.Generator().manual_seed(2), runs.HELD_OUT, "held out")
    moved = [(" " * blanks + text, date) for text, date in cases]
    found = numbers(STARTS | {"blanks": blanks})
    assert found["with"] == pytest.approx(100 * dates.accuracy(dates.load(), moved))
    assert found["without"] == pytest.approx(100 * dates.accuracy(dates.load("without attention"), moved))
    if blanks:
        assert found["with"] > 90  # type: ignore[operator]
        assert found["without"] < 30  # type: ignore[operator]
    else:
        assert found["with"] == found["without"] == 100


def test_the_mark_has_no_weight_and_decides_all_the_same() -> None:
    found = numbers(STARTS)
    assert found["at_mark"] < 0.01  # type: ignore[operator]
    assert found["mark_matters"] > 50  # type: ignore[operator]
    chances = marked.find([ROW]).chances[0]
    place, answer = ROW.index("*"), marked.LETTERS.index("f")
    others = [marked.find([ROW.replace("*", letter)]).chances[0, answer] for letter in marked.LETTERS]
    assert runs.exchanged(ROW)[place] == pytest.approx(chances[answer] - min(others), abs=1e-5)


@pytest.mark.parametrize("draw", DRAWS)
def test_right_answers(draw: int) -> None:
    found = questions(draw)
    asked = {key: dict(each.numbers) for key, each in found.items()}
    assert {key: each.right for key, each in found.items()} == {
        "rest": "rest",
        "equal": "share",
        "mask": "infinity",
        "context": "weighted",
        "shape": "map",
        "importance": "falls",
    }
    assert asked["rest"]["rest"] == pytest.approx(1 - asked["rest"]["first"] - asked["rest"]["second"])  # type: ignore[operator]
    assert asked["shape"]["map"] == str((asked["shape"]["q_steps"], asked["shape"]["q_length"]))
    zero = np.exp(0) / (np.exp(0) + 2 * np.exp(asked["mask"]["score"]))  # type: ignore[call-overload]
    assert asked["mask"]["with_zero"] == pytest.approx(zero)
