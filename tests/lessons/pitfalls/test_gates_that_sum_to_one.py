"""i + f is no 1 in an LSTM; only the forget gate gives the cell state of PyTorch."""

import pytest
import torch
from torch import nn

from rnnviz.lessons.pitfalls import pitfalls, run

PITFALL = pitfalls()["gates-that-sum-to-one"]


@pytest.mark.parametrize("seed", range(5))
def test_only_f_gives_the_cell_state_of_pytorch(seed: int) -> None:
    wrong, right = run(PITFALL, seed).wrong, run(PITFALL, seed).right
    layer = nn.LSTM(3, 6)
    names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    layer.load_state_dict({f"{name}_l0": value for name, value in right["lstm"].state_dict().items() if name in names})
    _, (_, c_n) = layer(right["x"][None], (right["h"][None], right["c"][None]))
    torch.testing.assert_close(right["new_c"], c_n[0])
    assert right["error"] < 1e-5
    assert wrong["error"] == pytest.approx((wrong["new_c"] - c_n[0]).abs().max().item(), abs=1e-5)
    assert wrong["error"] > 0.05


@pytest.mark.parametrize("seed", range(5))
def test_the_sums_lie_on_both_sides_of_one_or_off_it(seed: int) -> None:
    found = run(PITFALL, seed)
    sums = found.right["i"] + found.right["f"]
    assert (sums - 1).abs().max() > 0.1
    assert sums.max() - sums.min() > 0.1
    torch.testing.assert_close(found.wrong["i"] + found.wrong["keep"], torch.ones(6))


def test_a_gru_has_the_shares_that_people_expect() -> None:
    """z of the old state and 1 - z of the new one: with the candidate known, h comes out."""
    torch.manual_seed(0)
    gru = nn.GRUCell(3, 6)
    x, h = torch.randn(3), torch.randn(6)
    from_x = gru.weight_ih @ x + gru.bias_ih
    from_h = gru.weight_hh @ h + gru.bias_hh
    r, z = (from_x + from_h)[:12].sigmoid().chunk(2)
    n = torch.tanh(from_x[12:] + r * from_h[12:])
    torch.testing.assert_close(gru(x, h), z * h + (1 - z) * n)
