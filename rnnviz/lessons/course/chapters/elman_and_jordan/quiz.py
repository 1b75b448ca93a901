"""The questions of the lesson."""

from collections.abc import Mapping
from random import Random

import numpy as np
import torch

from rnnviz.lessons.course import Asked
from rnnviz.lessons.course.chapters.elman_and_jordan import runs


def questions(draw: int) -> Mapping[str, Asked]:
    """What is right, for the numbers of this draw."""
    random = Random(draw)
    return {
        "readout": _readout(random),
        "weights": _weights(random),
        "largest": _largest(random),
        "rank": _rank(random),
        "first": _first(random),
    }


def _readout(random: Random) -> Asked:
    """Other output weights: whose hidden units notice?"""
    seed, gain = random.randrange(100), random.randint(2, 5)
    before, after = (runs.both(2, 4, 2, seed=seed, gain=each) for each in (1.0, float(gain)))
    x = runs.drawn(6, 2, seed)
    moved = [
        float(np.abs(runs.hidden(before[each], x) - runs.hidden(after[each], x)).max()) for each in range(len(before))
    ]
    right = {(False, True): "jordan", (True, False): "elman", (True, True): "both"}[moved[0] > 0, moved[1] > 0]
    return Asked(right, {"gain": gain, "elman": moved[0], "jordan": moved[1]})


def _weights(random: Random) -> Asked:
    features, units, outputs = random.sample(range(2, 12), 3)
    _, jordan = runs.both(features, units, outputs)
    options = {"square": units * units, "product": units * outputs, "inputs": units * features}
    count = jordan.from_output.weight.numel()
    right = next(name for name, each in options.items() if each == count)
    return Asked(right, {"n": features, "d": units, "m": outputs, **options})


def _largest(random: Random) -> Asked:
    units, weight = random.randint(4, 9), random.randint(2, 5)
    _, jordan = runs.both(1, units, 1)
    with torch.no_grad():
        jordan.readout.weight.fill_(weight)
        jordan.readout.bias.zero_()
        # tanh comes as near to 1 as one likes.
        bound = float(jordan.readout(torch.ones(units)))
    options = {"one": 1.0, "weight": float(weight), "sum": float(units * weight)}
    right = min(options, key=lambda name: abs(options[name] - bound))
    return Asked(right, {"d": units, "w": weight, **options})


def _rank(random: Random) -> Asked:
    units, outputs = random.randint(6, 12), random.randint(2, 4)
    _, jordan = runs.both(3, units, outputs)
    rank = int(torch.linalg.matrix_rank((jordan.from_output.weight @ jordan.readout.weight).detach()))
    options = {"units": units, "outputs": outputs, "one": 1}
    return Asked(next(name for name, each in options.items() if each == rank), {**options, "rank": rank})


def _first(random: Random) -> Asked:
    elman, jordan = runs.both(2, 4, 2, seed=random.randrange(100))
    x = runs.drawn(5, 2, random.randrange(100))
    with torch.no_grad():
        apart = (elman(x)[0] - jordan(x)[0])[0].abs().amax(dim=1).tolist()
    first = next(t for t, each in enumerate(apart) if each > 0)
    return Asked({0: "zero", 1: "one"}.get(first, "later"), {"at_one": apart[1]})
