"""h_n of a padded row is the state after the padding, which is read as zero inputs."""

import pytest
import torch
from torch import nn

from rnnviz.lessons.pitfalls import pitfalls, run

PITFALL = pitfalls()["padding-moves-the-final-state"]


@pytest.mark.parametrize("seed", range(5))
def test_only_the_longest_sentence_keeps_its_state(seed: int) -> None:
    wrong, right = run(PITFALL, seed).wrong, run(PITFALL, seed).right
    short, long, middle = wrong["distance"]
    assert short > 0.1
    assert middle > 0.1
    assert long == pytest.approx(0, abs=1e-6)
    assert right["distance"] == pytest.approx([0, 0, 0], abs=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_both_states_are_those_of_a_walk_by_hand(seed: int) -> None:
    wrong, right = run(PITFALL, seed).wrong, run(PITFALL, seed).right
    step = nn.GRUCell(8, 16)
    encoder = wrong["encoder"]
    names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    step.load_state_dict({name: getattr(encoder, f"{name}_l0") for name in names})
    assert torch.equal(wrong["padded"][0, 3:], torch.zeros(7, 8))
    for row, (sentence, length) in enumerate(zip(wrong["sentences"], wrong["lengths"], strict=True)):
        h = torch.zeros(16)
        for token in sentence:
            h = step(wrong["embedding"].weight[token], h)
        torch.testing.assert_close(right["h_n"][0, row], h)
        for _ in range(10 - length):
            h = step(torch.zeros(8), h)
        torch.testing.assert_close(wrong["h_n"][0, row], h)
