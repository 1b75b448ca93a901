"""The questions of the lesson."""

import datetime
from collections.abc import Mapping
from random import Random

import torch
from torch import nn

from rnnviz.lessons.course import Asked
from rnnviz.lessons.course.chapters.sequence_to_sequence import never_imported, runs
from rnnviz.training.models.dates.language import DAYS, FIRST, LENGTH, SPELLINGS
from rnnviz.training.own_draws import own_draws


def questions(draw: int) -> Mapping[str, Asked]:
    """What is right, for the numbers of this draw."""
    random = Random(draw)
    return {
        "handed": _handed(random),
        "given": _given(random),
        "coin": _coin(random),
        "zero": _zero(random),
        "padding": _padding(random),
        "name": _name(random),
    }


def _handed(random: Random) -> Asked:
    length, size = random.randint(5, 40), random.choice([64, 128, 256])
    with own_draws():
        torch.manual_seed(0)
        _, h_n = nn.GRU(8, size)(torch.randn(length, 1, 8))
    options = {"all": (length, 1, size), "wanted": (1, 1, size), "steps": (1, length, size)}
    right = next(name for name, shape in options.items() if shape == tuple(h_n.shape))
    return Asked(right, {"n": length, "d": size, **{name: str(shape) for name, shape in options.items()}})


def _date(random: Random) -> tuple[str, str]:
    date = FIRST + datetime.timedelta(days=random.randrange(DAYS))
    return random.choice([*SPELLINGS.values()])(date), date.isoformat()


def _given(random: Random) -> Asked:
    """At a step after which the network's own character and the teacher's differ."""
    wanted = random.random() < 0.5  # whether the coin falls on the teacher
    while True:
        text, date = _date(random)
        found = runs.taught(text, date, 0.5, random.randrange(100))
        steps = [
            step
            for step in range(1, LENGTH)
            if found.characters[step - 1] != date[step - 1] and found.forced[step] == wanted
        ]
        if steps:
            break
    step = random.choice(steps)
    own, teacher = found.characters[step - 1], date[step - 1]
    options = {"own": own, "teacher": teacher}
    right = next(name for name, character in options.items() if character == found.given[step])
    throw = {True: "< 0.5", False: "≥ 0.5"}[found.forced[step]]
    return Asked(right, {"q_text": text, "step": step, "before": step - 1, "throw": throw, **options})


def _coin(random: Random) -> Asked:
    while True:
        text, date = _date(random)
        seeds = random.sample(range(100), 4)
        with_coin = {runs.taught(text, date, 0.5, seed).written for seed in seeds}
        if len(with_coin) > 1:
            break
    without = {runs.taught(text, date, 0.0, seed).written for seed in seeds}
    counts = {"many": len(with_coin), "one": 1}
    right = next(name for name, count in counts.items() if count == len(without))
    return Asked(right, {"q_text": text, **counts})


def _zero(random: Random) -> Asked:
    size, length = random.choice([50, 1000, 20_000]), random.randint(5, 12)
    target = torch.tensor([random.randrange(size) for _ in range(length)])
    outputs = 60.0 * nn.functional.one_hot(target, size)
    outputs[0] = 0
    loss = float(nn.functional.cross_entropy(outputs, target))
    # All of ln V where position 0 stands alone.
    whole = float(nn.functional.cross_entropy(outputs[:1], target[:1]))
    options = {"whole": whole, "nothing": 0.0, "share": whole / length}
    right = min(options, key=lambda name: abs(options[name] - loss))
    return Asked(right, {"v": size, "length": length, **options})


def _padding(random: Random) -> Asked:
    length, padded = random.randint(3, 6), random.randint(8, 12)
    with own_draws():
        torch.manual_seed(0)
        gru, x = nn.GRU(4, 5), torch.randn(padded, 1, 4)
    x[length:] = 0
    with torch.no_grad():
        output, h_n = gru(x)
    options = {"word": length - 1, "last": padded - 1, "first": 0}
    right = next(name for name, t in options.items() if torch.equal(output[t], h_n[0]))
    return Asked(right, {"words": length, "padded": padded, **options})


def _name(random: Random) -> Asked:
    ratio, right = random.choice([0.0, 0.3, 0.7]), "never"
    incomplete = never_imported.without("random")
    try:
        with torch.inference_mode():
            incomplete(*never_imported.ingredients(), ratio)
    except NameError:
        right = "step"
    return Asked(right, {"q_ratio": ratio})
