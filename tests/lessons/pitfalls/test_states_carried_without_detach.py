"""Values carried over as plain numbers train alike; keeping the graph alive only changes the error."""

import copy
from typing import Any

import pytest
import torch
from torch import nn

from rnnviz.lessons.pitfalls import pitfalls, run

PITFALL = pitfalls()["states-carried-without-detach"]


def prepared(seed: int) -> dict[str, Any]:
    names: dict[str, Any] = {}
    with torch.random.fork_rng(devices=[]):
        exec(PITFALL.setup.replace("manual_seed(0)", f"manual_seed({seed})"), names)
    return names


@pytest.mark.parametrize("seed", range(3))
def test_detach_is_the_same_as_handing_over_numbers(seed: int) -> None:
    names = prepared(seed)
    lstm, head, optimizer = names["lstm"], names["head"], names["optimizer"]
    numbers: tuple[Any, Any] = (torch.zeros(1, 16).tolist(), torch.zeros(1, 16).tolist())
    losses = []
    for values, next_values in names["pieces"]:
        output, (h_n, c_n) = lstm(values, (torch.tensor(numbers[0]), torch.tensor(numbers[1])))
        numbers = (h_n.tolist(), c_n.tolist())
        loss: torch.Tensor = nn.functional.mse_loss(head(output), next_values)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
        losses.append(loss.item())
    assert run(PITFALL, seed).right["losses"] == pytest.approx(losses, rel=1e-3, abs=1e-5)


@pytest.mark.parametrize("seed", range(5))
def test_one_program_stops_after_one_piece_and_the_other_learns(seed: int) -> None:
    found = run(PITFALL, seed)
    assert isinstance(found.wrong.error, RuntimeError)
    assert str(found.wrong.error).startswith("Trying to backward through the graph a second time (")
    right = found.right["losses"]
    assert len(found.wrong["losses"]) == 1
    assert len(right) == 40
    assert right[-1] < right[0] / 10
    # A guess that never moves from 0 would have the mean square of the wave, one half.
    assert right[-1] < 0.05


def test_a_retained_graph_is_no_way_out() -> None:
    names = prepared(0)
    untouched = copy.deepcopy(names["lstm"].state_dict())
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        exec(PITFALL.wrong.replace("backward()", "backward(retain_graph=True)"), names)
    assert len(names["losses"]) == 1
    assert not torch.equal(untouched["weight_hh_l0"], names["lstm"].weight_hh_l0)


def test_without_an_optimizer_the_graph_is_what_stops_it() -> None:
    names = prepared(0)
    program = PITFALL.wrong.replace("    optimizer.step()\n", "")
    with pytest.raises(RuntimeError, match="a second time"):
        exec(program, names)
    kept = prepared(0)
    kept["pieces"] = kept["pieces"][:3]
    exec(program.replace("backward()", "backward(retain_graph=True)"), kept)
    assert len(kept["losses"]) == 3
