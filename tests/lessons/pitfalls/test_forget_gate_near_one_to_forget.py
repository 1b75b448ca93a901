"""An `nn.LSTMCell` steps over the boundary: the share of c that survives is what it multiplies a change of c by."""

import pytest
import torch
from torch import nn

from rnnviz.lessons.pitfalls import Side, pitfalls, run

PITFALL = pitfalls()["forget-gate-near-one-to-forget"]


def share_kept(side: Side) -> torch.Tensor:
    cell_type = nn.LSTMCell(4, 8)
    cell_type.load_state_dict({name.removesuffix("_l0"): value for name, value in side["lstm"].state_dict().items()})
    with torch.no_grad():
        _, with_memory = cell_type(side["second"][:1], (side["h_n"], side["c_n"]))
        _, without = cell_type(side["second"][:1], (side["h_n"], torch.zeros(1, 8)))
    share: torch.Tensor = (with_memory - without) / side["c_n"]
    return share


@pytest.mark.parametrize("seed", range(5))
def test_a_gate_near_one_keeps_all_and_one_near_zero_nothing(seed: int) -> None:
    found = run(PITFALL, seed)
    assert share_kept(found.wrong).min() > 0.99
    assert share_kept(found.right).abs().max() < 0.01


@pytest.mark.parametrize("seed", range(5))
def test_the_output_moves_with_what_is_kept(seed: int) -> None:
    found = run(PITFALL, seed)
    assert found.wrong["left"][0] > 0.1
    assert max(found.right["left"]) < 1e-3
    assert torch.equal(found.wrong["first"], found.right["first"])
    assert torch.equal(found.wrong["second"], found.right["second"])
    assert found.wrong["c_n"].norm() > 0.1
    assert found.right["c_n"].norm() > 0.1
