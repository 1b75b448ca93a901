"""The questions of the lesson."""

from collections.abc import Mapping
from random import Random

import torch
from torch import nn

from rnnviz.lessons.course import Asked
from rnnviz.lessons.course.chapters.stacked_and_bidirectional.networks import shapes
from rnnviz.training.own_draws import own_draws


def questions(draw: int) -> Mapping[str, Asked]:
    """What is right, for the numbers of this draw."""
    random = Random(draw)
    return {
        "shape": _shape(random),
        "row": _row(random),
        "before": _before(random),
        "reads": _reads(random),
        "moves": _moves(random),
        "vectors": _vectors(random),
    }


def _shape(random: Random) -> Asked:
    steps, batch, size, layers = random.randint(4, 9), random.choice([16, 32]), random.choice([20, 50]), 3
    found = shapes("LSTM", (8, size, layers, steps, batch), both=True)["output"]
    options = {
        "layers": (steps, batch, layers * 2 * size),
        "last": (steps, batch, 2 * size),
        "stacked": (layers * 2, batch, size),
    }
    right = next(name for name, shape in options.items() if shape == found)
    return Asked(right, {"t": steps, "b": batch, "d": size, "n_layers": layers, **_texts(options)})


def _texts(options: Mapping[str, tuple[int, ...]]) -> dict[str, object]:
    return {f"{name}_shape": str(shape) for name, shape in options.items()}


def _row(random: Random) -> Asked:
    layers = random.choice([3, 4, 5])
    layer = 2 if layers == 3 else random.choice([2, 3])
    with own_draws():
        torch.manual_seed(0)
        gru = nn.GRU(2, 3, layers, bidirectional=True)
    states = gru(torch.ones(4, 1, 2))[1]
    # The backward chain of that layer alone, with weights of its own: only its row changes if it does, and those above.
    with torch.no_grad():
        getattr(gru, f"weight_hh_l{layer - 1}_reverse").mul_(2)
    changed = (gru(torch.ones(4, 1, 2))[1] != states).flatten(1).any(1)
    row = int(changed.int().argmax())
    options = {"block": layers + layer - 1, "pairs": 2 * layer - 1, "count": layer}
    right = next(name for name, number in options.items() if number == row)
    return Asked(right, {"n_layers": layers, "layer": layer, **{f"{name}_row": each for name, each in options.items()}})


def _before(random: Random) -> Asked:
    length = random.randint(6, 12)
    at = random.randint(2, length - 3)
    rnn = nn.RNN(1, 1, bidirectional=True)
    with torch.no_grad():
        for parameter in rnn.parameters():
            parameter.fill_(0.5)
    input = torch.ones(length, 1, 1, requires_grad=True)
    (slope,) = torch.autograd.grad(rnn(input)[0][at, 0, 1], input)
    # What it reads through the state before it, beside its own input.
    before = int(slope[at + 1, 0, 0] != 0) - int(slope[at - 1, 0, 0] != 0)
    return Asked("later" if before == 1 else "earlier", {"at": at, "next": at + 1, "previous": at - 1, "t": length})


def _reads(random: Random) -> Asked:
    features, size = random.choice([6, 10, 12]), random.choice([8, 16, 20])
    found = tuple(nn.LSTM(features, size, 2, bidirectional=True, device="meta").state_dict()["weight_ih_l1"].shape)
    options = {"one": (4 * size, size), "input": (4 * size, features), "both": (4 * size, 2 * size)}
    right = next(name for name, shape in options.items() if shape == found)
    return Asked(right, {"n": features, "d": size, **_texts(options)})


def _moves(random: Random) -> Asked:
    length = random.randint(5, 9)
    with own_draws():
        torch.manual_seed(draw := random.randint(0, 99))
        gru, input = nn.GRU(3, 4, bidirectional=True), torch.randn(length, 1, 3)
    changed = input.clone()
    changed[-1] += 3
    moved = (gru(changed)[0] - gru(input)[0])[0, 0].detach().view(2, 4).norm(dim=1)
    moving = "".join("01"[value > 0] for value in moved)
    right = {"10": "forward", "01": "backward", "11": "both"}[moving]
    return Asked(right, {"t": length, "seed": draw, "forward": float(moved[0]), "backward": float(moved[1])})


def _vectors(random: Random) -> Asked:
    layers = random.choice([2, 3, 4, 5])
    found = shapes("LSTM", (2, 3, layers, 2, 1), both=True)
    count = found["h_n"][0] + found["c_n"][0]
    options = {"layers": layers, "four": 4 * layers, "pairs": 2 * layers}
    right = next(name for name, number in options.items() if number == count)
    return Asked(right, {"n_layers": layers, **{f"{name}_count": each for name, each in options.items()}})
