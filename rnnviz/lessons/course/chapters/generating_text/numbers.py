"""The numbers of the lesson."""

import math
from collections.abc import Mapping

from rnnviz.lessons.course import Values
from rnnviz.lessons.course.chapters.generating_text.runs import (
    BATCH,
    PUBLISHED_LENGTH,
    PUBLISHED_TEMPERATURE,
    SEQ_LEN,
    chances,
    entropy,
    foreseen,
    shapes,
    sizes,
    training_mode,
)
from rnnviz.training.models.characters import ALPHABET, DROPOUT, EMBEDDING_SIZE, HIDDEN_SIZE

RUNS = 8
"""In training mode."""


def shown(character: str) -> str:
    """A character with a name that is seen.

    >>> shown(" "), shown("a")
    ('␣', 'a')
    """
    return "␣" if character == " " else character


def numbers(values: Values) -> Mapping[str, object]:
    """For the gaps of the text."""
    prompt, temperature = values["prompt"], values["temperature"]
    plain, tempered = chances(prompt), chances(prompt, temperature)
    best, last = int(plain.argmax()), chances(prompt[-1])
    drawn = training_mode(prompt, RUNS)[:, best]
    right = foreseen(values["sentence"])
    return {
        "vocabulary": values["vocabulary"],
        "hidden": values["hidden"],
        "parameters": sum(count for _, count in sizes(values["vocabulary"], values["hidden"])),
        "published_length": PUBLISHED_LENGTH,
        "published_temperature": PUBLISHED_TEMPERATURE,
        "known": len(ALPHABET),
        "own_embedding": EMBEDDING_SIZE,
        "own_hidden": HIDDEN_SIZE,
        "batch": BATCH,
        "seq_len": SEQ_LEN,
        "flat": str(dict(shapes())["flat"]),
        "guess_loss": math.log(len(ALPHABET)),
        "prompt": prompt,
        "last_character": shown(prompt[-1]),
        "temperature": temperature,
        "best": shown(ALPHABET[best]),
        "best_chance": 100 * float(plain[best]),
        "best_tempered": 100 * float(tempered[best]),
        "best_last": 100 * float(last[best]),
        "bits": entropy(plain),
        "bits_tempered": entropy(tempered),
        "mean_right": 100 * sum(right) / len(right),
        "runs": RUNS,
        "dropout": 100 * DROPOUT,
        "least_drawn": 100 * float(drawn.min()),
        "most_drawn": 100 * float(drawn.max()),
    }
