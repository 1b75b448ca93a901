"""The oracle: PyTorch's documented equations, one step at a time in float64, proven against PyTorch's own cells.

Nothing here comes from rnnviz. The stacked weights are cut in the order that PyTorch documents, the equations are
written out by hand as in its documentation, and every step must give what ``nn.LSTMCell``, ``nn.GRUCell`` or
``nn.RNNCell`` gives.
"""

from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

from tests.strategies import Network

ROWS = {"LSTM": "ifgo", "GRU": "rzn", "RNN_TANH": "h", "RNN_RELU": "h"}
Values = dict[str, np.ndarray]


@dataclass(frozen=True)
class Walk:
    """One layer and one direction: every variable as (seq_len, batch, size), by position in the input."""

    mode: str
    reverse: bool
    values: Values
    initial: Values
    weights: Values

    def at(self, name: str, t: int, row: int) -> np.ndarray:
        """A variable at a position of one row; before the first step that is the initial state."""
        series = self.values[name]
        if 0 <= t < len(series):
            return np.asarray(series[t, row])
        assert t == (len(series) if self.reverse else -1), f"{name} at {t}"
        return np.asarray(self.initial[name][row])


Place = tuple[int, int]


def walks(network: Network) -> dict[Place, Walk]:
    """Every layer and direction of a network."""
    module = network.module
    directions = 2 if module.bidirectional else 1
    x = network.time_major.double().numpy()
    states = ("h", "c") if module.mode == "LSTM" else ("h",)
    given = network.hx if isinstance(network.hx, tuple) else (network.hx,)
    found: dict[Place, Walk] = {}
    for layer in range(module.num_layers):
        for direction in range(directions):
            row = layer * directions + direction
            initial = {
                name: np.zeros((x.shape[1], module.hidden_size)) if hx is None else hx[row].double().numpy()
                for name, hx in zip(states, given if len(given) == len(states) else (None, None), strict=True)
            }
            found[layer, direction] = _walk(module, layer, direction, x, initial)
        x = np.concatenate([found[layer, direction].values["h"] for direction in range(directions)], axis=-1)
    return found


def cut(module: nn.RNNBase, layer: int, direction: int) -> Values:
    """The weights of one layer and direction by the names in PyTorch's equations: W_ii, b_hn, ..."""
    suffix = f"_l{layer}" + ("_reverse" if direction else "")
    found: Values = {}
    for kind in ("weight", "bias") if module.bias else ("weight",):
        for source in ("ih", "hh"):
            stacked = getattr(module, f"{kind}_{source}{suffix}").detach().double().numpy()
            parts = np.split(stacked, len(ROWS[module.mode]))
            found |= {
                f"{kind[0].replace('w', 'W')}_{source[0]}{letter}": part
                for letter, part in zip(ROWS[module.mode], parts, strict=True)
            }
    return found


def sigmoid(a: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-a)))


def _walk(module: nn.RNNBase, layer: int, direction: int, x: np.ndarray, initial: Values) -> Walk:
    weights = cut(module, layer, direction)
    cell = _pytorch_cell(module, layer, direction, x.shape[-1])
    now = dict(initial)
    moments: list[Values] = []
    order = range(len(x))[::-1] if direction else range(len(x))
    for t in order:
        moment = _STEPS[module.mode](weights, x[t], now["h"], now.get("c", now["h"]))
        moment["x"] = x[t]
        moment |= {f"{name}_prev": value for name, value in now.items()}
        _prove(cell, moment, now)
        now = {name: moment[name] for name in now}
        moments.append(moment)
    moments = moments[::-1] if direction else moments
    values = {name: np.stack([moment[name] for moment in moments]) for name in moments[0]}
    return Walk(module.mode, direction == 1, values, initial, weights)


def _pytorch_cell(module: nn.RNNBase, layer: int, direction: int, features: int) -> nn.RNNCellBase:
    kind, _, nonlinearity = module.mode.partition("_")
    options = {"nonlinearity": nonlinearity.lower()} if nonlinearity else {}
    make = {"LSTM": nn.LSTMCell, "GRU": nn.GRUCell, "RNN": nn.RNNCell}[kind]
    cell: nn.RNNCellBase = make(features, module.hidden_size, bias=module.bias, dtype=torch.float64, **options)
    suffix = f"_l{layer}" + ("_reverse" if direction else "")
    cell.load_state_dict({name: getattr(module, name + suffix).detach().double() for name in cell.state_dict()})
    return cell


def _prove(cell: nn.RNNCellBase, moment: Values, before: Values) -> None:
    states = tuple(torch.from_numpy(value) for value in before.values())
    with torch.no_grad():
        after = cell(torch.from_numpy(moment["x"]), states if len(states) > 1 else states[0])
    for name, value in zip(before, after if isinstance(after, tuple) else (after,), strict=True):
        np.testing.assert_allclose(moment[name], value.numpy(), rtol=1e-13, atol=1e-13, err_msg=f"the oracle's {name}")


def _linear(weights: Values, source: str, letter: str, vector: np.ndarray) -> np.ndarray:
    product = np.einsum("ij,bj->bi", weights[f"W_{source}{letter}"], vector)
    return np.asarray(product + weights.get(f"b_{source}{letter}", 0.0))


def _lstm(weights: Values, x: np.ndarray, h_prev: np.ndarray, c_prev: np.ndarray) -> Values:
    a = {letter: _linear(weights, "i", letter, x) + _linear(weights, "h", letter, h_prev) for letter in "ifgo"}
    i, f, g, o = sigmoid(a["i"]), sigmoid(a["f"]), np.tanh(a["g"]), sigmoid(a["o"])
    c = f * c_prev + i * g
    found = {"i": i, "f": f, "g": g, "o": o, "kept": f * c_prev, "written": i * g, "c": c, "squashed": np.tanh(c)}
    return {**{f"a_{letter}": value for letter, value in a.items()}, **found, "h": o * np.tanh(c)}


def _gru(weights: Values, x: np.ndarray, h_prev: np.ndarray, _: np.ndarray) -> Values:
    a = {letter: _linear(weights, "i", letter, x) + _linear(weights, "h", letter, h_prev) for letter in "rz"}
    r, z = sigmoid(a["r"]), sigmoid(a["z"])
    n_x, n_h = _linear(weights, "i", "n", x), _linear(weights, "h", "n", h_prev)
    a_n = n_x + r * n_h
    n = np.tanh(a_n)
    fresh, old = (1 - z) * n, z * h_prev
    sums = {"a_r": a["r"], "a_z": a["z"], "n_x": n_x, "n_h": n_h, "a_n": a_n}
    return {**sums, "r": r, "z": z, "n": n, "fresh": fresh, "old": old, "h": fresh + old}


def _rnn_tanh(weights: Values, x: np.ndarray, h_prev: np.ndarray, _: np.ndarray) -> Values:
    a = _linear(weights, "i", "h", x) + _linear(weights, "h", "h", h_prev)
    return {"a": a, "h": np.tanh(a)}


def _rnn_relu(weights: Values, x: np.ndarray, h_prev: np.ndarray, _: np.ndarray) -> Values:
    a = _linear(weights, "i", "h", x) + _linear(weights, "h", "h", h_prev)
    return {"a": a, "h": np.where(a > 0, a, 0.0)}


_STEPS = {"LSTM": _lstm, "GRU": _gru, "RNN_TANH": _rnn_tanh, "RNN_RELU": _rnn_relu}
