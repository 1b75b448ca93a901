"""An RNN in NumPy that reads a word, letter by letter."""

import numpy as np
from numpy.typing import NDArray

from rnnviz.lessons.traces.lesson import TraceLesson
from rnnviz.tracing import Trace, trace
from rnnviz.words import N_

Array = NDArray[np.float64]


def one_hot(letter: str, letters: list[str]) -> Array:
    """A 1 in the place of the letter."""
    x = np.zeros(len(letters))
    x[letters.index(letter)] = 1
    return x


def rnn_step(x: Array, h: Array, W_ih: Array, W_hh: Array, b: Array) -> Array:
    """One time step: what is read and what is remembered, squashed."""
    a = W_ih @ x + W_hh @ h + b
    return np.tanh(a)


def read(word: str, W_ih: Array, W_hh: Array, b: Array) -> Array:
    """The hidden state after each letter."""
    letters = sorted(set(word))
    h = np.zeros(len(b))
    states = []
    for letter in word:
        x = one_hot(letter, letters)
        h = rnn_step(x, h, W_ih, W_hh, b)
        states.append(h)
    return np.stack(states)


def weights(letters: int, hidden_size: int) -> tuple[Array, Array, Array]:
    """Weights from a seed: one of them for each letter, each unit, and the biases."""
    generator = np.random.default_rng(2)
    draw = generator.uniform
    return draw(-1, 1, (hidden_size, letters)), draw(-1, 1, (hidden_size, hidden_size)), draw(-1, 1, hidden_size)


WORD = "hello"


def _run() -> Trace:
    W_ih, W_hh, b = weights(len(set(WORD)), hidden_size=3)
    return trace(read, WORD, W_ih, W_hh, b, functions=(one_hot, rnn_step))


LESSON = TraceLesson(
    title=N_("An RNN reads a word"),
    story=N_("Each letter becomes x, and the same step turns h into the next h: the two l leave different states."),
    run=_run,
    place=2,
)
