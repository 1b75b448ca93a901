"""The sentences follow the numbers of curves that are made up."""

import numpy as np
import pytest

from rnnviz.training.memory_tasks.adding import Adding
from rnnviz.training.memory_tasks.curves import MemoryCurves
from rnnviz.training.memory_tasks.kind import MemoryKind
from rnnviz.training.memory_tasks.recall import Recall
from rnnviz.training.memory_tasks.said import compared, sentences
from rnnviz.words import translation

ENGLISH = translation("en")
OPEN = "LSTM, forget bias 1"
ALL, NONE = [1.0, 1.0, 1.0], [0.25, 0.25, 0.25]


def curves(
    scores: dict[float, dict[str, list[list[float]]]],
    kind: MemoryKind | None = None,
    distances: tuple[int, ...] = (5, 10, 20),
) -> MemoryCurves:
    return MemoryCurves(
        kind=kind or Recall(),
        distances=distances,
        seeds=(0, 1, 2),
        steps=800,
        scores={clip: {name: np.array(rows) for name, rows in each.items()} for clip, each in scores.items()},
        settings={},
    )


def test_how_far_each_remembers_and_where_it_breaks_down() -> None:
    found = sentences(
        curves(
            {
                1.0: {
                    "RNN": [ALL, [1.0, 1.0, 0.3], NONE],
                    "LSTM": [NONE, NONE, NONE],
                    "GRU": [ALL, ALL, ALL],
                    OPEN: [ALL, NONE, ALL],
                }
            }
        ),
        ENGLISH,
    )
    assert found == [
        "Measured is the share of right answers in fresh cases: 0.25 is guessing, 1 is perfect. We say that a network "
        "remembers where the median of its seeds is above 0.625.",
        "After 800 steps with gradients clipped to 1, who remembers, and how far? RNN: up to distance 10; LSTM: at no "
        "distance; GRU: at all distances; LSTM, forget bias 1: at 5, 20 alone. Down to chance from one distance to the "
        "next: RNN between 10 and 20 (1 to 0.25); LSTM, forget bias 1 between 5 and 10 (1 to 0.25). At distance 20 the "
        "best median is 1: GRU; LSTM, forget bias 1.",
        "One seed proves nothing: in 1 of 12 comparisons of one network at one distance the seeds disagree. RNN at "
        "distance 10 with gradients clipped to 1: 2 of 3 seeds remember.",
        "More LSTM runs remember with forget bias 1: 6 of 9, 0 of 9 without.",
    ]


def test_what_clipping_did() -> None:
    found = sentences(
        curves(
            {
                1.0: {"RNN": [ALL, ALL, NONE], "GRU": [ALL, ALL, NONE], "LSTM": [ALL, NONE, NONE]},
                0.0: {"RNN": [ALL, NONE, NONE], "GRU": [ALL, ALL, NONE], "LSTM": [ALL, ALL, NONE]},
            }
        ),
        ENGLISH,
    )
    assert found[2:] == [
        "After 800 steps without clipping, who remembers, and how far? RNN: up to distance 5; GRU: up to distance 10; "
        "LSTM: up to distance 10. Down to chance from one distance to the next: RNN between 5 and 10 (1 to 0.25); GRU "
        "between 10 and 20 (1 to 0.25); LSTM between 10 and 20 (1 to 0.25). At distance 20 nobody remembers.",
        "All seeds agree on who remembers, in all 18 comparisons of one network at one distance.",
        "Runs that remember, with clipping and without: RNN: 6 of 9, 3 of 9; GRU: 6 of 9, 6 of 9; LSTM: 3 of 9, 6 of "
        "9. More of them with clipping: RNN. More of them without clipping: LSTM. As many with clipping as without: "
        "GRU.",
    ]


@pytest.mark.parametrize(
    ("plain", "opened", "said"),
    [
        (ALL, NONE, "Fewer LSTM runs remember with forget bias 1: 3 of 9, 6 of 9 without."),
        (NONE, NONE, "As many LSTM runs remember with forget bias 1: 3 of 9, 3 of 9 without."),
    ],
)
def test_what_the_forget_bias_did(plain: list[float], opened: list[float], said: str) -> None:
    found = sentences(curves({1.0: {"LSTM": [ALL, plain, NONE], OPEN: [ALL, opened, NONE]}}), ENGLISH)
    assert found[-1] == said


def test_an_error_is_better_where_it_is_smaller() -> None:
    perfect, chance = [0.001, 0.002, 0.003], [0.166, 0.167, 0.168]
    found = sentences(curves({0.0: {"GRU": [perfect, [0.04, 0.08, 0.01], chance]}}, Adding()), ENGLISH)
    assert found == [
        "Measured is the mean squared error on fresh cases: 0.1667 is what always giving the same answer gets, 0.08333 "
        "what knowing one of the two numbers gets, 0 is perfect. We say that a network remembers where the median of "
        "its seeds is below 0.04167.",
        "After 800 steps without clipping, who remembers, and how far? GRU: up to distance 10. Down to chance from one "
        "distance to the next: GRU between 10 and 20 (0.04 to 0.167). At distance 20 nobody remembers.",
        "One seed proves nothing: in 1 of 3 comparisons of one network at one distance the seeds disagree. GRU at "
        "distance 10 without clipping: 2 of 3 seeds remember.",
    ]


def test_what_is_not_known_yet_is_not_told() -> None:
    nan = [np.nan] * 3
    assert sentences(curves({1.0: {"GRU": [nan, nan, nan]}}), ENGLISH) == ["Nothing is known yet."]
    found = sentences(curves({1.0: {"GRU": [ALL, nan, nan], "RNN": [nan, nan, nan]}}), ENGLISH)
    assert found[1:] == [
        "After 800 steps with gradients clipped to 1, who remembers, and how far? GRU: at all distances; RNN: not "
        "known yet.",
        "All seeds agree on who remembers, in all 1 comparisons of one network at one distance.",
    ]


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ({"RNN": 0.25, "GRU": 1.0}, "Better than 0.625, so that they can be said to remember: GRU."),
        ({"RNN": 0.7, "GRU": 1.0}, "All of them remember: they are better than 0.625."),
        ({"RNN": 0.25, "GRU": 0.6}, "None of them remembers: for that it would have to be better than 0.625."),
    ],
)
def test_who_remembers_at_one_distance(scores: dict[str, float], said: str) -> None:
    networks = "; ".join(f"{name}: {score:g}" for name, score in scores.items())
    first = f"Share of right answers on fresh cases: {networks}; guessing gets 0.25."
    assert compared(Recall(), scores, ENGLISH) == [first, said]
    error = compared(Adding(), {"GRU": 0.1}, ENGLISH)
    assert error == [
        "Mean squared error on fresh cases: GRU: 0.1; always giving the same answer gets 0.1667.",
        "None of them remembers: for that it would have to be better than 0.04167.",
    ]
