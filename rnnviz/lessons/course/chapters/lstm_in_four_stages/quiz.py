"""The questions of the lesson."""

from collections.abc import Mapping
from random import Random

import torch
from torch import nn

from rnnviz.cells import LSTM
from rnnviz.lessons.course import Asked
from rnnviz.lessons.course.chapters.lstm_in_four_stages.numbers import counted
from rnnviz.lessons.course.chapters.lstm_in_four_stages.runs import carriers, chances, run
from rnnviz.training.models import agreement
from rnnviz.training.models.agreement.language import FILLERS, FORM_OF, STATES


def questions(draw: int) -> Mapping[str, Asked]:
    """What is right, for the numbers of this draw."""
    random = Random(draw)
    return {
        "size": _size(random),
        "gate": _gate(random),
        "update": _update(random),
        "product": _product(random),
        "handed-on": _handed_on(),
        "verb": _verb(random),
    }


def _size(random: Random) -> Asked:
    n, d = random.randint(2, 30), random.choice([8, 16, 32, 64])
    counts = {"rnn": counted(nn.RNN, n, d), "gru": counted(nn.GRU, n, d), "lstm": counted(nn.LSTM, n, d)}
    return Asked("lstm", {"n": n, "d": d, **{f"{name}_count": count for name, count in counts.items()}})


def sentence(random: Random) -> tuple[str, ...]:
    """Two clauses, the second up to an adverb after its subject."""
    old, new = random.sample(list(FORM_OF), 2)
    first = (old, random.choice(FILLERS), FORM_OF[old], random.choice(STATES))
    return (*first, ",", "so", new, *random.sample(FILLERS, random.randint(1, 3)))


def _gate(random: Random) -> Asked:
    words, unit = sentence(random), random.choice(carriers())
    t = random.choice([1, 4, 6, 7])
    f = float(run(words).track().values("f")[t, unit])
    right = "low" if f < 0.5 else "high"
    told = {"sentence": " ".join(words), "word": words[t], "subject": words[6], "gate_unit": unit, "gate": f}
    return Asked(right, told)


def _update(random: Random) -> Asked:
    """From a network that has just been made: there the gates stand half open."""
    draws = torch.Generator().manual_seed(random.randrange(2**31))
    while True:
        f, i = (torch.rand(2, generator=draws) * 0.8 + 0.1).tolist()
        g, c = (torch.rand(2, generator=draws) * 1.8 - 0.9).tolist()
        f, i, g, c = (round(value, 1) for value in (f, i, g, c))
        options = {"right": f * c + i * g, "kept": (1 - f) * c + i * g, "shares": f * c + (1 - f) * g}
        if len({f"{value:z.2f}" for value in options.values()}) == len(options):
            break
    named = {"f": f, "i": i, "g": g, "c": c}
    return Asked("right", {**{f"u_{name}": value for name, value in {**named, **options}.items()}})


def _product(random: Random) -> Asked:
    d = random.randint(3, 12)
    shape = tuple((torch.ones(d) * torch.ones(d)).shape)
    right = {(d,): "vector", (d, d): "matrix", (): "number"}[shape]
    return Asked(right, {"p_d": d})


def _handed_on() -> Asked:
    handed = LSTM.states
    return Asked("both" if handed == ("h", "c") else "h")


def _verb(random: Random) -> Asked:
    words = sentence(random)
    found = chances(words)[-1]
    best = int(found.argmax())
    told = {"v_sentence": " ".join(words), "v_subject": words[6], "v_chance": 100 * float(found[best])}
    return Asked(agreement.ANSWERS[best], told)
