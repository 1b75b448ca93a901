"""The questions of the lesson."""

from collections.abc import Mapping
from random import Random

import torch
from torch import nn

from rnnviz.lessons.course import Asked
from rnnviz.training.own_draws import own_draws


def questions(draw: int) -> Mapping[str, Asked]:
    """What is right, for the numbers of this draw."""
    random = Random(draw)
    return {
        "verdict": Asked("many-to-one"),
        "moves": _moves(random),
        "one-verdict": _one_verdict(random),
        "batch-first": _batch_first(random),
        "steps": _steps(random),
        "type": _type(random),
    }


def _moves(random: Random) -> Asked:
    steps = random.randint(5, 9)
    t = random.randint(1, steps - 3)
    with own_draws():
        torch.manual_seed(random.randrange(1000))
        module, x = nn.RNN(2, 4), torch.randn(steps, 2)
    changed = x.clone()
    changed[t] += 1
    with torch.no_grad():
        count = int(((module(x)[0] - module(changed)[0]).abs().sum(dim=1) > 0).sum())
    right = {1: "one", steps - t: "later", steps: "all"}[count]
    return Asked(right, {"steps": steps, "t": t, "later": steps - t, "count": count})


def _module(random: Random, *, batch_first: bool) -> tuple[nn.RNN, nn.Linear, torch.Tensor]:
    """A network, its output layer, and an input of three sizes that all differ."""
    seq_len, batch, classes = random.sample(range(3, 10), 3)
    features, hidden = 3, 16
    with own_draws():
        module = nn.RNN(features, hidden, batch_first=batch_first)
        readout = nn.Linear(hidden, classes)
    first, second = (batch, seq_len) if batch_first else (seq_len, batch)
    return module, readout, torch.zeros(first, second, features)


def _one_verdict(random: Random) -> Asked:
    module, readout, x = _module(random, batch_first=False)
    output, h_n = module(x)
    shapes = {
        "every": str(tuple(readout(output).shape)),
        "last": str(tuple(readout(h_n[-1]).shape)),
        "states": str(tuple(h_n[-1].shape)),
    }
    asked = str(tuple(readout(output[-1]).shape))
    right = next(name for name, shape in shapes.items() if shape == asked)
    sizes = {"features": x.shape[2], "hidden": module.hidden_size, "classes": readout.out_features}
    return Asked(right, {"x": str(tuple(x.shape)), **sizes, **shapes})


def _batch_first(random: Random) -> Asked:
    module, _, x = _module(random, batch_first=True)
    with torch.no_grad():
        output, h_n = module(x + torch.arange(float(len(x)))[:, None, None])
    right = "row" if output[-1].shape == (x.shape[1], module.hidden_size) else "step"
    numbers = {
        "x": str(tuple(x.shape)),
        "row": str(tuple(output[-1].shape)),
        "step": str(tuple(output[:, -1].shape)),
        "h_n": str(tuple(h_n.shape)),
    }
    return Asked(right, numbers)


def _steps(random: Random) -> Asked:
    source, target = random.sample(range(4, 12), 2)
    encoder, decoder = nn.RNN(2, 3), nn.RNN(2, 3)
    read, state = encoder(torch.zeros(source, 2))
    written, _ = decoder(torch.zeros(target, 2), state)
    options = {"source": source, "target": target, "both": source + target, "product": source * target}
    run = len(read) + len(written)
    return Asked(next(name for name, count in options.items() if count == run), {"s": source, "n": target, **options})


def _type(random: Random) -> Asked:
    hidden = random.randint(3, 9)
    module = nn.RNN(2, hidden).double()
    try:
        module(torch.zeros(4, 1, 2, dtype=torch.float64), torch.zeros(1, 1, hidden))
    except (RuntimeError, ValueError) as error:
        return Asked("raises", {"d": hidden, "error": str(error)})
    return Asked("works", {"d": hidden, "error": ""})
