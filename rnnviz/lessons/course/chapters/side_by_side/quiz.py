"""The questions of the lesson."""

from collections.abc import Mapping
from random import Random

from torch import nn

from rnnviz import by_hand
from rnnviz.lessons.course import Asked
from rnnviz.lessons.course.chapters.side_by_side import runs
from rnnviz.training.models.memory_task import measured
from rnnviz.training.own_draws import own_draws


def questions(draw: int) -> Mapping[str, Asked]:
    """What is right, for the numbers of this draw."""
    random = Random(draw)
    return {
        "ratio": _ratio(random),
        "biases": _biases(random),
        "readout": _readout(random),
        "swapped": _swapped(random),
        "measured": _measured(random),
    }


def _ratio(random: Random) -> Asked:
    n, d = random.choice([5, 20, 50]), random.choice([10, 30, 100])
    lstm, gru = runs.counted("LSTM", n, d), runs.counted("GRU", n, d)
    options = {"half": lstm // 2, "three": lstm * 3 // 4, "quarter": lstm // 4}
    return Asked(
        next(name for name, count in options.items() if count == gru), {"n": n, "d": d, "lstm": lstm, **options}
    )


def _biases(random: Random) -> Asked:
    n, d = random.choice([2, 3, 6]), random.choice([4, 5, 8])
    with own_draws():
        one = runs.parameters(by_hand.JoinedLSTM(n, d))
    two = runs.counted("LSTM", n, d)
    options = {"more": two + 4 * d, "same": two, "less": two - 4 * d}
    right = next(name for name, count in options.items() if count == one)
    return Asked(right, {"n": n, "d": d, "two": two, "gone": two - one, **options})


def _readout(random: Random) -> Asked:
    kind, classes = random.choice(list(runs.KINDS)), random.choice([3, 7, 26])
    output, _, _ = runs.returned(kind)
    with own_draws():
        scores = nn.Linear(runs.UNITS, classes)(output)
    options = {"states": tuple(output.shape), "scores": tuple(scores.shape), "last": (1, classes)}
    right = next(name for name, shape in options.items() if shape == (len(runs.TEXT), 1, classes))
    shapes = {name: str(shape) for name, shape in options.items()}
    return Asked(right, {"kind": kind, "classes": classes, "units": runs.UNITS, "length": len(runs.TEXT), **shapes})


def _swapped(random: Random) -> Asked:
    output, h_n, c_n = runs.returned("LSTM")
    assert c_n is not None
    unit = random.randrange(runs.UNITS)
    found = {"h": float(h_n[0, 0, unit]), "c": float(c_n[0, 0, unit])}
    last = float(output[-1, 0, unit])
    return Asked(
        "nothing" if abs(found["h"] - last) < abs(found["c"] - last) else "raises", {"u": unit, "last": last, **found}
    )


def _measured(random: Random) -> Asked:
    task = measured()
    place = random.choice([place for place, distance in enumerate(task.distances) if distance in (2, 20)])
    means = {kind: 100 * float(task.accuracy[kind][place].mean()) for kind in runs.KINDS}
    best = [kind.lower() for kind, mean in means.items() if mean > 99.5]
    right = "all" if len(best) == len(means) else best[0]
    return Asked(right, {"far": task.distances[place], **{kind.lower(): mean for kind, mean in means.items()}})
