"""A GRU cell walked by hand: over the sentences in one program, over the tokens in the other."""

import pytest
import torch
from torch import nn

from rnnviz.lessons.pitfalls import pitfalls, run

PITFALL = pitfalls()["batch-first-forgotten"]


def _cell(gru: nn.GRU) -> nn.GRUCell:
    cell = nn.GRUCell(8, 16)
    cell.load_state_dict({name.removesuffix("_l0"): weight for name, weight in gru.state_dict().items()})
    return cell


@pytest.mark.parametrize("seed", range(5))
def test_the_state_goes_from_sentence_to_sentence(seed: int) -> None:
    wrong = run(PITFALL, seed).wrong
    cell, sentences = _cell(wrong["gru"]), wrong["sentences"]
    state = torch.zeros(16)
    for number, sentence in enumerate(sentences):
        state = cell(sentence[-1], state)
        torch.testing.assert_close(wrong["last_states"](sentences)[number], state)
    assert (wrong["moved"] > 1e-2).all()


@pytest.mark.parametrize("seed", range(5))
def test_all_tokens_but_the_last_reach_nothing(seed: int) -> None:
    found = run(PITFALL, seed)
    sentences = found.wrong["sentences"]
    others = torch.cat([-sentences[:, :-1], sentences[:, -1:]], dim=1)
    for way, same in ((found.wrong, True), (found.right, False)):
        assert torch.allclose(way["last_states"](others), way["last_states"](sentences), atol=1e-6) is same


@pytest.mark.parametrize("seed", range(5))
def test_the_right_state_goes_from_token_to_token(seed: int) -> None:
    right = run(PITFALL, seed).right
    cell, sentences = _cell(right["gru"]), right["sentences"]
    for number, sentence in enumerate(sentences):
        state = torch.zeros(16)
        for token in sentence:
            state = cell(token, state)
        torch.testing.assert_close(right["last_states"](sentences)[number], state)
    assert right["moved"][0] > 1e-2
    assert (right["moved"][1:] < 1e-6).all()


def test_both_programs_have_the_same_weights() -> None:
    found = run(PITFALL)
    for name, weight in found.wrong["gru"].state_dict().items():
        assert torch.equal(weight, found.right["gru"].state_dict()[name])


@pytest.mark.parametrize("seed", range(5))
def test_what_is_said(seed: int) -> None:
    said = PITFALL.outcome(run(PITFALL, seed)).values
    assert said["next"] == pytest.approx(float(run(PITFALL, seed).wrong["moved"][1]))
    assert said["last"] == pytest.approx(float(run(PITFALL, seed).wrong["moved"][3]))
    assert (said["right_next"], said["right_last"]) == pytest.approx((0.0, 0.0), abs=1e-6)
