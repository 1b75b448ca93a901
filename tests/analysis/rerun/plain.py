"""Every kind of network as a plain loop over numbers, one row at a time, with a hook for edits made by hand.

Nothing here comes from rnnviz but the recorded input, initial states and blocks of weights.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np

from rnnviz.recorder import Recording

Vector = np.ndarray
Made = Callable[[str, Vector], Vector]
"""From the name of a value and the value to what takes its place."""
Hook = Callable[[int, str, int, int, str, Vector], Vector]
"""The same for a layer, direction, row and t."""
Values = dict[tuple[int, str, int], dict[str, np.ndarray]]
"""By layer, direction and row: each variable by name, one row a step."""


def sigmoid(a: Vector) -> Vector:
    return np.asarray(1 / (1 + np.exp(-a)))


class _Step(dict[str, Any]):
    """The values of a step: each is passed through the hook as it is put in."""

    def __init__(self, edit: Made) -> None:
        super().__init__()
        self._edit = edit

    def __setitem__(self, name: str, value: Vector) -> None:
        super().__setitem__(name, self._edit(name, value))


def lstm(v: _Step, W: Mapping[str, Vector]) -> None:
    for gate in "ifgo":
        v[f"a_{gate}"] = _sum(v, W, gate)
    v["i"], v["f"], v["g"], v["o"] = sigmoid(v["a_i"]), sigmoid(v["a_f"]), np.tanh(v["a_g"]), sigmoid(v["a_o"])
    v["kept"] = v["f"] * v["c_prev"]
    v["written"] = v["i"] * v["g"]
    v["c"] = v["kept"] + v["written"]
    v["squashed"] = np.tanh(v["c"])
    if "W_hr" in W:
        v["h_full"] = v["o"] * v["squashed"]
        v["h"] = W["W_hr"] @ v["h_full"]
    else:
        v["h"] = v["o"] * v["squashed"]


def gru(
    reset: str = "after", update: str = "keeps", bias: str = "inside"
) -> Callable[[_Step, Mapping[str, Vector]], None]:
    def step(v: _Step, W: Mapping[str, Vector]) -> None:
        v["a_r"], v["a_z"] = _sum(v, W, "r"), _sum(v, W, "z")
        v["r"], v["z"] = sigmoid(v["a_r"]), sigmoid(v["a_z"])
        if reset == "before":
            v["heard"] = v["r"] * v["h_prev"]
            v["a_n"] = W["W_in"] @ v["x"] + W["b_in"] + W["W_hn"] @ v["heard"] + W["b_hn"]
        else:
            v["n_x"] = W["W_in"] @ v["x"] + W.get("b_in", 0)
            v["n_h"] = W["W_hn"] @ v["h_prev"] + (W.get("b_hn", 0) if bias == "inside" else 0)
            v["a_n"] = v["n_x"] + v["r"] * v["n_h"] + (0 if bias == "inside" else W["b_hn"])
        v["n"] = np.tanh(v["a_n"])
        new, old = (v["z"], 1 - v["z"]) if update == "replaces" else (1 - v["z"], v["z"])
        v["fresh"] = new * v["n"]
        v["old"] = old * v["h_prev"]
        v["h"] = v["fresh"] + v["old"]

    return step


def rnn(v: _Step, W: Mapping[str, Vector]) -> None:
    v["a"] = _sum(v, W, "h")
    v["h"] = np.tanh(v["a"])


def rnn_relu(v: _Step, W: Mapping[str, Vector]) -> None:
    v["a"] = _sum(v, W, "h")
    v["h"] = np.maximum(v["a"], 0)


def elman(v: _Step, W: Mapping[str, Vector]) -> None:
    rnn(v, W)
    v["y"] = W["W_hy"] @ v["h"] + W["b_y"]


def jordan(v: _Step, W: Mapping[str, Vector]) -> None:
    v["a"] = W["W_ih"] @ v["x"] + W["W_yh"] @ v["y_prev"] + W["b_h"]
    v["h"] = np.tanh(v["a"])
    v["y"] = W["W_hy"] @ v["h"] + W["b_y"]


def leaky(v: _Step, W: Mapping[str, Vector]) -> None:
    v["a"] = W["W_ih"] @ v["x"] + W["W_hh"] @ v["h_prev"] + W["b_h"]
    v["n"] = np.tanh(v["a"])
    v["fresh"] = W["alpha"] * v["n"]
    v["old"] = (1 - W["alpha"]) * v["h_prev"]
    v["h"] = v["fresh"] + v["old"]


def _sum(v: _Step, W: Mapping[str, Vector], block: str) -> Vector:
    total = W[f"W_i{block}"] @ v["x"] + W[f"W_h{block}"] @ v["h_prev"]
    return np.asarray(total + sum(W[name] for name in (f"b_i{block}", f"b_h{block}", f"b_{block}") if name in W))


STEPS: dict[str, Callable[[_Step, Mapping[str, Vector]], None]] = {
    "LSTM": lstm,
    "LSTM_ONE_BIAS": lstm,
    "GRU": gru(),
    "GRU_B_HN_OUTSIDE": gru(bias="outside"),
    "GRU_UPDATE_REPLACES": gru(update="replaces"),
    "GRU_B_HN_OUTSIDE_UPDATE_REPLACES": gru(update="replaces", bias="outside"),
    "GRU_RESET_BEFORE": gru("before"),
    "GRU_RESET_BEFORE_UPDATE_REPLACES": gru("before", "replaces"),
    "RNN_TANH": rnn,
    "RNN_TANH_ONE_BIAS": rnn,
    "RNN_RELU": rnn_relu,
    "ELMAN": elman,
    "JORDAN": jordan,
    "LEAKY": leaky,
}
STATES = {"LSTM": ("h", "c"), "LSTM_ONE_BIAS": ("h", "c"), "JORDAN": ("y",)}


def _same(layer: int, direction: str, row: int, t: int, name: str, value: Vector) -> Vector:
    return value


def plain(rec: Recording, hook: Hook = _same) -> Values:
    """Every number of the network of a recording, with the edits that the hook makes.

    The hook is also asked for the weights, under the names of their blocks, at every step; and for the initial states,
    under the names h_0, c_0, y_0 with t = -1.
    """
    states = STATES.get(rec.mode, ("h",))
    found: Values = {}
    lengths = rec.lengths or (rec.seq_len,) * rec.batch
    directions = ("forward", "reverse")[: rec.num_directions]
    for layer in range(rec.num_layers):
        for stack, direction in enumerate(directions):
            place = layer * rec.num_directions + stack
            for row, length in enumerate(lengths):
                given = (rec.h_0, rec.c_0)
                now = {}
                for state, first in zip(states, given, strict=False):
                    assert first is not None
                    now[state] = hook(layer, direction, row, -1, f"{state}_0", first[place, row].copy())
                steps: list[_Step] = []
                order = range(length) if direction == "forward" else range(length - 1, -1, -1)
                for t in order:
                    step = _Step(partial(hook, layer, direction, row, t))
                    below = [found[layer - 1, side, row] for side in directions] if layer else []
                    step["x"] = np.concatenate([side[states[0]][t] for side in below]) if layer else rec.input[t, row]
                    for state, value in now.items():
                        step[f"{state}_prev"] = value
                    blocks = rec.track(layer, direction, row).weights
                    STEPS[rec.mode](step, {n: hook(layer, direction, row, t, n, W.copy()) for n, W in blocks.items()})
                    now = {state: step[state] for state in states}
                    steps.append(step)
                if direction == "reverse":
                    steps.reverse()
                found[layer, direction, row] = {name: np.stack([one[name] for one in steps]) for name in steps[0]}
    return found
