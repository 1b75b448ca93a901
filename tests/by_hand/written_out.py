"""The oracle: every module of rnnviz.by_hand once more, its equations written out in NumPy, one step at a time.

Nothing here comes from rnnviz. Where PyTorch has such a module, test_equal.py compares with that instead.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

Values = dict[str, np.ndarray]
Step = Callable[[Values, Values], Values]


def sigmoid(a: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-a)))


def _sums(w: Values, v: Values, *blocks: str) -> list[np.ndarray]:
    """W_i x + W_h h and all biases that there are, for each block."""
    found = []
    for block in blocks:
        biases = sum(w[name] for name in (f"b_{block}", f"b_i{block}", f"b_h{block}") if name in w)
        found.append(v["x"] @ w[f"W_i{block}"].T + v["h_prev"] @ w[f"W_h{block}"].T + biases)
    return found


def lstm(w: Values, v: Values) -> Values:
    a_i, a_f, a_g, a_o = _sums(w, v, "i", "f", "g", "o")
    i, f, g, o = sigmoid(a_i), sigmoid(a_f), np.tanh(a_g), sigmoid(a_o)
    c = f * v["c_prev"] + i * g
    squashed = np.tanh(c)
    return {
        **{"a_i": a_i, "a_f": a_f, "a_g": a_g, "a_o": a_o, "i": i, "f": f, "g": g, "o": o},
        **{"kept": f * v["c_prev"], "written": i * g, "c": c, "squashed": squashed, "h": o * squashed},
    }


def rnn(w: Values, v: Values) -> Values:
    (a,) = _sums(w, v, "h")
    return {"a": a, "h": np.tanh(a)}


def gru(reset: str, update: str, b_hn: str) -> Step:
    def step(w: Values, v: Values) -> Values:
        a_r, a_z = _sums(w, v, "r", "z")
        r, z = sigmoid(a_r), sigmoid(a_z)
        h = v["h_prev"]
        n_x = v["x"] @ w["W_in"].T + w["b_in"]
        own: Values
        if reset == "before":
            own = {"heard": r * h}
            a_n = n_x + (r * h) @ w["W_hn"].T + w["b_hn"]
        elif b_hn == "outside":
            own = {"n_x": n_x, "n_h": h @ w["W_hn"].T}
            a_n = n_x + r * own["n_h"] + w["b_hn"]
        else:
            own = {"n_x": n_x, "n_h": h @ w["W_hn"].T + w["b_hn"]}
            a_n = n_x + r * own["n_h"]
        n = np.tanh(a_n)
        fresh, old = ((1 - z) * n, z * h) if update == "keeps" else (z * n, (1 - z) * h)
        found = {"a_r": a_r, "a_z": a_z, "r": r, "z": z, "a_n": a_n, "n": n}
        return {**found, **own, "fresh": fresh, "old": old, "h": fresh + old}

    return step


def elman(w: Values, v: Values) -> Values:
    found = rnn(w, v)
    return {**found, "y": found["h"] @ w["W_hy"].T + w["b_y"]}


def jordan(w: Values, v: Values) -> Values:
    a = v["x"] @ w["W_ih"].T + v["y_prev"] @ w["W_yh"].T + w["b_h"]
    h = np.tanh(a)
    return {"a": a, "h": h, "y": h @ w["W_hy"].T + w["b_y"]}


def leaky(w: Values, v: Values) -> Values:
    (a,) = _sums(w, v, "h")
    n = np.tanh(a)
    fresh, old = w["alpha"] * n, (1 - w["alpha"]) * v["h_prev"]
    return {"a": a, "n": n, "fresh": fresh, "old": old, "h": fresh + old}


def walk(step: Step, weights: Values, x: np.ndarray, initial: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Every variable at every step, each ``(seq_len, batch, size)``; x is ``(seq_len, batch, input_size)``."""
    states: dict[str, Any] = dict(initial)
    rows: dict[str, list[np.ndarray]] = {}
    for now in x:
        given = {"x": now, **{f"{name}_prev": state for name, state in states.items()}}
        made = {**given, **step(weights, given)}
        for name, value in made.items():
            rows.setdefault(name, []).append(value)
        states = {name: made[name] for name in states}
    return {name: np.stack(values) for name, values in rows.items()}
