"""The backward half of the last step is what a network reading that one token gives."""

import pytest
import torch

from rnnviz.lessons.pitfalls import pitfalls, run

PITFALL = pitfalls()["last-step-of-both-directions"]


@pytest.mark.parametrize("seed", range(5))
def test_the_backward_half_has_read_one_token(seed: int) -> None:
    wrong, right = run(PITFALL, seed).wrong, run(PITFALL, seed).right
    lstm, sentence, other = wrong["lstm"], wrong["sentence"], wrong["other"]
    assert torch.equal(sentence[:, -1], other[:, -1])
    assert not torch.isclose(sentence[:, :-1], other[:, :-1]).any()
    alone, _ = lstm(sentence[:, -1:])
    torch.testing.assert_close(wrong["summary"](sentence)[:, 16:], alone[:, 0, 16:])
    assert torch.equal(wrong["change"][16:], torch.zeros(16))
    assert wrong["change"][:16].abs().max() > 1e-2
    assert (right["change"].view(2, 16).norm(dim=1) > 1e-2).all()
