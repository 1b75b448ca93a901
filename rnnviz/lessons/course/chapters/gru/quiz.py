"""The questions of the lesson."""

from collections.abc import Mapping
from random import Random

import torch
from torch import nn

from rnnviz.lessons.course import Asked
from rnnviz.lessons.course.chapters.gru import runs
from rnnviz.lessons.course.chapters.gru.numbers import parameters
from rnnviz.training.own_draws import own_draws


def questions(draw: int) -> Mapping[str, Asked]:
    """What is right, for the numbers of this draw."""
    random = Random(draw)
    return {
        "blend": _blend(random),
        "reset": _reset(random),
        "parameters": _parameters(random),
        "paper": _paper(random),
        "count": _count(random),
    }


def _cell(r: float, z: float, n: float) -> nn.GRUCell:
    """A unit whose gates and candidate stand where one wants them, whatever comes."""
    with own_draws():
        cell = nn.GRUCell(1, 1).double()
    sums = torch.stack([*torch.logit(torch.tensor([r, z]).double()), torch.atanh(torch.tensor(n).double())])
    with torch.no_grad():
        cell.weight_ih.zero_()
        cell.weight_hh.zero_()
        cell.bias_hh.zero_()
        cell.bias_ih.copy_(sums)
    return cell


def _blend(random: Random) -> Asked:
    z, old, n = random.choice([0.75, 0.9, 0.8]), random.choice([0.5, -0.4, 0.8]), random.choice([-0.6, 0.2, -0.2])
    with torch.no_grad():
        h = float(_cell(0.5, z, n)(torch.zeros(1, 1).double(), torch.tensor([[old]]).double()))
    options = {"swapped": (1 - z) * old + z * n, "mean": (old + n) / 2, "mixed": z * old + (1 - z) * n}
    right = min(options, key=lambda name: abs(options[name] - h))
    return Asked(right, {"z": z, "old": old, "cand": n, "new": h, **options})


def _reset(random: Random) -> Asked:
    bias = random.choice([-8.0, -10.0])
    _, n, r = runs.candidates(bias)
    moved = float(n[-1] - n[0])
    return Asked("input" if abs(moved) < 0.01 else "both", {"r": r, "moved": abs(moved)})


def _parameters(random: Random) -> Asked:
    n, d = random.choice([8, 16, 32]), random.choice([20, 50, 100])
    found = parameters("GRU", n, d)
    options = {
        "two": 2 * parameters("RNN", n, d),
        "three": 3 * parameters("RNN", n, d),
        "four": parameters("LSTM", n, d),
    }
    right = next(name for name, count in options.items() if count == found)
    return Asked(right, {"n": n, "d": d, "rnn": parameters("RNN", n, d), **options})


def _paper(random: Random) -> Asked:
    z = random.choice([0.9, 0.95, 0.99])
    with torch.no_grad():
        h = float(_cell(0.5, z, 0.0)(torch.zeros(1, 1).double(), torch.ones(1, 1).double()))
    return Asked("opposite" if h > 0.5 else "same", {"z": z, "keeps": 100 * h, "paper_keeps": 100 * (1 - z)})


def _count(random: Random) -> Asked:
    lstm, gru = runs.counting()
    at = random.randint(10, runs.STEPS - 1)
    return Asked("lstm" if lstm[at] > at > gru[at] else "gru", {"k": at + 1, "c": float(lstm[at]), "h": float(gru[at])})
