"""The questions of the lesson."""

import datetime
from collections.abc import Mapping
from random import Random

import torch

from rnnviz.lessons.course import Asked
from rnnviz.lessons.course.chapters.attention import runs
from rnnviz.training.models import marked
from rnnviz.training.models.dates.language import DAYS, FIRST, SPELLINGS
from rnnviz.training.models.dates.network import HIDDEN_SIZE


def questions(draw: int) -> Mapping[str, Asked]:
    """What is right, for the numbers of this draw."""
    random = Random(draw)
    return {
        "rest": _rest(random),
        "equal": _equal(random),
        "mask": _mask(random),
        "context": _context(random),
        "shape": _shape(random),
        "importance": _importance(random),
    }


def _rest(random: Random) -> Asked:
    first = random.choice([0.1, 0.2, 0.25])
    second = random.choice([0.3, 0.35, 0.45])
    scores = torch.tensor([first, second, 1 - first - second]).log()
    rest = float(torch.softmax(scores, dim=0)[2])
    return Asked("rest", {"first": first, "second": second, "rest": rest, "third": 1 / 3})


def _equal(random: Random) -> Asked:
    steps, score = random.randint(4, 12), random.choice([-2, 3, 5])
    weight = float(torch.softmax(torch.full((steps,), float(score)), dim=0)[0])
    options = {"score": float(score), "zero": 0.0, "share": 1 / steps}
    right = min(options, key=lambda name: abs(options[name] - weight))
    return Asked(right, {"q_steps": steps, "score": score, "share": weight})


def _mask(random: Random) -> Asked:
    score = random.choice([-1.0, 0.5, 2.0])
    options = {"zero": 0.0, "infinity": -torch.inf, "one": 1.0}
    on_padding = {
        name: float(torch.softmax(torch.tensor([score, score, value]), dim=0)[2]) for name, value in options.items()
    }
    right = next(name for name, weight in on_padding.items() if weight == 0)
    return Asked(right, {"score": score, "with_zero": on_padding["zero"], "with_one": on_padding["one"]})


def _context(random: Random) -> Asked:
    weight = random.choice([0.1, 0.2, 0.3])
    first, second = random.choice([-1, 0.5, 1]), random.choice([2, 3, 4])
    outputs = torch.tensor([[first], [second]], dtype=torch.float64)
    context = float(torch.tensor([weight, 1 - weight], dtype=torch.float64) @ outputs[:, 0])
    options = {"mean": (first + second) / 2, "largest": float(second), "weighted": context}
    return Asked("weighted", {"w": weight, "rest": 1 - weight, "one": first, "two": second, **options})


def _shape(random: Random) -> Asked:
    date = FIRST + datetime.timedelta(days=random.randrange(DAYS))
    text = random.choice([*SPELLINGS.values()])(date)
    found = runs.translated(text)
    assert found.attention is not None
    steps, length = len(found.characters), len(text)
    options = {"square": (length, length + 1), "units": (steps, HIDDEN_SIZE), "map": (steps, length)}
    right = next(name for name, shape in options.items() if shape == found.attention.shape)
    shown = {name: str(shape) for name, shape in options.items()}
    return Asked(right, {"q_text": text, "q_length": length, "q_steps": steps, **shown})


def _importance(random: Random) -> Asked:
    before, after = random.randint(1, 4), random.randint(1, 4)
    letters = "".join(random.choices(marked.LETTERS, k=before + 1 + after))
    row = letters[:before] + marked.MARK + letters[before:]
    found, lost = runs.looked(row), float(runs.exchanged(row)[before])
    right = "falls" if lost > 0.3 else "nothing"
    return Asked(right, {"q_row": row, "q_answer": found.answer, "weight": float(found.weights[before]), "lost": lost})
