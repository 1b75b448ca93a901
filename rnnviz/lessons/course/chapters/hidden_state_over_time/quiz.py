"""The questions of the lesson."""

from collections.abc import Mapping
from random import Random

import numpy as np
import torch
from torch import nn

from rnnviz.analysis.principal import principal
from rnnviz.lessons.course import Asked
from rnnviz.lessons.course.chapters.hidden_state_over_time import room
from rnnviz.training.own_draws import own_draws


def questions(draw: int) -> Mapping[str, Asked]:
    """What is right, for the numbers of this draw."""
    random = Random(draw)
    return {
        "size": _size(random),
        "mean": _mean(random),
        "plane": _plane(random),
        "parameters": _parameters(random),
        "room": _room(),
        "unseen": _unseen(),
    }


def _size(random: Random) -> Asked:
    units = random.choice([8, 16, 32])
    short, long = random.randint(5, 9), random.randint(200, 900)
    _, h_n = nn.RNN(3, units)(torch.zeros(long, 3))
    options = {"same": units, "longer": long * units, "ratio": units * long // short}
    right = next(name for name, count in options.items() if count == h_n.numel())
    return Asked(right, {"units": units, "short": short, "long": long, **options})


def _mean(random: Random) -> Asked:
    value = random.randint(2, 8) / 10
    one, other = np.array([value, -value, value, -value]), np.array([-value, value, -value, value])
    apart = float(np.linalg.norm(one - other))
    right = "nothing" if one.mean() == other.mean() and apart > 0 else "same"

    def text(state: np.ndarray) -> str:
        return str([float(each) for each in state])

    return Asked(right, {"one": text(one), "other": text(other), "apart": apart})


def _plane(random: Random) -> Asked:
    """A path in which two units do all the moving, or all of them the same."""
    flat = random.random() < 0.5
    steps = np.linspace(0, 6, 20)
    turns = np.stack([np.cos(steps), np.sin(steps)]) if flat else np.stack([np.cos(each + steps) for each in range(6)])
    still = np.full((8 - len(turns), len(steps)), 0.3)
    noise = np.zeros_like(turns) if flat else np.random.default_rng(0).standard_normal(turns.shape)
    share = 100 * sum(principal(np.concatenate([turns + noise, still]).T).shares)
    return Asked("all" if share > 99.9 else "part", {"share": share})


def _parameters(random: Random) -> Asked:
    features, units = random.randint(4, 10), random.choice([20, 50, 100])
    with own_draws():
        one, two = (sum(each.numel() for each in nn.RNN(features, d).parameters()) for d in (units, 2 * units))
    right = min({"two": 2, "four": 4, "eight": 8}.items(), key=lambda option: abs(option[1] - two / one))[0]
    return Asked(right, {"n": features, "d": units, "double": 2 * units, "before": one, "after": two})


def _room() -> Asked:
    sums = [float(room.remembered(units).sum()) for units in room.SIZES]
    within = all(found <= units for found, units in zip(sums, room.SIZES, strict=True))
    return Asked("units" if within else "any", {"units": room.SIZES[1], "held": sums[1]})


def _unseen() -> Asked:
    seen, unseen = room.fitted()
    right = "rises" if seen[-1] < seen.min() * 1.01 and unseen[-1] > 2 * unseen.min() else "falls"
    return Asked(right, {"from": room.FITTED[int(unseen.argmin())], "to": room.FITTED[-1]})
