"""Backpropagation through time as a recursion: forward on the way in, the gradient on the way back."""

import numpy as np
from numpy.typing import NDArray

from rnnviz.lessons.traces.lesson import TraceLesson
from rnnviz.tracing import Trace, trace
from rnnviz.words import N_

Array = NDArray[np.float64]


def through_time(xs: Array, h: Array, W_ih: Array, W_hh: Array, target: Array, grads: dict[str, Array]) -> Array:
    """The gradient of 0.5 * sum((h_n - target)**2) with respect to h; those of the weights are added to grads."""
    if len(xs) == 0:
        return h - target
    h_next = np.tanh(W_ih @ xs[0] + W_hh @ h)
    grad_h_next = through_time(xs[1:], h_next, W_ih, W_hh, target, grads)
    grad_a = grad_h_next * (1 - h_next**2)
    grads["W_ih"] += np.outer(grad_a, xs[0])
    grads["W_hh"] += np.outer(grad_a, h)
    grad_h: Array = W_hh.T @ grad_a
    return grad_h


def given() -> dict[str, Array]:
    """Three inputs, a first state, weights and a target, from a seed."""
    draw = np.random.default_rng(5).uniform
    return {
        "xs": draw(-1, 1, (3, 2)),
        "h": np.zeros(2),
        "W_ih": draw(-1, 1, (2, 2)),
        "W_hh": draw(-1, 1, (2, 2)),
        "target": np.array([1.0, -1.0]),
    }


def _run() -> Trace:
    numbers = given()
    grads = {name: np.zeros_like(numbers[name]) for name in ("W_ih", "W_hh")}
    return trace(through_time, *numbers.values(), grads)


LESSON = TraceLesson(
    title=N_("Backpropagation through time"),
    story=N_(
        "The function calls itself once for each time step; on the way back every call adds its part to the same two "
        "gradients."
    ),
    run=_run,
    place=3,
)
