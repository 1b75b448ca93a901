"""The questions of the lesson."""

from collections.abc import Mapping
from itertools import pairwise
from random import Random

import numpy as np
import torch
from torch import nn

from rnnviz.lessons.course import Asked
from rnnviz.training.own_draws import own_draws

_WORDS = (
    ("hello", "l", "l"),
    ("coffee", "f", "e"),
    ("assess", "s", "s"),
    ("mississippi", "i", "p"),
    ("tattoo", "t", "o"),
)
"""A word, a letter in it that has several successors, and one of these."""


def questions(draw: int) -> Mapping[str, Asked]:
    """What is right, for the numbers of this draw."""
    random = Random(draw)
    return {
        "newest": _newest(random),
        "length": _length(random),
        "product": _product(random),
        "halves": _halves(random),
        "slope": _slope(random),
        "matrices": _matrices(random),
    }


def _newest(random: Random) -> Asked:
    """Change the input of one step, and see which is the first output that moves."""
    t = random.randint(1, 4)
    with own_draws():
        torch.manual_seed(draw_of(random))
        rnn, readout, x = nn.RNN(2, 3), nn.Linear(3, 1), torch.randn(6, 2)
    changed = x.clone()
    changed[t] += 1
    with torch.no_grad():
        moved = (readout(rnn(x)[0]) - readout(rnn(changed)[0])).abs()[:, 0]
    first = int(torch.nonzero(moved > 0)[0])
    right = {t - 1: "before", t: "same", t + 1: "after"}[first]
    return Asked(right, {"t": t, "one_before": t - 1, "one_after": t + 1, "moved": float(moved[t])})


def draw_of(random: Random) -> int:
    """A seed for PyTorch."""
    return random.randrange(1000)


def _length(random: Random) -> Asked:
    features, hidden = random.randint(2, 9), random.randint(2, 9)
    short, long = random.randint(3, 9), random.randint(20, 90)
    module = nn.RNN(features, hidden)
    before = sum(each.numel() for each in module.parameters())
    with torch.no_grad():
        module(torch.zeros(long, features))
    after = sum(each.numel() for each in module.parameters())
    right = "same" if before == after else "more"
    return Asked(
        right,
        {
            "n": features,
            "d": hidden,
            "short": short,
            "long": long,
            "count": before,
            "more": before * long // short,
            "one_each": before + (long - short) * hidden,
        },
    )


def _product(random: Random) -> Asked:
    hidden = random.randint(3, 7)
    weight, h = torch.ones(hidden, hidden), torch.ones(hidden)
    shape = tuple((weight * h).shape)
    right = {(hidden,): "vector", (hidden, hidden): "matrix"}[shape]
    return Asked(right, {"d": hidden, "vector": str((hidden,)), "matrix": str((hidden, hidden))})


def _halves(random: Random) -> Asked:
    word, letter, following = random.choice(_WORDS)
    successors = [after for before, after in pairwise(word) if before == letter]
    share = successors.count(following) / len(successors)
    # The loss of giving p to that letter, and the rest to the others, on a grid: where is it least?
    grid = np.linspace(0.001, 0.999, 999)
    losses = -(share * np.log(grid) + (1 - share) * np.log(1 - grid))
    best = float(grid[losses.argmin()])
    numbers = {"word": word, "letter": letter, "following": following, "best": best, "least": float(losses.min())}
    return Asked("share", numbers | {"count": len(successors), "times": successors.count(following)})


def _slope(random: Random) -> Asked:
    h = random.choice([0.9, 0.95, 0.99, 0.999])
    a = torch.atanh(torch.tensor(h, dtype=torch.float64)).requires_grad_()
    slope = float(torch.autograd.grad(torch.tanh(a), a)[0])
    options = {"minus": 1 - h, "square": 1 - h**2, "one": 1.0}
    right = min(options, key=lambda name: abs(options[name] - slope))
    return Asked(right, {"h": h, **options, "slope": slope})


def _matrices(random: Random) -> Asked:
    steps = random.randint(4, 30)
    module = nn.RNN(3, 4)
    count = sum(name.startswith("weight_hh") for name, _ in module.named_parameters())
    return Asked("one" if count == 1 else "each", {"steps": steps, "fewer": steps - 1})
