"""In eval mode the network is the one without dropout; under no_grad() alone it is drawn anew at every call."""

import pytest
import torch
from torch import nn

from rnnviz.lessons.pitfalls import pitfalls, run

PITFALL = pitfalls()["dropout-without-eval"]


@pytest.mark.parametrize("seed", range(5))
def test_eval_mode_is_the_network_without_dropout(seed: int) -> None:
    found = run(PITFALL, seed)
    plain = nn.LSTM(4, 16, num_layers=2, batch_first=True)
    plain.load_state_dict(found.right["lstm"].state_dict())
    output, _ = plain(found.right["series"])
    expected = found.right["fc"](output[0, -1]).item()
    assert found.right["answers"] == pytest.approx([expected] * 8, abs=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_every_call_is_another_mask_between_the_layers(seed: int) -> None:
    wrong = run(PITFALL, seed).wrong
    assert len(set(wrong["answers"])) == 8
    assert max(wrong["answers"]) - min(wrong["answers"]) > 5e-3
    lstm, fc = wrong["lstm"], wrong["fc"]
    below, above = (_one_layer(lstm, layer) for layer in (0, 1))
    with torch.no_grad():
        below_output, _ = below(wrong["series"])
        draws = []
        for _ in range(300):
            masked = below_output * (torch.rand_like(below_output) < 0.5) / 0.5
            draws.append(fc(above(masked)[0][:, -1]).item())
    slack = max(draws) - min(draws)
    assert min(draws) - slack / 2 < min(wrong["answers"]) <= max(wrong["answers"]) < max(draws) + slack / 2


def _one_layer(lstm: nn.LSTM, layer: int) -> nn.LSTM:
    alone = nn.LSTM(16 if layer else 4, 16, batch_first=True)
    names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    alone.load_state_dict({f"{name}_l0": getattr(lstm, f"{name}_l{layer}") for name in names})
    return alone
