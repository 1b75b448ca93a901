"""The questions of the lesson."""

from collections.abc import Mapping
from random import Random
from typing import Any

import torch
from torch import nn

from rnnviz.lessons.course import Asked
from rnnviz.lessons.course.chapters.why_memory_fades import echo, fresh, leak, plain
from rnnviz.training.own_draws import own_draws


def questions(draw: int) -> Mapping[str, Asked]:
    """What is right, for the numbers of this draw."""
    random = Random(draw)
    return {
        "product": _product(random),
        "shrinks": _shrinks(random),
        "radius": _radius(random),
        "half": _half(random),
        "readout": _readout(random),
        "fresh": _fresh(random),
    }


def _product(random: Random) -> Asked:
    """One unit at rest: every Jacobian is its weight."""
    weight, steps = random.choice([0.5, 0.8, 0.9, 1.1, 1.2]), random.randint(5, 20)
    with own_draws():
        module: Any = nn.RNN(1, 1, bias=False).double()
    with torch.no_grad():
        module.weight_hh_l0.fill_(weight)
    h_0 = torch.zeros(1, 1).double().requires_grad_()
    (slope,) = torch.autograd.grad(module(torch.zeros(steps, 1).double(), h_0)[1].sum(), h_0)
    options = {"times": weight * steps, "power": weight**steps, "weight": weight}
    right = min(options, key=lambda name: abs(options[name] - float(slope)))
    return Asked(right, {"w": weight, "k": steps, "slope": float(slope), **options})


def _shrinks(random: Random) -> Asked:
    radius = random.choice([0.4, 0.5, 0.6])
    found = plain.influence(radius)
    size = float(plain.network(radius).weight_hh_l0.detach().norm())
    return Asked("influence" if found[-1] < found[1] else "weights", {"near": found[1], "gone": found[-1], "w": size})


def _radius(random: Random) -> Asked:
    radius = random.choice([0.3, 0.4, 0.5, 1.6, 1.8, 2.0])
    draws = torch.randn(8, 8, generator=torch.Generator().manual_seed(random.randrange(100))).double()
    matrix = draws * radius / plain.spectral_radius(draws)
    size = float(torch.linalg.matrix_power(matrix, 60).norm())
    return Asked("dies" if size < 1 else "grows", {"rho": radius, "power": size})


def _half(random: Random) -> Asked:
    alpha = random.choice([0.02, 0.05, 0.1, 0.2])
    half = leak.half_life(alpha)
    return Asked("half", {"leak": alpha, "half": half, "inverse": 1 / alpha, "double": half * 3})


def _readout(random: Random) -> Asked:
    found = echo.echo(random.choice([0.5, 0.9]))
    units = random.choice([20, 100, 200])
    # One number for each unit, and one for the constant: as in the run of the lesson.
    trained = units + found.trained - echo.UNITS
    return Asked("readout", {"n": units, "trained": trained, "all": units * units + units, "square": units * units})


def _fresh(random: Random) -> Asked:
    added = random.choice([1, 2, 3])
    found = [fresh.reached(float(b))[:, 50].max() for b in (0, added)]
    shares = torch.sigmoid(torch.tensor([0.0, float(added)]).double()) ** 50
    return Asked(
        "half" if found[0] < found[1] else "keeps",
        {"b": added, "without": found[0], "with": found[1], "power": float(shares[0])},
    )
