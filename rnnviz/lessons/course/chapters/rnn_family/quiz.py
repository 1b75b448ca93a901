"""The questions of the lesson."""

from collections.abc import Mapping
from random import Random

from torch import nn

from rnnviz.lessons.course import Asked
from rnnviz.lessons.course.chapters.rnn_family import calls, diary, members


def questions(draw: int) -> Mapping[str, Asked]:
    """What is right, for the numbers of this draw."""
    random = Random(draw)
    return {
        "longer": _longer(random),
        "path": _path(random),
        "supper": _supper(random),
        "inside": _inside(random),
        "name": _name(random),
    }


def _longer(random: Random) -> Asked:
    n, d, short, long = random.choice([3, 8]), random.choice([5, 16]), 10, random.choice([20, 100])
    # The constructor is not told of the length: there is nothing in a module that could grow with it.
    count = sum(each.numel() for each in nn.RNN(n, d, device="meta").parameters())
    options = {"same": count, "times": count * long // short, "square": count * (long // short) ** 2}
    return Asked("same", {"n": n, "d": d, "short": short, "long": long, "count": count, **options})


def _path(random: Random) -> Asked:
    back = random.randint(4, 15)
    found = members.found()
    plain, deep = found["plain"].paths[back], found["transition"].paths[back]
    options = {"one": plain + 1, "double": plain + back, "same": plain}
    return Asked(
        next(name for name, count in options.items() if count == deep),
        {"k": back, "plain": plain, "deep": deep, **options},
    )


def _supper(random: Random) -> Asked:
    half = random.choice([10, 30, 60])
    days = half * random.randint(2, 4)
    c = diary.diary(float(half)).c
    assert c is not None
    left = 100 * float(c[0, 0, days, 0, 1])
    options = {"linear": 100 * half / days, "power": left, "none": 0.0}
    return Asked("power", {"half": half, "days": days, "times": days // half, **options})


def _inside(random: Random) -> Asked:
    names, same, apart = calls.calls()
    stateless = not any("c" in name.split("_") for name in names)
    right = "passed" if stateless and same and apart["passed"] < apart["left"] else "module"
    return Asked(right, {"without": apart["left"], "with": apart["passed"]})


def _name(random: Random) -> Asked:
    years = diary.JACKPOT_YEARS
    c = diary.diary(float(random.choice([3, 7]))).c
    assert c is not None
    return Asked(
        "lasting" if c[0, 0, -1, 0, 0] > 0.5 else "both", {"y": years, "share": 100 * float(c[0, 0, -1, 0, 0])}
    )
