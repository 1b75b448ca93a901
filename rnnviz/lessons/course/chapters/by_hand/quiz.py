"""The questions of the lesson."""

from collections.abc import Mapping
from random import Random

import numpy as np
import torch
from torch import nn

from rnnviz import by_hand
from rnnviz.by_hand.copy_weights import copy_weights
from rnnviz.cells import LSTM
from rnnviz.cells.evaluate import evaluate
from rnnviz.lessons.course import Asked
from rnnviz.training.own_draws import own_draws


def questions(draw: int) -> Mapping[str, Asked]:
    """What is right, for the numbers of this draw."""
    random = Random(draw)
    return {
        "calls": _calls(random),
        "state": _state(random),
        "columns": _columns(random),
        "range": _range(random),
        "product": _product(random),
        "repeat": _repeat(random),
    }


def _chosen(options: Mapping[str, object], found: object) -> tuple[str, dict[str, object]]:
    right = next(name for name, option in options.items() if option == found)
    return right, {f"{name}_option": str(option) for name, option in options.items()}


def _calls(random: Random) -> Asked:
    batch, steps = random.choice([(3, 7), (4, 10), (8, 5)])
    with own_draws():
        cell = by_hand.SampleGRUCell(1, 1)
    calls: list[int] = []
    cell.register_forward_hook(lambda *given: calls.append(1))
    with torch.no_grad():
        for row in torch.zeros(batch, steps, 1):
            h = None
            for x in row:
                h = cell(x, h)
    right, texts = _chosen({"steps": steps, "both": batch * steps, "sum": batch + steps}, len(calls))
    return Asked(right, {"batch": batch, "steps": steps, **texts})


def _state(random: Random) -> Asked:
    batch, size = random.choice([3, 5, 8]), random.choice([10, 16, 20])
    with own_draws():
        h_n = nn.GRU(2, size, batch_first=True)(torch.zeros(batch, 4, 2))[1]
    options = {"first": (batch, 1, size), "plain": (batch, size), "layers": (1, batch, size)}
    right, texts = _chosen(options, tuple(h_n.shape))
    return Asked(right, {"batch": batch, "size": size, **texts})


def _columns(random: Random) -> Asked:
    n, d = random.choice([(3, 4), (2, 5), (6, 4), (5, 8)])
    with own_draws():
        lstm, joined = nn.LSTM(n, d), by_hand.JoinedLSTM(n, d)
    copy_weights(lstm, joined)
    forget = lstm.state_dict()["weight_hh_l0"][d : 2 * d]
    whole = joined.forget_gate.weight
    options = {"front": (0, d), "back": (n, n + d), "middle": (1, d + 1)}
    found = next(cut for cut in options.values() if torch.equal(whole[:, slice(*cut)], forget))
    right, _ = _chosen(options, found)
    return Asked(right, {"n": n, "d": d, **{f"{name}_option": f"[:, {a}:{b}]" for name, (a, b) in options.items()}})


def _range(random: Random) -> Asked:
    n, d = random.choice([(7, 9), (9, 16), (20, 16), (75, 25)])
    with own_draws():
        torch.manual_seed(random.randint(0, 99))
        joined = by_hand.JoinedLSTM(n, d)
    largest = float(joined.candidate.weight.detach().abs().max())
    options = {"units": d**-0.5, "joined": (n + d) ** -0.5, "inputs": n**-0.5}
    # The largest of many draws lies close under its bound.
    right = min((name for name in options if options[name] >= largest), key=lambda name: options[name])
    return Asked(
        right, {"n": n, "d": d, "largest": largest, **{f"{name}_option": each for name, each in options.items()}}
    )


def _product(random: Random) -> Asked:
    gate, value = random.choice([0.25, 0.5, 0.75]), random.choice([-2.0, 4.0, 8.0])
    kept = LSTM.operation("kept")
    found = float(evaluate(kept.expression, {"f": np.array([gate]), "c_prev": np.array([value])})[0])
    right, texts = _chosen({"linear": gate + value, "product": gate * value, "activation": gate}, found)
    return Asked(right, {"gate": gate, "value": value, **texts})


def _repeat(random: Random) -> Asked:
    last, follows = random.choice([(0.5, 0.75), (0.25, 0.75), (1.0, 0.5)])
    error = float(nn.functional.mse_loss(torch.tensor([last]), torch.tensor([follows])))
    options = {"apart": abs(last - follows), "square": (last - follows) ** 2, "nothing": 0.0}
    right, texts = _chosen(options, error)
    return Asked(right, {"last": last, "follows": follows, **texts})
