"""The wrong line is PyTorch's GRU with every weight of the update gate negated."""

import copy

import pytest
import torch

from rnnviz.lessons.pitfalls import Side, pitfalls, run

PITFALL = pitfalls()["gru-update-gate-the-other-way"]


def negated(side: Side) -> torch.Tensor:
    gru = copy.deepcopy(side["gru"])
    with torch.no_grad():
        for weight in gru.parameters():
            weight[8:16] *= -1
        output: torch.Tensor = gru(side["words"], side["old"])[0]
    return output


@pytest.mark.parametrize("seed", range(5))
def test_the_wrong_line_negates_the_update_gate(seed: int) -> None:
    found = run(PITFALL, seed)
    torch.testing.assert_close(torch.stack(found.wrong["steps"]), negated(found.wrong), atol=1e-5, rtol=0)
    with torch.no_grad():
        output, _ = found.right["gru"](found.right["words"], found.right["old"])
    torch.testing.assert_close(torch.stack(found.right["steps"]), output, atol=1e-5, rtol=0)


@pytest.mark.parametrize("seed", range(5))
def test_what_was_to_be_kept_is_replaced_at_once(seed: int) -> None:
    values = PITFALL.outcome(run(PITFALL, seed)).values
    assert float(str(values["module"])) == pytest.approx(float(str(values["right"])), abs=1e-5)
    assert float(str(values["right"])) > 0.9
    assert float(str(values["wrong"])) < 0.5
