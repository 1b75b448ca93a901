"""The wrong program is an `nn.LSTM` whose two matrices have changed columns."""

import pytest
import torch
from torch import nn

from rnnviz.lessons.pitfalls import Side, pitfalls, run

PITFALL = pitfalls()["joined-in-the-other-order"]


def last_state(side: Side, columns_of_h: slice, columns_of_x: slice) -> torch.Tensor:
    lstm = nn.LSTM(4, 6)
    lstm.load_state_dict(
        {
            "weight_hh_l0": side["W"][:, columns_of_h],
            "weight_ih_l0": side["W"][:, columns_of_x],
            "bias_ih_l0": side["b"],
            "bias_hh_l0": torch.zeros(24),
        }
    )
    output: torch.Tensor = lstm(side["words"])[0].detach()
    return output[-1]


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_columns_is_all_the_difference(seed: int) -> None:
    found = run(PITFALL, seed)
    torch.testing.assert_close(found.wrong["h"], last_state(found.wrong, slice(4, 10), slice(0, 4)), atol=1e-6, rtol=0)
    torch.testing.assert_close(found.right["h"], last_state(found.right, slice(0, 6), slice(6, 10)), atol=1e-6, rtol=0)
    torch.testing.assert_close(found.right["h"], found.right["output"][-1], atol=1e-6, rtol=0)


@pytest.mark.parametrize("seed", range(5))
def test_only_one_order_is_nn_lstm(seed: int) -> None:
    found = run(PITFALL, seed)
    assert max(found.right["apart"]) < 1e-6
    assert max(found.wrong["apart"]) > 0.1
