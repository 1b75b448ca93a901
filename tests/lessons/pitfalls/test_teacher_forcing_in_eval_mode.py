"""The coin decides in eval mode too, unless the mode is asked first."""

import itertools

import pytest
import torch

from rnnviz.lessons.pitfalls import pitfalls, run
from rnnviz.lessons.pitfalls.pitfall import Side

PITFALL = pitfalls()["teacher-forcing-in-eval-mode"]


@pytest.mark.parametrize("seed", range(5))
def test_four_runs_four_results(seed: int) -> None:
    found = run(PITFALL, seed)
    assert not any(module.training for module in found.wrong["decoder"].modules())
    assert len({tuple(predictions) for predictions in found.wrong["runs"]}) == 4
    free = _decoded(found.right, forced=(False,) * 11)
    for predictions in found.right["runs"]:
        assert predictions == pytest.approx(free, abs=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_each_of_the_four_has_read_some_of_the_target(seed: int) -> None:
    """The first five predictions of a run are those of one pattern of coins, and not of the one without targets."""
    wrong = run(PITFALL, seed).wrong
    patterns = {coins: _decoded(wrong, coins) for coins in itertools.product((False, True), repeat=4)}
    for predictions in wrong["runs"]:
        fitting = [coins for coins, other in patterns.items() if predictions[:5] == pytest.approx(other, abs=1e-6)]
        assert len(fitting) == 1
    assert any(predictions != pytest.approx(_decoded(wrong, (False,) * 11)) for predictions in wrong["runs"])


def _decoded(side: Side, forced: tuple[bool, ...]) -> list[float]:
    """The predictions when the coins fell so; one more than there are coins."""
    gru, fc = side["decoder"]["gru"], side["decoder"]["fc"]
    h = gru(torch.zeros(1, 1))
    predictions = [fc(h)]
    for t, coin in enumerate(forced):
        h = gru(side["target"][t : t + 1] if coin else predictions[-1], h)
        predictions.append(fc(h))
    return [prediction.item() for prediction in predictions]
