"""What must agree between a recording and PyTorch. The ordinary tests and the planted faults use the same checks."""

from functools import lru_cache

import numpy as np

import rnnviz
from rnnviz import Recording, Track
from tests.recorder.kernels import listen
from tests.recorder.layerwise import numbers, own_layers
from tests.recorder.stepping import Walk, walks
from tests.strategies import HALVES, Network

DIRECTIONS = ("forward", "reverse")
OWN = {"float64": 1e-12, "float32": 1e-6, "float16": 1e-3, "bfloat16": 8e-3}
"""Against the module itself, relative to max(1, |value|)."""
ORACLE = {"float64": 1e-12, "float32": 5e-6}
"""Against the oracle, which computes in float64."""
APART = {"float64": 1e-12, "float32": 2e-5}
"""Against another run of PyTorch's own, through all its steps."""
GATES = {"LSTM": "ifgo", "GRU": "rzn", "RNN_TANH": "", "RNN_RELU": ""}
SUMS = {"LSTM": ("a_i", "a_f", "a_g", "a_o"), "GRU": ("a_r", "a_z", "n_x", "n_h"), "RNN_TANH": "a", "RNN_RELU": "a"}
WORDS = {"LSTM": ("input", "forget", "cell", "output"), "GRU": ("reset", "update", "new")}


def record(network: Network) -> Recording:
    """The recording of a network that is called as its plan says."""
    return rnnviz.record(network.module, network.given, network.hx, **network.options)


def check_returned(network: Network, rec: Recording) -> None:
    """Output, h_n and c_n are what the module returns, bit for bit."""
    for name, own in zip(("output", "h_n", "c_n"), network.call(), strict=True):
        recorded = getattr(rec, name)
        assert (recorded is None) == (own is None), name
        if own is not None:
            np.testing.assert_array_equal(recorded, numbers(own), err_msg=name, strict=True)


def check_given(network: Network, rec: Recording) -> None:
    """What went in stands in the recording: time first, rows in the caller's order, 0 past their ends."""
    np.testing.assert_array_equal(rec.input, numbers(network.time_major), err_msg="input", strict=True)
    for name, own in network.initial.items():
        np.testing.assert_array_equal(getattr(rec, f"{name}_0"), numbers(own), err_msg=f"{name}_0", strict=True)
    assert (rec.c_0 is None) == ("c" not in network.initial)
    assert rec.lengths == network.lengths
    assert [len(rec.track(batch=row)) for row in range(rec.batch)] == list(network.row_lengths)


def check_parity(network: Network, rec: Recording) -> None:
    """The recording's own parity is within tolerance, and so are the numbers when compared here."""
    allowed = _to_module(network, rec)
    assert rec.parity.h <= allowed
    assert (rec.parity.c is None) == (rec.c_n is None)
    assert rec.parity.c is None or rec.parity.c <= allowed
    _, _, c_n = network.call()
    stack = rec.num_layers * rec.num_directions
    last = None if c_n is None else numbers(c_n).reshape(stack, rec.batch, rec.hidden_size)
    for layer, direction, row, track in _tracks(rec):
        _close(_last_operation(track), track.values("h"), allowed, "recomputed h")
        if last is not None:
            final = track.values("c")[0 if direction else -1]
            _close(final, last[layer * rec.num_directions + direction, row], allowed, "c_n")


def _last_operation(track: Track) -> np.ndarray:
    values = {name: track.values(name) for name in track.cell_type.variables}
    match track.cell_type.mode:
        case "LSTM":
            full = values["o"] * np.tanh(values["c"])
            return np.asarray(full @ track.weights["W_hr"].T if "W_hr" in track.weights else full)
        case "GRU":
            return np.asarray((1 - values["z"]) * values["n"] + values["z"] * values["h_prev"])
        case "RNN_TANH":
            return np.asarray(np.tanh(values["a"]))
    return np.asarray(np.maximum(values["a"], 0))


def check_layers(network: Network, rec: Recording) -> None:
    """Each layer's x and h are those of the module's layer bit for bit; its states those of each row run alone."""
    own = own_layers(network)
    allowed = APART.get(rec.dtype) or 2 * _to_module(network, rec)
    for (layer, direction), states in own.items():
        np.testing.assert_array_equal(rec.h[layer, direction], numbers(states.h), err_msg="h")
        for name, stack in {"h": rec.h, "c": rec.c}.items():
            if stack is not None:
                _close(stack[layer, direction], numbers(states.stepped[name]), allowed, name)
    for layer, direction, row, track in _tracks(rec):
        states, length = own[layer, direction], network.row_lengths[row]
        np.testing.assert_array_equal(track.values("x"), numbers(states.x)[:length, row], err_msg="x")
        for name, stepped in states.stepped.items():
            first = numbers(network.initial[name])[layer * rec.num_directions + direction, row]
            steps = list(numbers(stepped)[:length, row])
            before = [*steps[1:], first] if direction else [first, *steps[:-1]]
            _close(track.values(f"{name}_prev"), np.stack(before), allowed, f"{name}_prev")


