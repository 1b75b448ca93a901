"""The oracle: PyTorch's documented equations, one step at a time in float64, proven against PyTorch's own cells.

Nothing here comes from rnnviz. The stacked weights are cut in the order that PyTorch documents, the equations are
written out by hand as in its documentation, and every step must give what ``nn.LSTMCell``, ``nn.GRUCell`` or
``nn.RNNCell`` gives (with a projection: an ``nn.LSTM`` that is shown one step).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import torch

from tests.recorder.layerwise import layer_module, own_layers
from tests.strategies import CELL_MAKERS, Network, no_advice

ROWS = {"LSTM": "ifgo", "GRU": "rzn", "RNN_TANH": "h", "RNN_RELU": "h"}
Values = dict[str, np.ndarray]
Step = Callable[..., Any]


@dataclass(frozen=True)
class Walk:
    """One layer and one direction: every variable as (seq_len, batch, size), by position in the input.

    Past a row's length all is NaN.
    """

    mode: str
    reverse: bool
    values: Values
    initial: Values
    weights: Values
    reach: float = 1.0
    """The largest sum on the way to a pre-activation, at least 1."""

    def at(self, name: str, t: int, row: int) -> np.ndarray:
        """A variable at a position of one row; before the first step that is the initial state."""
        series = self.values[name]
        if 0 <= t < len(series):
            return np.asarray(series[t, row])
        assert t == (len(series) if self.reverse else -1), f"{name} at {t}"
        return np.asarray(self.initial[name][row])


Place = tuple[int, int]


@lru_cache(maxsize=4)
def walks(network: Network, *, led: bool = False) -> dict[Place, Walk]:
    """Every layer and direction of a network.

    ``led`` takes x and h_prev of every step from the module itself, so that roundings do not add up over steps and
    layers; h is then what one step makes of them.
    """
    own = own_layers(network) if led else {}
    x = network.time_major.double().numpy()
    found: dict[Place, Walk] = {}
    for layer in range(network.num_layers):
        for direction in range(network.num_directions):
            place = layer * network.num_directions + direction
            initial = {name: state[place].double().numpy() for name, state in network.initial.items()}
            lead = own[layer, direction].h.double().numpy() if led else None
            found[layer, direction] = _walk(network, layer, direction, x, initial, lead)
        states = [
            own[layer, direction].h.double().numpy() if led else found[layer, direction].values["h"]
            for direction in range(network.num_directions)
        ]
        x = np.concatenate(states, axis=-1)
    return found


def cut(network: Network, layer: int, direction: int) -> Values:
    """The weights of one layer and direction by the names in PyTorch's equations: W_ii, b_hn, ..."""
    found: Values = {}

    def stacked(kind: str) -> np.ndarray:
        parameter: torch.Tensor = getattr(network.module, network.parameter_name(kind, layer, direction))
        return parameter.detach().double().numpy()

    for kind in ("weight", "bias") if network.module.bias else ("weight",):
        for source in ("ih", "hh"):
            parts = np.split(stacked(f"{kind}_{source}"), len(ROWS[network.mode]))
            found |= {
                f"{kind[0].replace('w', 'W')}_{source[0]}{letter}": part
                for letter, part in zip(ROWS[network.mode], parts, strict=True)
            }
    if network.proj_size:
        found["W_hr"] = stacked("weight_hr")
    return found


def sigmoid(a: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-a)))


def _walk(
    network: Network, layer: int, direction: int, x: np.ndarray, initial: Values, lead: np.ndarray | None
) -> Walk:
    weights = cut(network, layer, direction)
    pytorch = _pytorch_step(network, layer, direction, x.shape[-1])
    lengths = np.array(network.row_lengths, dtype=int)
    now = dict(initial)
    moments: list[Values] = []
    reach = 1.0
    order = range(len(x))[::-1] if direction else range(len(x))
    for t in order:
        going = (t < lengths)[:, None]
        # inf and NaN of the input are part of the numbers.
        with np.errstate(all="ignore"):
            moment = _STEPS[network.mode](weights, x[t], now["h"], now.get("c", now["h"]))
            reach = max(reach, _reach(weights, x[t][going[:, 0]], now["h"][going[:, 0]]))
        moment["x"] = x[t]
        moment |= {f"{name}_prev": value for name, value in now.items()}
        _prove(pytorch, moment, now, going[:, 0])
        after = moment if lead is None else {**moment, "h": lead[t]}
        now = {name: np.where(going, after[name], value) for name, value in now.items()}
        moments.append({name: np.where(going, value, np.nan) for name, value in moment.items()})
    moments = moments[::-1] if direction else moments
    values = {name: np.stack([moment[name] for moment in moments]) for name in moments[0]}
    return Walk(network.mode, direction == 1, values, initial, weights, reach)


