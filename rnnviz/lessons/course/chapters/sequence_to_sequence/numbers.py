"""The numbers of the lesson."""

import datetime
import math
from collections.abc import Mapping

import torch

from rnnviz.lessons.course import Values
from rnnviz.lessons.course.chapters.sequence_to_sequence import never_imported, runs
from rnnviz.training.encoder_decoder import BEGIN, END
from rnnviz.training.models.dates.language import DAYS, FIRST, LENGTH, WRITTEN
from rnnviz.training.models.dates.network import HIDDEN_SIZE
from rnnviz.training.models.dates.typed import dated

RUNS = 4
"""Evaluations with four coins."""

HALF = 0.5
"""The ratio that goes on in them."""


def numbers(values: Values) -> Mapping[str, object]:
    """For the gaps of the text."""
    text = values["date"].lower()
    date = dated(text).isoformat()
    translated = runs.written(text)
    taught = runs.taught(text, date, values["ratio"], values["coin"])
    shares, padding = runs.by_ratio(values["coin"]), values["padding"]
    losses, error = runs.losses("trained"), never_imported.failed().error
    return {
        "text": text,
        "read": len(text),
        "most_read": values["read"],
        "small": runs.SMALL,
        "both": 2 * HIDDEN_SIZE,
        "state": HIDDEN_SIZE,
        "first_year": FIRST.year,
        "last_year": (FIRST + datetime.timedelta(days=DAYS - 1)).year,
        "begin": BEGIN,
        "end": END,
        "length": LENGTH,
        "answer": translated.written,
        "steps": len(translated.characters),
        "ratio": values["ratio"],
        "forced": sum(taught.forced),
        "wrong": sum(own != right for own, right in zip(taught.characters, date, strict=False)),
        "alone": 100 * shares[0].characters,
        "shares_now": 100 * shares[round(10 * values["ratio"])].characters,
        "always": 100 * shares[-1].characters,
        "whole_alone": 100 * shares[0].answers,
        "whole_always": 100 * shares[-1].answers,
        "cases": runs.HELD_OUT,
        "half": HALF,
        "results": len(set(evaluations(text, date))),
        "error": "" if error is None else f"{error.type}: {error.message}",
        "vocabulary": len(WRITTEN),
        "ln": math.log(len(WRITTEN)),
        "positions": LENGTH + 2,
        "loss": losses.without,
        "loss_with_zero": losses.with_zero,
        "gradient_apart": losses.gradient_apart,
        "padding": padding,
        "moved": float(torch.dist(runs.last_states(text), runs.last_states(text + " " * padding))),
        "padded_answer": runs.written(text + " " * padding).written,
        "right_padded": 100 * runs.by_padding()[padding],
        "right_unpadded": 100 * runs.by_padding()[0],
    }


def evaluations(text: str, date: str) -> tuple[str, ...]:
    """What four runs write in eval mode, when a coin goes on giving every other character of the right answer."""
    return tuple(runs.taught(text, date, HALF, coin).written for coin in range(RUNS))
