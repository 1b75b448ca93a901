"""Layers written out from the frameworks' own equations, in NumPy.

TensorFlow 1: the docstrings of ``BasicLSTMCell``, ``GRUCell`` and ``BasicRNNCell`` in rnn_cell_impl.py. A GRU that
resets before the product: Cho et al., 2014, in the letters of ``torch.nn.GRU``.
"""

from collections.abc import Callable, Mapping

import numpy as np

from tests.formats.weights.case import Arrays

Step = Callable[[np.ndarray, tuple[np.ndarray, ...]], tuple[np.ndarray, ...]]


def sigmoid(a: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-a)))


def over_time(step: Step, x: np.ndarray, start: tuple[np.ndarray, ...], *, reverse: bool = False) -> np.ndarray:
    """h after every step, at its position in the input."""
    now = start
    found = np.empty((*x.shape[:2], start[0].shape[-1]))
    for t in range(len(x))[:: -1 if reverse else 1]:
        now = step(x[t], now)
        found[t] = now[0]
    return found


def tf1_step(cell: str, weights: Mapping[str, np.ndarray], forget_bias: float = 1.0) -> Step:
    """One step of TensorFlow's cell; h comes first in the states."""

    def lstm(x: np.ndarray, states: tuple[np.ndarray, ...]) -> tuple[np.ndarray, ...]:
        h, c = states
        i, j, f, o = np.split(np.concatenate([x, h], axis=1) @ weights["kernel"] + weights["bias"], 4, axis=1)
        new_c = c * sigmoid(f + forget_bias) + sigmoid(i) * np.tanh(j)
        return np.tanh(new_c) * sigmoid(o), new_c

    def gru(x: np.ndarray, states: tuple[np.ndarray, ...]) -> tuple[np.ndarray, ...]:
        (h,) = states
        gates = sigmoid(np.concatenate([x, h], axis=1) @ weights["gates/kernel"] + weights["gates/bias"])
        r, u = np.split(gates, 2, axis=1)
        both = np.concatenate([x, r * h], axis=1)
        c = np.tanh(both @ weights["candidate/kernel"] + weights["candidate/bias"])
        return (u * h + (1 - u) * c,)

    def rnn(x: np.ndarray, states: tuple[np.ndarray, ...]) -> tuple[np.ndarray, ...]:
        return (np.tanh(np.concatenate([x, states[0]], axis=1) @ weights["kernel"] + weights["bias"]),)

    return {"LSTM": lstm, "GRU": gru, "RNN": rnn}[cell]


def gru_before(
    weights: Mapping[str, np.ndarray], x: np.ndarray, suffix: str = "_l0", start: np.ndarray | None = None
) -> np.ndarray:
    """h of one layer and direction of a GRU that resets before the product, its weights by PyTorch's names."""
    units = weights[f"weight_hh{suffix}"].shape[1]

    def cut(name: str) -> list[np.ndarray]:
        return np.split(weights.get(name + suffix, np.zeros(3 * units)), 3)

    (W_ir, W_iz, W_in), (W_hr, W_hz, W_hn) = cut("weight_ih"), cut("weight_hh")
    (b_ir, b_iz, b_in), (b_hr, b_hz, b_hn) = cut("bias_ih"), cut("bias_hh")

    def step(x: np.ndarray, states: tuple[np.ndarray, ...]) -> tuple[np.ndarray, ...]:
        (h,) = states
        r = sigmoid(x @ W_ir.T + b_ir + h @ W_hr.T + b_hr)
        z = sigmoid(x @ W_iz.T + b_iz + h @ W_hz.T + b_hz)
        n = np.tanh(x @ W_in.T + b_in + (r * h) @ W_hn.T + b_hn)
        return ((1 - z) * n + z * h,)

    zeros = np.zeros((x.shape[1], units))
    return over_time(step, x, (zeros if start is None else start,), reverse=suffix.endswith("_reverse"))


def both_before(weights: Arrays, x: np.ndarray, layer: int, directions: int) -> np.ndarray:
    """The output of such a layer, with one direction or both."""
    suffixes = (f"_l{layer}", f"_l{layer}_reverse")[:directions]
    return np.concatenate([gru_before(weights, x, suffix) for suffix in suffixes], axis=-1)
