"""Jordan's output is linear and leaves (-1, 1); its bound is the size of the output weights."""

import pytest
import torch
from torch import nn

from rnnviz.lessons.pitfalls import Run, pitfalls, run

PITFALL = pitfalls()["jordan-context-beyond-one"]


@pytest.mark.parametrize("seed", range(5))
def test_jordan_goes_beyond_one_and_elman_does_not(seed: int) -> None:
    wrong, right = run(PITFALL, seed).wrong, run(PITFALL, seed).right
    readout = wrong["readout"]
    bound = (readout.weight.abs().sum(dim=1) + readout.bias.abs()).max().item()
    assert 5 < max(wrong["largest"]) <= bound * (1 + 1e-6)
    assert max(right["largest"]) < 1


@pytest.mark.parametrize("seed", range(5))
def test_elman_is_nn_rnn(seed: int) -> None:
    right = run(PITFALL, seed).right
    rnn = nn.RNN(3, 4)
    rnn.load_state_dict({f"{name}_l0": value for name, value in right["rnn"].state_dict().items()})
    # The program draws these after its weights, so they are drawn after the same ones here.
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        nn.RNNCell(3, 4)
        nn.init.normal_(nn.Linear(4, 4).weight, std=5.0)
        output, _ = rnn(torch.randn(20, 3))
    assert right["largest"] == pytest.approx(output.abs().max(dim=1).values.tolist(), abs=1e-5)


def test_the_units_that_jordan_feeds_can_saturate() -> None:
    last = [[side["h"].abs().mean().item() for side in (found.wrong, found.right)] for found in _runs()]
    assert max(jordan for jordan, _ in last) > 0.99
    assert max(elman for _, elman in last) < 0.9


def _runs() -> list[Run]:
    return [run(PITFALL, seed) for seed in range(5)]
