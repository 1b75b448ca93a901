"""The questions of the lesson."""

from collections.abc import Mapping
from random import Random

import torch
from torch import nn

from rnnviz.lessons.course import Asked
from rnnviz.lessons.course.chapters.matrix_tricks.counts import BLOCKS, by_hand, in_pytorch


def questions(draw: int) -> Mapping[str, Asked]:
    """What is right, for the numbers of this draw."""
    random = Random(draw)
    return {
        "shape": _shape(random),
        "share": _share(random),
        "rows": _rows(random),
        "folded": _folded(random),
        "count": _count(random),
        "bias": _bias(random),
    }


def _sizes(random: Random) -> tuple[int, int]:
    """n and d, different and neither a multiple of the other."""
    return random.choice([(3, 4), (3, 5), (5, 7), (4, 10), (6, 16)])


def _chosen(options: Mapping[str, object], found: object) -> tuple[str, dict[str, object]]:
    right = next(name for name, option in options.items() if option == found)
    return right, {f"{name}_option": str(option) for name, option in options.items()}


def _shape(random: Random) -> Asked:
    n, d = _sizes(random)
    rnn = nn.RNNCell(n, d, device="meta")
    found = list(torch.cat([torch.empty(rnn.weight_hh.shape), torch.empty(rnn.weight_ih.shape)], dim=1).shape)
    right, texts = _chosen({"wide": [d, d + n], "tall": [d + n, d], "square": [d + n, d + n]}, found)
    return Asked(right, {"n": n, "d": d, **texts})


def _share(random: Random) -> Asked:
    n, d = _sizes(random)
    rnn = nn.RNNCell(n, d, device="meta")
    alike = [one == other for one, other in zip(rnn.weight_hh.shape, rnn.weight_ih.shape, strict=True)]
    return Asked({(True, False): "rows", (False, True): "columns"}[alike[0], alike[1]], {"n": n, "d": d})


def _rows(random: Random) -> Asked:
    n, d = _sizes(random)
    place, letter = random.choice([(1, "f"), (2, "g"), (3, "o")])
    # Only the rows of that gate make its sum: mark them in a run.
    marked = torch.zeros(4 * d)
    marked.chunk(4)["ifgo".index(letter)].fill_(1)
    first = int(marked.argmax())
    options = {
        "every": f"{place}, {place + 4}, …",
        "block": f"{place * d}:{(place + 1) * d}",
        "n": f"{place * n}:{(place + 1) * n}",
    }
    right, texts = _chosen(options, f"{first}:{first + int(marked.sum())}")
    return Asked(right, {"n": n, "d": d, "letter": letter, **texts})


def _folded(random: Random) -> Asked:
    n, d = _sizes(random)
    lstm = nn.LSTMCell(n, d, device="meta")
    parts = (lstm.weight_hh.shape, lstm.weight_ih.shape, (*lstm.bias_ih.shape, 1))
    whole = torch.cat([torch.empty(shape) for shape in parts], dim=1)
    options = {"same": [4 * d, d + n], "column": [4 * d, d + n + 1], "row": [4 * d + 1, d + n]}
    right, texts = _chosen(options, list(whole.shape))
    return Asked(right, {"n": n, "d": d, **texts})


def _count(random: Random) -> Asked:
    n, d = _sizes(random)
    kind = random.choice(["GRU", "LSTM"])
    blocks = BLOCKS[kind]
    options = {
        "one": blocks * (d * (n + d) + d),
        "none": blocks * d * (n + d),
        "two": blocks * (d * (n + d) + 2 * d),
    }
    right, texts = _chosen(options, in_pytorch(kind, n, d))
    return Asked(right, {"n": n, "d": d, "kind": kind, "blocks": blocks, **texts})


def _bias(random: Random) -> Asked:
    n, d = _sizes(random)
    fewer = in_pytorch("LSTM", n, d) - by_hand(n, d)
    right, texts = _chosen({"gates": 4 * d, "unit": d, "inputs": 4 * n}, fewer)
    return Asked(right, {"n": n, "d": d, **texts})
