"""The questions of the lesson."""

from collections.abc import Mapping
from random import Random

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence, pad_packed_sequence

from rnnviz.lessons.course import Asked
from rnnviz.training.own_draws import own_draws


def questions(draw: int) -> Mapping[str, Asked]:
    """What is right, for the numbers of this draw."""
    random = Random(draw)
    return {
        "sizes": _sizes(random),
        "data": _data(random),
        "sorted": _sorted(random),
        "cut": _cut(random),
        "zeros": _zeros(random),
        "mean": _mean(random),
    }


def _lengths(random: Random, count: int) -> list[int]:
    """Different lengths in a mixed order."""
    return random.sample(range(2, 8), count)


def _packed(lengths: list[int], input: Tensor | None = None) -> PackedSequence:
    padded = torch.zeros(len(lengths), max(lengths), 1) if input is None else input
    return pack_padded_sequence(padded, lengths, batch_first=True, enforce_sorted=False)


def _sizes(random: Random) -> Asked:
    lengths = _lengths(random, 3)
    found = _packed(lengths).batch_sizes.tolist()
    options = {
        "lengths": sorted(lengths, reverse=True),
        "steps": [sum(length > t for length in lengths) for t in range(max(lengths))],
        "full": [len(lengths)] * max(lengths),
    }
    right = next(name for name, sizes in options.items() if sizes == found)
    texts = {f"{name}_sizes": str(sizes) for name, sizes in options.items()}
    return Asked(right, {"lengths": ", ".join(map(str, lengths)), **texts})


def _data(random: Random) -> Asked:
    lengths = _lengths(random, 4)
    found = len(_packed(lengths).data)
    options = {"cells": len(lengths) * max(lengths), "words": sum(lengths), "longest": max(lengths)}
    right = next(name for name, count in options.items() if count == found)
    texts = {f"{name}_count": count for name, count in options.items()}
    return Asked(right, {"lengths": ", ".join(map(str, lengths)), **texts})


def _sorted(random: Random) -> Asked:
    lengths = _lengths(random, 3)
    while lengths[0] == max(lengths):
        lengths = _lengths(random, 3)
    order = sorted(range(3), key=lambda row: -lengths[row])
    # Each row holds its own number, so the first of the result says whose it is.
    numbers = torch.tensor(order)[:, None, None].expand(3, max(lengths), 1).float()
    back = pad_packed_sequence(pack_padded_sequence(numbers, sorted(lengths)[::-1], batch_first=True), batch_first=True)
    first = int(back[0][0, 0, 0])
    return Asked("zero" if first == 0 else "longest", {"lengths": ", ".join(map(str, lengths)), "first": first})


def _cut(random: Random) -> Asked:
    lengths, wide = _lengths(random, 3), random.randint(9, 12)
    padded = torch.zeros(3, wide, 1)
    back = pad_packed_sequence(_packed(lengths, padded), batch_first=True)[0].shape[1]
    options = {"wide": wide, "sum": sum(lengths), "longest": max(lengths)}
    right = next(name for name, width in options.items() if width == back)
    texts = {f"{name}_width": width for name, width in options.items()}
    return Asked(right, {"lengths": ", ".join(map(str, lengths)), "t": wide, **texts})


def _zeros(random: Random) -> Asked:
    steps = random.randint(2, 6)
    with own_draws():
        torch.manual_seed(random.randint(0, 99))
        gru = nn.GRU(2, 3)
    with torch.no_grad():
        before = torch.full((1, 1, 3), 0.5)
        after = gru(torch.zeros(steps, 1, 2), before)[1]
    moved = float((after - before).norm())
    return Asked("moves" if moved > 0 else "stays", {"steps": steps, "moved": moved})


def _mean(random: Random) -> Asked:
    length, width = random.choice([2, 3, 4]), random.choice([6, 8])
    output = torch.zeros(width)
    output[:length] = 0.6
    plain, masked = float(output.mean()), float(output[:length].sum() / length)
    right = "masked" if abs(masked - 0.6) < 1e-6 else "plain"
    return Asked(right, {"length": length, "width": width, "each": 0.6, "plain": plain, "masked": masked})
