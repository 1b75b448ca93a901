"""The worked example with the four rows that are printed, as ordinary NumPy code, up to its error."""

import numpy as np
from numpy.typing import NDArray

from rnnviz.lessons.traces.lesson import TraceLesson
from rnnviz.lessons.worked_example.printed import PRINTED, STATES, X
from rnnviz.tracing import Trace, trace
from rnnviz.words import N_

Array = NDArray[np.float64]
States = tuple[Array, Array]


def sigmoid(a: Array) -> Array:
    """Between 0 and 1."""
    return 1 / (1 + np.exp(-a))


def lstm_step(x: Array, state: States, W_ih: Array, W_hh: Array, b_ih: Array, b_hh: Array) -> States:
    """One step of an LSTM; the rows of the weights are i, f, g, o."""
    h_prev, c_prev = state
    hidden_size = len(h_prev)

    def gate(number: int) -> Array:
        rows = slice(number * hidden_size, (number + 1) * hidden_size)
        a = W_ih[rows] @ x + b_ih[rows] + W_hh[rows] @ h_prev + b_hh[rows]
        return a

    i = sigmoid(gate(0))
    f = sigmoid(gate(1))
    g = np.tanh(gate(2))
    o = sigmoid(gate(3))
    kept = f * c_prev
    written = i * g
    c = kept + written
    h = o * np.tanh(c)
    return h, c


def _run() -> Trace:
    weights = [np.array(rows) for rows in PRINTED.values()]
    states = tuple(np.array(state) for state in STATES.values())
    return trace(lstm_step, np.array(X[0]), states, *weights, functions=(sigmoid,))


LESSON = TraceLesson(
    title=N_("The worked example as printed"),
    story=N_(
        "Four printed rows, two of them for each gate: look how many rows each call of gate gets, and where NumPy "
        "notices."
    ),
    run=_run,
    place=1,
)
