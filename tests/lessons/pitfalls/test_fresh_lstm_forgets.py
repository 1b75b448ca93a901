"""Differences of whole runs, in float64, give the gradient; the forget gates alone give its size."""

import pytest
import torch

from rnnviz.lessons.pitfalls import Side, pitfalls, run

PITFALL = pitfalls()["fresh-lstm-forgets"]


def gradient_length(side: Side, seq_len: int) -> float:
    """How far the sum of c_n moves for a small change of each entry of c_0: central differences."""
    lstm, words = side["lstm"].double(), side["words"][:seq_len].double()
    step = 1e-4
    start = step * torch.eye(16, dtype=torch.float64)
    c_0 = torch.cat([start, -start])[None]
    with torch.no_grad():
        _, (_, c_n) = lstm(words[:, None].expand(-1, 32, -1), (torch.zeros_like(c_0), c_0))
    lstm.float()
    plus, minus = c_n[0].sum(dim=1).chunk(2)
    return float(((plus - minus) / (2 * step)).norm())


@pytest.mark.parametrize("seed", range(5))
def test_the_slopes_are_those_of_whole_runs(seed: int) -> None:
    for side, lengths in ((run(PITFALL, seed).wrong, 3), (run(PITFALL, seed).right, 7)):
        for seq_len, slope in list(zip(side["lengths"], side["slopes"], strict=True))[:lengths]:
            assert slope == pytest.approx(gradient_length(side, seq_len), rel=2e-2)


@pytest.mark.parametrize("seed", range(5))
def test_fifty_steps_leave_nothing_and_open_gates_do(seed: int) -> None:
    wrong, right = run(PITFALL, seed).wrong["slopes"], run(PITFALL, seed).right["slopes"]
    assert wrong == sorted(wrong, reverse=True)
    assert wrong[4] < 1e-7
    assert wrong[6] < 1e-15
    assert min(right) > 0.5


@pytest.mark.parametrize("seed", range(5))
def test_one_step_passes_what_the_forget_gate_lets_through(seed: int) -> None:
    for side, low, high in ((run(PITFALL, seed).wrong, 0.3, 0.7), (run(PITFALL, seed).right, 0.97, 1)):
        lstm = side["lstm"]
        f = torch.sigmoid(lstm.weight_ih_l0 @ side["words"][0] + lstm.bias_ih_l0 + lstm.bias_hh_l0)[16:32].detach()
        assert side["slopes"][0] == pytest.approx(float(f.norm()), rel=1e-5)
        assert low < float(f.mean()) < high
