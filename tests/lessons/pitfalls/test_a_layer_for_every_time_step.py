"""The number of parameters by the formula, and what stacking does to the difference of two sentences."""

import pytest
import torch

from rnnviz.lessons.pitfalls import pitfalls, run

PITFALL = pitfalls()["a-layer-for-every-time-step"]


@pytest.mark.parametrize("seed", range(5))
def test_a_stack_weakens_what_tells_two_sentences_apart(seed: int) -> None:
    found = run(PITFALL, seed)
    wrong, right = (torch.stack(side["distances"]) for side in (found.wrong, found.right))
    assert torch.equal(wrong[0], right[0])
    assert (right > 0.1).all()
    assert (wrong[1:] < wrong[:-1]).all()
    assert wrong[-1] < right[-1] / 100


def test_the_parameters_follow_the_formula() -> None:
    said = PITFALL.outcome(run(PITFALL)).values
    assert said["steps"] == 6
    first, later = 4 * 16 * (8 + 16 + 2), 4 * 16 * (16 + 16 + 2)
    assert said["right_weights"] == first
    assert said["wrong_weights"] == first + 5 * later


@pytest.mark.parametrize("seq_len", [1, 3, 50])
def test_one_layer_reads_every_length(seq_len: int) -> None:
    output, _ = run(PITFALL).right["lstm"](torch.zeros(seq_len, 2, 8))
    assert output.shape == (seq_len, 2, 16)
