"""The questions of the lesson."""

from collections.abc import Mapping
from random import Random

import torch
from torch import nn

from rnnviz.lessons.course import Asked
from rnnviz.lessons.course.chapters.generating_text.runs import alphabet, careless, chances, sizes
from rnnviz.training.models import characters
from rnnviz.training.text.vocabulary import visible

PROMPTS = ("the forget ", "the cell st", "a hidden sta", "every time s", "people take th", "the outpu")
"""Pairs of them are asked about: they end alike or not."""

ALIKE = (("the state", "one gate"), ("the past", "at last"), ("an input", "the output"), ("a word", "is hard"))


def questions(draw: int) -> Mapping[str, Asked]:
    """What is right, for the numbers of this draw."""
    random = Random(draw)
    return {
        "logits": _logits(random),
        "parameters": _parameters(random),
        "temperature": _temperature(random),
        "prompt": _prompt(random),
        "negative": _negative(random),
        "mode": Asked("train"),
    }


def _logits(random: Random) -> Asked:
    batch, length, vocabulary = random.randint(2, 9), random.randint(10, 30), random.randint(40, 120)
    scores = torch.zeros(batch, length, vocabulary)
    flat = tuple(scores.flatten(0, 1).shape)
    options = {"rows": (batch, length * vocabulary), "flat": (batch * length, vocabulary), "same": tuple(scores.shape)}
    right = next(name for name, shape in options.items() if shape == flat)
    loss = nn.functional.cross_entropy(scores.flatten(0, 1), torch.zeros(batch * length, dtype=torch.long))
    told = {f"l_{name}": str(shape) for name, shape in options.items()}
    return Asked(
        right, {"l_batch": batch, "l_seq_len": length, "l_vocabulary": vocabulary, "l_loss": loss.item(), **told}
    )


def _parameters(random: Random) -> Asked:
    vocabulary, hidden = random.choice([50, 80, 100]), random.choice([64, 128, 256])
    found = dict(sizes(vocabulary, hidden))
    right = max(found, key=lambda name: found[name])
    return Asked(right, {"p_vocabulary": vocabulary, "p_hidden": hidden, **{f"p_{n}": c for n, c in found.items()}})


def _temperature(random: Random) -> Asked:
    # Of a chance that is told as 100 % already, nobody can see whether it rises.
    prompt = random.choice([each for each in PROMPTS if chances(each).max() < 0.99])
    temperature = random.choice([0.3, 0.5, 2.0, 3.0])
    best = int(chances(prompt).argmax())
    before, after = float(chances(prompt)[best]), float(chances(prompt, temperature)[best])
    told = {"t_prompt": prompt, "t_temperature": temperature, "t_best": visible(alphabet()[best])}
    right = "rises" if after > before else "falls"
    return Asked(right, {**told, "t_before": 100 * before, "t_after": 100 * after})


def _prompt(random: Random) -> Asked:
    one, other = random.choice(ALIKE)
    alike = torch.equal(chances(one[-1]), chances(other[-1]))
    apart = 100 * float((chances(one) - chances(other)).abs().sum()) / 2
    return Asked("same" if alike else "different", {"q_one": one, "q_other": other, "q_apart": apart})


def _negative(random: Random) -> Asked:
    prompt = random.choice(PROMPTS)
    worst = int((characters.logits(prompt)[-1] / -1.0).argmax())
    try:
        careless(prompt, -1.0, characters.load())
    except Exception:
        right = "error"
    else:
        right = "worst" if worst == int(chances(prompt).argmin()) else "best"
    return Asked(right, {"n_prompt": prompt, "n_worst": visible(alphabet()[worst])})
