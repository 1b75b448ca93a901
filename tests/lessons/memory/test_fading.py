"""The numbers of the page of memory and gradients, against autograd over loops written out here."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

from rnnviz.lessons.memory import KINDS, Fading, fadings, program
from rnnviz.pages.first_view import first_view
from rnnviz.pages.page_list import MEMORY
from rnnviz.scenario import Scenario

FIRST = first_view(MEMORY)


def named(scenario: Scenario) -> dict[str, Fading]:
    return dict(zip(KINDS, fadings(scenario), strict=True))


@pytest.mark.parametrize("settings", [{}, {"forget_bias": 2.0, "gain": 250}], ids=str)
def test_the_gradient_is_what_autograd_sends_back(settings: dict[str, float]) -> None:
    scenario = replace(FIRST, seq_len=20, hidden_size=4, seed=3, **settings)  # type: ignore[arg-type]
    found = named(scenario)
    for name, cell in (("RNN", nn.RNNCell), ("LSTM", nn.LSTMCell), ("GRU", nn.GRUCell)):
        with torch.random.fork_rng():
            torch.manual_seed(3)
            x = torch.randn(20, 1, 3).double()
            whole = KINDS[name](3, 4).double()
        step = cell(3, 4).double()
        weights = {kind.removesuffix("_l0"): value for kind, value in whole.state_dict().items()}
        weights["weight_hh"] = weights["weight_hh"] * scenario.gain / 100
        if name == "LSTM" and scenario.forget_bias is not None:
            weights["bias_ih"][4:8], weights["bias_hh"][4:8] = 0.5, scenario.forget_bias - 0.5
        step.load_state_dict(weights)
        state: tuple[torch.Tensor, ...] = (torch.zeros(1, 4).double(), torch.zeros(1, 4).double())
        nodes = []
        for t in range(20):
            state = step(x[t], state) if name == "LSTM" else (step(x[t], state[0]),)
            nodes.append(state[-1])
        wanted = [float(by.norm()) for by in torch.autograd.grad(state[0].sum(), nodes)][::-1]
        np.testing.assert_allclose(found[name].norms, wanted, rtol=1e-9)
        np.testing.assert_allclose(found[name].shares, np.array(wanted) / wanted[0], rtol=1e-9)


def test_a_fresh_lstm_forgets_and_an_open_one_does_not() -> None:
    fresh, one, five = (named(replace(FIRST, forget_bias=bias)) for bias in (None, 1.0, 5.0))
    assert 0.45 < fresh["LSTM"].mean_factor < 0.55
    assert 0.8 < fresh["LSTM"].half_life < 1.3
    assert fresh["LSTM"].shares[-1] < 1e-15
    assert fresh["LSTM"].shares[-1] < one["LSTM"].shares[-1] < five["LSTM"].shares[-1]
    assert five["LSTM"].shares[-1] > 1
    for name in ("RNN", "GRU"):
        assert one[name] is fresh[name]
    assert fresh["RNN"].kept is None
    assert named(replace(FIRST, hidden_size=32, gain=400))["RNN"].shares[-1] > 1e3
    f = named(replace(FIRST, forget_bias=0.0, gain=10, seq_len=10))["LSTM"]
    assert f.kept is not None
    assert len(f.kept) == len(f.norms) == 10
    assert f.kept[0] == 1
    np.testing.assert_allclose(f.kept, 0.5 ** np.arange(10), rtol=0.6)


@pytest.mark.parametrize("settings", [{}, {"forget_bias": -1.5}, {"gain": 330, "forget_bias": 1.0}], ids=str)
def test_the_program_that_is_copied_prints_the_same_numbers(
    settings: dict[str, float], capsys: pytest.CaptureFixture[str]
) -> None:
    scenario = replace(FIRST, seq_len=12, hidden_size=3, seed=7, **settings)  # type: ignore[arg-type]
    with torch.random.fork_rng():
        exec(compile(program(scenario), "copied", "exec"), {"__name__": "copied"})
    printed = [line.split()[:3] for line in capsys.readouterr().out.splitlines()]
    for (name, state, share), found in zip(printed, fadings(scenario), strict=True):
        assert (name, state) == (found.cell_type, found.state)
        assert float(share) == pytest.approx(found.shares[-1], rel=1e-9)
