"""RNN, LSTM and GRU side by side: counted and run against PyTorch itself."""

import json
from pathlib import Path

import pytest
import torch
from torch import nn

from rnnviz.lessons.course import lessons
from rnnviz.lessons.course.chapters.side_by_side import runs
from rnnviz.lessons.course.chapters.side_by_side.quiz import questions

VALUES = {"input": 32, "hidden": 64, "kind": "RNN", "width": 32}
MEASURED = Path(__file__).parents[3] / "assets/measured/memory_task.json"


@pytest.mark.parametrize(("n", "d"), [(1, 1), (3, 4), (32, 64), (512, 512)])
def test_parameters_stand_as_one_to_three_to_four(n: int, d: int) -> None:
    assert runs.counted("RNN", n, d) == d * (n + d) + 2 * d
    assert runs.counted("GRU", n, d) == 3 * (d * (n + d) + 2 * d)
    assert runs.counted("LSTM", n, d) == 4 * (d * (n + d) + 2 * d)


def test_one_bias_makes_fewer() -> None:
    numbers = lessons()["side-by-side"].lesson.numbers(VALUES)
    assert (numbers["one_bias"], numbers["two_biases"]) == (128, 144)
    assert (numbers["gru_times"], numbers["lstm_times"]) == (3, 4)


@pytest.mark.parametrize("kind", ["RNN", "LSTM", "GRU"])
def test_the_networks_are_what_a_constructor_gives(kind: str) -> None:
    torch.manual_seed(0)
    fresh = getattr(nn, kind)(7, runs.UNITS)
    input = runs.characters()
    assert input.shape == (len(runs.TEXT), 1, len(set(runs.TEXT)))
    assert bool((input.sum(dim=-1) == 1).all())
    output, state = fresh(input)
    told = runs.returned(kind)
    torch.testing.assert_close(told[0], output.detach())
    h_n, c_n = state if kind == "LSTM" else (state, None)
    torch.testing.assert_close(told[1], h_n.detach())
    torch.testing.assert_close(output[-1], h_n[0])
    assert (told[2] is None) == (c_n is None)
    if c_n is not None:
        assert not torch.allclose(output[-1], c_n[0], atol=0.01)
    assert output.abs().max() < 1


def test_what_is_returned_and_read_out() -> None:
    numbers = lessons()["side-by-side"].lesson.numbers(VALUES)
    assert (numbers["output"], numbers["h_n"], numbers["scores"]) == ("(18, 1, 4)", "(1, 1, 4)", "(18, 1, 10)")
    assert numbers["h_apart"] == 0
    assert numbers["c_apart"] > 0.05  # type: ignore[operator]


def test_times_are_measured_for_all_three() -> None:
    took = runs.milliseconds(8)
    assert set(took) == {"RNN", "LSTM", "GRU"}
    assert all(value > 0 for value in took.values())


def test_the_recall_is_what_was_measured() -> None:
    content = json.loads(MEASURED.read_text(encoding="utf-8"))
    place = content["distances"].index(20)
    numbers = lessons()["side-by-side"].lesson.numbers(VALUES)
    for name, key in {"rnn": "RNN", "lstm": "LSTM", "open": "LSTM, forget bias 1", "gru": "GRU"}.items():
        seeds = content["accuracy"][key][place]
        assert numbers[f"{name}_recall"] == pytest.approx(100 * sum(seeds) / len(seeds))
    # What the text says of the order, and of one seed.
    assert numbers["lstm_recall"] < numbers["open_recall"] < numbers["gru_recall"]  # type: ignore[operator]
    assert numbers["lstm_recall"] < numbers["rnn_recall"]  # type: ignore[operator]
    assert numbers["rnn_worst"] < 60 < 99 < numbers["rnn_best"]  # type: ignore[operator]


@pytest.mark.parametrize("draw", range(6))
def test_the_quiz(draw: int) -> None:
    found = questions(draw)
    ratio = found["ratio"].numbers
    assert (found["ratio"].right, ratio["three"]) == ("three", runs.counted("GRU", ratio["n"], ratio["d"]))  # type: ignore[arg-type]
    biases = found["biases"].numbers
    n, d = biases["n"], biases["d"]
    assert (found["biases"].right, biases["less"]) == ("less", 4 * (d * (n + d) + d))  # type: ignore[operator]
    assert found["readout"].right == "scores"
    assert found["readout"].numbers["scores"] == f"(18, 1, {found['readout'].numbers['classes']})"
    assert found["swapped"].right == "nothing"
    assert found["measured"].right == {2: "all", 20: "gru"}[found["measured"].numbers["far"]]  # type: ignore[index]