def check_steps(network: Network, rec: Recording) -> None:
    """Every variable of every step of every track is what the stepped oracle computes; no variable is missing."""
    found = _oracle(network, rec)
    for layer, direction, row, track in _tracks(rec):
        walk = found[layer, direction]
        length = network.row_lengths[row]
        assert len(track) == length
        assert set(track.cell_type.variables) == set(walk.values)
        for name, values in walk.values.items():
            what = f"{name} in layer {layer}, {DIRECTIONS[direction]}"
            _close(track.values(name), values[:length, row], _to_oracle(rec, walk, name), what)
        for step in track:
            assert list(step.values) == list(track.cell_type.variables)
            for name in step.values:
                assert np.array_equal(step[name], track.values(name)[step.t], equal_nan=True), name


def check_stacks(network: Network, rec: Recording) -> None:
    """The stacked arrays hold, at their documented axes, what the oracle computes, and NaN past a row's length."""
    found = _oracle(network, rec)
    order, words, sums = GATES[rec.mode], WORDS.get(rec.mode, ()), SUMS[rec.mode]
    axes = (network.num_layers, network.num_directions, max(network.row_lengths), len(network.row_lengths))
    sizes = network.sizes
    assert rec.gates.shape == (len(order), *axes, network.module.hidden_size)
    assert rec.weighted_sums.shape == (len(sums), *axes, network.module.hidden_size)
    assert rec.h.shape == (*axes, sizes["h"])
    assert (None if rec.c is None else rec.c.shape) == ((*axes, sizes["c"]) if "c" in sizes else None)
    for (layer, direction), walk in found.items():
        stacks = {"h": rec.h, "c": rec.c} if rec.c is not None else {"h": rec.h}
        stacks |= {name: rec.weighted_sums[index] for index, name in enumerate(sums)}
        for index, (letter, word) in enumerate(zip(order, words, strict=True)):
            stacks |= {letter: rec.gates[index]}
            for called in (letter, word):
                np.testing.assert_array_equal(rec.gate(called), rec.gates[index], err_msg=called)
        for name, stack in stacks.items():
            _close(stack[layer, direction], walk.values[name], _to_oracle(rec, walk, name), name)


def check_kernels(network: Network, rec: Recording) -> None:
    """Every sigmoid, tanh and relu of PyTorch's own kernels stands in the recording, with what went into it."""
    # A half type is rounded in the same places: what is left is the last digit of a sum's parts.
    allowed = APART.get(rec.dtype) or _to_module(network, rec)
    heard = listen(network)
    for layer, direction, row, track in _tracks(rec):
        length = network.row_lengths[row]
        for name, values in heard[layer, direction].items():
            _close(track.values(name), values[:length, row], allowed, f"{name} in the kernel of layer {layer}")


def check_weights(network: Network, rec: Recording) -> None:
    """The recording's weights are the module's, and each track has its own blocks of them."""
    assert list(rec.weights) == [name for name, _ in network.module.named_parameters()]
    for name, parameter in network.module.named_parameters():
        np.testing.assert_array_equal(rec.weights[name], numbers(parameter.detach()), err_msg=name, strict=True)
    for (layer, direction), walk in walks(network).items():
        track = rec.track(layer, DIRECTIONS[direction])
        assert set(track.weights) == set(walk.weights)
        for name, block in walk.weights.items():
            np.testing.assert_array_equal(track.weights[name], block, err_msg=f"{name} of layer {layer}")


CHECKS = {
    "returned": check_returned,
    "given": check_given,
    "parity": check_parity,
    "layers": check_layers,
    "steps": check_steps,
    "stacks": check_stacks,
    "kernels": check_kernels,
    "weights": check_weights,
}


@lru_cache(maxsize=1)
def _tracks(rec: Recording) -> list[tuple[int, int, int, Track]]:
    return [(track.layer, DIRECTIONS.index(track.direction), track.batch, track) for track in rec.tracks]


def _oracle(network: Network, rec: Recording) -> dict[tuple[int, int], Walk]:
    """In float64 through all layers and steps; led by the module's own states where roundings would add up."""
    return walks(network, led=rec.dtype != "float64")


def _to_oracle(rec: Recording, walk: Walk, name: str) -> float:
    if rec.dtype in HALVES:
        # The oracle rounds nothing; what is rounded in c goes on from step to step.
        return OWN[rec.dtype] * walk.reach * rec.seq_len
    # h is the module's own.
    return OWN[rec.dtype] if name == "h" else ORACLE[rec.dtype]


def _to_module(network: Network, rec: Recording) -> float:
    return OWN[rec.dtype] * max(_room(rec, walk) for walk in walks(network).values())


def _room(rec: Recording, walk: Walk) -> float:
    """A module of a half type rounds each sum on its way, to so many digits of the sum."""
    return walk.reach if rec.dtype in HALVES else 1.0


def _close(value: np.ndarray, expected: np.ndarray, allowed: float, what: str) -> None:
    assert value.shape == expected.shape, f"{what}: {value.shape} instead of {expected.shape}"
    missing = np.isnan(expected)
    assert np.array_equal(np.isnan(value), missing), f"{what}: numbers where there are none, or none where there are"
    with np.errstate(invalid="ignore"):
        apart = np.abs(value - expected) / np.maximum(1, np.abs(expected))
    apart[missing | (value == expected)] = 0.0
    worst = apart.max(initial=0.0)
    assert worst <= allowed, f"{what}: {worst} apart, allowed {allowed}"
