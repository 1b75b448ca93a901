"""A generator that draws characters one after the other, colder and colder."""

from collections.abc import Generator

import numpy as np
from numpy.typing import NDArray

from rnnviz.lessons.traces.lesson import TraceLesson
from rnnviz.tracing import Trace, trace
from rnnviz.words import N_

Array = NDArray[np.float64]


def softmax(logits: Array) -> Array:
    """Probabilities: positive, with the sum 1."""
    powers = np.exp(logits - logits.max())
    chances: Array = powers / powers.sum()
    return chances


def characters(table: Array, alphabet: str, generator: np.random.Generator) -> Generator[str, float | None, None]:
    """Characters without end; whoever asks for the next one may send another temperature."""
    last, temperature = 0, 1.0
    while True:
        chances = softmax(table[last] / temperature)
        last = int(generator.choice(len(alphabet), p=chances))
        temperature = (yield alphabet[last]) or temperature


def write(length: int, table: Array, alphabet: str, generator: np.random.Generator) -> str:
    """A text of that length, its second half colder."""
    drawn = characters(table, alphabet, generator)
    text = next(drawn)
    while len(text) < length:
        text += drawn.send(0.2 if len(text) * 2 >= length else None)
    return text


ALPHABET = "abc "


def table() -> Array:
    """What may follow each character, as logits from a seed."""
    return np.random.default_rng(1).normal(0, 1.5, (len(ALPHABET), len(ALPHABET)))


def _run() -> Trace:
    return trace(write, 6, table(), ALPHABET, np.random.default_rng(7), functions=(characters, softmax))


LESSON = TraceLesson(
    title=N_("A generator and its temperature"),
    story=N_("The generator stops at each yield and goes on with all its variables where it was."),
    run=_run,
    place=4,
)
