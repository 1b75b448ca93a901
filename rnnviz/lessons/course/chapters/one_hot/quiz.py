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
        "distance": _distance(random),
        "shape": _shape(random),
        "memory": _memory(random),
        "product": _product(random),
        "alike": _alike(random),
    }


def _distance(random: Random) -> Asked:
    size = random.randint(4, 60)
    first, second = random.sample(range(size), 2)
    words = torch.eye(size)
    apart = float(torch.dist(words[first], words[second]))
    return Asked("root", {"size": size, "a": first, "b": second, "apart": apart})


def _shape(random: Random) -> Asked:
    vocabulary, size, count = random.choice([100, 1000, 5000]), random.choice([8, 16, 64]), random.randint(3, 9)
    with own_draws():
        shape = tuple(nn.Embedding(vocabulary, size)(torch.arange(count)).shape)
    options = {"wanted": (count, size), "one_hot": (count, vocabulary), "table": (vocabulary, size)}
    right = next(name for name, each in options.items() if each == shape)
    return Asked(
        right.replace("_", "-"),
        {"v": vocabulary, "d": size, "k": count, **{name: str(each) for name, each in options.items()}},
    )


def _memory(random: Random) -> Asked:
    vocabulary, size = random.choice([20_000, 50_000]), random.choice([100, 200])
    megabytes = nn.Embedding(vocabulary, size, device="meta").weight.nbytes / 1e6
    return Asked(
        "table", {"v": vocabulary, "d": size, "megabytes": megabytes, "half": megabytes / 4, "more": megabytes * 8}
    )


def _product(random: Random) -> Asked:
    row = random.randrange(4)
    table = torch.arange(8.0).reshape(4, 2)
    one_hot = nn.functional.one_hot(torch.tensor(row), 4).float()
    product = (one_hot @ table).tolist()
    right = next(name for name, each in {"row": table[row], "column": table[:, 0]}.items() if each.tolist() == product)
    return Asked(
        right, {"row": row, "x": str(one_hot.int().tolist()), "product": str([int(value) for value in product])}
    )


def _alike(random: Random) -> Asked:
    size = random.randint(5, 40)
    different = set(torch.pdist(torch.eye(size)).tolist())
    return Asked("none" if len(different) == 1 else "neighbours", {"size": size})
