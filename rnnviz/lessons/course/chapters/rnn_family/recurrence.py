"""The recurrence as a few lines of code, to be stepped through."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from rnnviz.tracing import Trace, trace

Array = NDArray[np.float64]


def f(h: Array, x: Array, W_hh: Array, W_ih: Array) -> Array:
    """The next state."""
    return np.tanh(W_hh @ h + W_ih @ x)


def g(h: Array, W_ho: Array) -> Array:
    """What is put out."""
    return W_ho @ h


def read(inputs: Array, h: Array, W_hh: Array, W_ih: Array, W_ho: Array) -> list[Array]:
    """The same f and g, with the same weights, at every step."""
    outputs = []
    for x in inputs:
        h = f(h, x, W_hh, W_ih)
        outputs.append(g(h, W_ho))
    return outputs


@lru_cache(maxsize=1)
def traced() -> Trace:
    """Three inputs, two units, one output."""
    inputs = np.array([[1.0], [0.0], [-1.0]])
    weights = np.array([[0.5, -0.3], [0.2, 0.8]]), np.array([[1.0], [-0.5]]), np.array([[1.0, 1.0]])
    return trace(read, inputs, np.zeros(2), *weights, functions=(f, g))
