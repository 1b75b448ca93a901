"""``enforce_sorted=False`` keeps the order, and so says which row is which."""

import pytest
import torch
from torch.nn.utils.rnn import pack_padded_sequence

from rnnviz.lessons.pitfalls import pitfalls, run

PITFALL = pitfalls()["sorted-and-never-restored"]


@pytest.mark.parametrize("seed", range(5))
def test_pytorchs_own_order(seed: int) -> None:
    found = run(PITFALL, seed)
    padded, lengths = found.right["padded"], found.right["lengths"]
    packed = pack_padded_sequence(padded, lengths, batch_first=True, enforce_sorted=False)
    _, h_n = found.right["gru"](packed)
    torch.testing.assert_close(found.right["result"], h_n[0])
    torch.testing.assert_close(found.wrong["result"], h_n[0][[1, 2, 0]])
    assert torch.cdist(h_n[0], h_n[0])[~torch.eye(3, dtype=torch.bool)].min() > 0.1


@pytest.mark.parametrize("seed", range(5))
def test_what_is_said(seed: int) -> None:
    said = PITFALL.outcome(run(PITFALL, seed)).values
    assert said == {"wrong": 1, "right": 0, "strangers": 3, "left": 0, "rows": 3}


def test_packing_wants_the_longest_first() -> None:
    right = run(PITFALL).right
    with pytest.raises(RuntimeError, match="sorted in decreasing order"):
        pack_padded_sequence(right["padded"], right["lengths"], batch_first=True)