def _pytorch_step(network: Network, layer: int, direction: int, features: int) -> Step:
    """One step in PyTorch: x and the states before, all (batch, size), to the states after."""
    if network.proj_size:
        lstm = layer_module(network, layer, (direction,), features).double()

        def one_step(x: torch.Tensor, states: tuple[torch.Tensor, ...]) -> tuple[torch.Tensor, ...]:
            with no_advice():
                after = lstm(x[None], tuple(state[None] for state in states))[1]
            return tuple(state[0] for state in after)

        return one_step
    kind, _, nonlinearity = network.mode.partition("_")
    options = {"nonlinearity": nonlinearity.lower()} if nonlinearity else {}
    module = network.module
    cell = CELL_MAKERS[kind](features, module.hidden_size, bias=bool(module.bias), dtype=torch.float64, **options)
    names = {name: network.parameter_name(name, layer, direction) for name in cell.state_dict()}
    cell.load_state_dict({name: getattr(module, own).detach().double() for name, own in names.items()})
    return lambda x, states: cell(x, states if len(states) > 1 else states[0])


def _prove(pytorch: Step, moment: Values, before: Values, going: np.ndarray) -> None:
    states = tuple(torch.from_numpy(value[going]) for value in before.values())
    with torch.no_grad():
        after = pytorch(torch.from_numpy(moment["x"][going]), states)
    for name, value in zip(before, after if isinstance(after, tuple) else (after,), strict=True):
        own, what = moment[name][going], f"the oracle's {name}"
        np.testing.assert_allclose(own, value.numpy(), rtol=1e-13, atol=1e-13, err_msg=what)


def _linear(weights: Values, source: str, letter: str, vector: np.ndarray) -> np.ndarray:
    product = np.einsum("ij,bj->bi", weights[f"W_{source}{letter}"], vector)
    return np.asarray(product + weights.get(f"b_{source}{letter}", 0.0))


def _reach(weights: Values, x: np.ndarray, h_prev: np.ndarray) -> float:
    """The largest of the sums that a step adds up: the input's part and the past's part, before they meet."""
    letters = [name[3:] for name in weights if name.startswith("W_i")]
    parts = [_linear(weights, "i", letter, x) for letter in letters]
    parts += [_linear(weights, "h", letter, h_prev) for letter in letters]
    return max((float(np.abs(part).max(initial=0.0)) for part in parts), default=0.0)


def _lstm(weights: Values, x: np.ndarray, h_prev: np.ndarray, c_prev: np.ndarray) -> Values:
    a = {letter: _linear(weights, "i", letter, x) + _linear(weights, "h", letter, h_prev) for letter in "ifgo"}
    i, f, g, o = sigmoid(a["i"]), sigmoid(a["f"]), np.tanh(a["g"]), sigmoid(a["o"])
    c = f * c_prev + i * g
    found = {"i": i, "f": f, "g": g, "o": o, "kept": f * c_prev, "written": i * g, "c": c, "squashed": np.tanh(c)}
    found |= {f"a_{letter}": value for letter, value in a.items()}
    full = o * np.tanh(c)
    if "W_hr" not in weights:
        return {**found, "h": full}
    return {**found, "h_full": full, "h": np.einsum("ij,bj->bi", weights["W_hr"], full)}


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
    return {"a": a, "h": np.where(a <= 0, 0.0, a)}


_STEPS = {"LSTM": _lstm, "GRU": _gru, "RNN_TANH": _rnn_tanh, "RNN_RELU": _rnn_relu}
