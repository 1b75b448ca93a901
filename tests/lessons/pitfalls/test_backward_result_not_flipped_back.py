"""The backward half of PyTorch, and the same numbers in the order of reading."""

import pytest
import torch

from rnnviz.lessons.pitfalls import pitfalls, run

PITFALL = pitfalls()["backward-result-not-flipped-back"]


@pytest.mark.parametrize("seed", range(5))
def test_flipped_back_it_is_pytorchs_output(seed: int) -> None:
    found = run(PITFALL, seed)
    output, _ = found.right["both"](found.right["tokens"])
    torch.testing.assert_close(found.right["halves"], output)
    torch.testing.assert_close(found.wrong["halves"][:, :, :16], output[:, :, :16])
    for t in range(6):
        torch.testing.assert_close(found.wrong["halves"][t, :, 16:], output[5 - t, :, 16:])
        assert (found.wrong["halves"][t] - output[t]).norm() > 0.05


@pytest.mark.parametrize("seed", range(5))
def test_one_position_holds_states_of_two_tokens(seed: int) -> None:
    wrong = run(PITFALL, seed).wrong
    tokens = wrong["tokens"]
    torch.testing.assert_close(wrong["halves"][0, :, 16:], wrong["second"](tokens[-1:])[0][0])
    torch.testing.assert_close(wrong["halves"][0, :, :16], wrong["both"](tokens[:1])[0][0, :, :16])


@pytest.mark.parametrize("seed", range(5))
def test_what_is_said(seed: int) -> None:
    said = PITFALL.outcome(run(PITFALL, seed)).values
    output = run(PITFALL, seed).right["output"]
    apart = float((output[0] - output[-1])[0, 16:].detach().norm())
    assert said == pytest.approx({"wrong": apart, "right": 0.0}, abs=1e-5)
