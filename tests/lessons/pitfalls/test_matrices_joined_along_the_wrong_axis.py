"""Sums written out entry by entry, and `nn.RNN`, give what one product gives; equal sizes only move the error."""

import pytest
import torch
from torch import nn

from rnnviz.lessons.pitfalls import pitfalls, run

PITFALL = pitfalls()["matrices-joined-along-the-wrong-axis"]


@pytest.mark.parametrize("seed", range(5))
def test_side_by_side_one_product_is_the_two(seed: int) -> None:
    right = run(PITFALL, seed).right
    W_aa, W_ax, a, x = (right[name].tolist() for name in ("W_aa", "W_ax", "a", "x"))
    by_hand = [
        sum(w * v for w, v in zip([*row_a, *row_x], [*a, *x], strict=True))
        for row_a, row_x in zip(W_aa, W_ax, strict=True)
    ]
    assert right["one_product"].tolist() == pytest.approx(by_hand, abs=1e-4)
    assert right["W"].shape == (4, 7)
    assert float(str(PITFALL.outcome(run(PITFALL, seed)).values["apart"])) < 5e-5
    rnn = nn.RNN(3, 4, bias=False)
    rnn.load_state_dict({"weight_ih_l0": right["W_ax"], "weight_hh_l0": right["W_aa"]})
    output, _ = rnn(right["x"][None], right["a"][None])
    torch.testing.assert_close(output.detach()[0], torch.tanh(right["one_product"]))


def test_below_each_other_they_do_not_fit() -> None:
    wrong = run(PITFALL).wrong
    assert isinstance(wrong.error, RuntimeError)
    assert "except in dimension 0" in str(wrong.error)
    assert "W" not in wrong.names


def test_with_equal_sizes_the_product_is_what_does_not_fit() -> None:
    names: dict[str, torch.Tensor] = {}
    with torch.random.fork_rng(devices=[]):
        exec(PITFALL.setup.replace("(4, 3)", "(4, 4)").replace("randn(3)", "randn(4)"), names)
    with pytest.raises(RuntimeError, match="size mismatch"):
        exec(PITFALL.wrong, names)
    assert names["W"].shape == (8, 4)
    exec(PITFALL.right, names)
    torch.testing.assert_close(names["one_product"], names["two_products"])
