"""The numbers of the lesson."""

import math
from collections.abc import Mapping

from rnnviz.lessons.course import Values
from rnnviz.lessons.course.chapters.generating_text.runs import (
    BATCH,
    PUBLISHED_LENGTH,
    PUBLISHED_TEMPERATURE,
    SEQ_LEN,
    alphabet,
    chances,
    entropy,
    foreseen,
    held_out,
    shapes,
    sizes,
    training_mode,
)
from rnnviz.training.models.characters import SIZES
from rnnviz.training.text.vocabulary import visible

RUNS = 8
"""In training mode."""


def numbers(values: Values) -> Mapping[str, object]:
    """For the gaps of the text."""
    sizes_of, known = SIZES["en"], alphabet()
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
        "known": len(known),
        "own_embedding": sizes_of.embedding,
        "own_hidden": sizes_of.hidden_size,
        "batch": BATCH,
        "seq_len": SEQ_LEN,
        "flat": str(dict(shapes())["flat"]),
        "guess_loss": math.log(len(known)),
        "prompt": prompt,
        "last_character": visible(prompt[-1]),
        "temperature": temperature,
        "best": visible(known[best]),
        "best_chance": 100 * float(plain[best]),
        "best_tempered": 100 * float(tempered[best]),
        "best_last": 100 * float(last[best]),
        "bits": entropy(plain),
        "bits_tempered": entropy(tempered),
        "held_out": held_out()[0],
        "counted": held_out()[1],
        "mean_right": 100 * sum(right) / len(right),
        "runs": RUNS,
        "dropout": 100 * sizes_of.dropout,
        "least_drawn": 100 * float(drawn.min()),
        "most_drawn": 100 * float(drawn.max()),
    }
