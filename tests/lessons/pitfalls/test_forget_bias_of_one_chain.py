"""The gate is read off a cell state: fed nothing, an `nn.LSTMCell` keeps the share f of a 1."""

import pytest
import torch
from torch import nn

from rnnviz.lessons.pitfalls import Side, pitfalls, run

PITFALL = pitfalls()["forget-bias-of-one-chain"]
CHAINS = ("_l0", "_l0_reverse", "_l1", "_l1_reverse")


def kept(side: Side, chain: str) -> torch.Tensor:
    """How much more of c is there when there was a 1 before than when there was a 0."""
    lstm = side["lstm"]
    cell_type = nn.LSTMCell(lstm.weight_ih_l0.shape[1] if "0" in chain else 128, 64)
    cell_type.load_state_dict(
        {name: getattr(lstm, name + chain) for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")}
    )
    x, h = torch.zeros(1, cell_type.input_size), torch.zeros(1, 64)
    (_, with_one), (_, with_none) = (cell_type(x, (h, torch.full((1, 64), value))) for value in (1.0, 0.0))
    share: torch.Tensor = (with_one - with_none).detach()[0]
    return share


@pytest.mark.parametrize("seed", range(5))
def test_every_chain_keeps_what_the_program_says(seed: int) -> None:
    for side in (run(PITFALL, seed).wrong, run(PITFALL, seed).right):
        assert side["gates"] == pytest.approx([float(kept(side, chain).mean()) for chain in CHAINS], abs=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_one_chain_has_twice_the_bias_and_the_others_none(seed: int) -> None:
    found = run(PITFALL, seed)
    one, two = 1 / (1 + torch.exp(torch.tensor([-1.0, -2.0])))
    for chain in CHAINS:
        torch.testing.assert_close(kept(found.right, chain), one.expand(64))
    torch.testing.assert_close(kept(found.wrong, "_l0"), two.expand(64))
    # Both biases are drawn from (-1/8, 1/8): their sum stays within a quarter.
    assert all((kept(found.wrong, chain) - 0.5).abs().max() < 0.07 for chain in CHAINS[1:])
    assert all(abs(float(kept(found.wrong, chain).mean()) - 0.5) < 0.02 for chain in CHAINS[1:])
