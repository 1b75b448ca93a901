"""What must agree between a recording and PyTorch. The ordinary tests and the planted faults use the same checks."""

import numpy as np

from rnnviz import Recording, Track
from tests.recorder.kernels import listen
from tests.recorder.stepping import walks
from tests.strategies import Network

DIRECTIONS = ("forward", "reverse")
OWN = {"float64": 1e-12, "float32": 1e-6}
"""Against the module itself: recomputed h and c_n, relative to max(1, |value|)."""
ORACLE = {"float64": 1e-12, "float32": 2e-5}
"""Against the oracle, which computes in float64 through all layers and steps."""


def check_returned(network: Network, rec: Recording) -> None:
    """Output, h_n and c_n are what the module returns, bit for bit."""
    for name, own in zip(("output", "h_n", "c_n"), network.call(), strict=True):
        recorded = getattr(rec, name)
        assert (recorded is None) == (own is None), name
        if own is not None:
            np.testing.assert_array_equal(recorded, own.numpy(), err_msg=name, strict=True)


def check_parity(network: Network, rec: Recording) -> None:
    """The recording's own parity is within tolerance, and so are the numbers when compared here."""
    allowed = OWN[rec.dtype]
    assert rec.parity.h <= allowed
    assert (rec.parity.c is None) == (rec.c_n is None)
    assert rec.parity.c is None or rec.parity.c <= allowed
    output, _, c_n = network.call()
    time_major = (output.transpose(0, 1) if network.module.batch_first else output).numpy()
    size = rec.hidden_size
    for direction in range(rec.num_directions):
        own = time_major[..., direction * size : (direction + 1) * size]
        recorded = rec.h[-1, direction]
        np.testing.assert_array_equal(recorded, own, err_msg="h of the last layer")
    for layer in range(rec.num_layers):
        for direction, word in enumerate(DIRECTIONS[: rec.num_directions]):
            for row in range(rec.batch):
                track = rec.track(layer, word, row)
                _close(_last_operation(track), track.values("h"), allowed, "recomputed h")
                if c_n is not None:
                    final = track.values("c")[0 if direction else -1]
                    _close(final, c_n[layer * rec.num_directions + direction, row].numpy(), allowed, "c_n")


def _last_operation(track: Track) -> np.ndarray:
    values = {name: track.values(name) for name in track.cell_type.variables}
    match track.cell_type.mode:
        case "LSTM":
            return np.asarray(values["o"] * np.tanh(values["c"]))
        case "GRU":
            return np.asarray((1 - values["z"]) * values["n"] + values["z"] * values["h_prev"])
        case "RNN_TANH":
            return np.asarray(np.tanh(values["a"]))
    return np.asarray(np.maximum(values["a"], 0))


def check_steps(network: Network, rec: Recording) -> None:
    """Every variable of every step of every track is what the stepped oracle computes; no variable is missing."""
    allowed = ORACLE[rec.dtype]
    for (layer, direction), walk in walks(network).items():
        for row in range(rec.batch):
            track = rec.track(layer, DIRECTIONS[direction], row)
            assert len(track) == rec.seq_len
            assert set(track.cell_type.variables) == set(walk.values)
            for name, values in walk.values.items():
                _close(track.values(name), values[:, row], allowed, f"{name} in layer {layer}, {DIRECTIONS[direction]}")
            for step in track:
                assert list(step.values) == list(track.cell_type.variables)
                for name in step.values:
                    np.testing.assert_array_equal(step[name], track.values(name)[step.t], err_msg=name)


def check_stacks(network: Network, rec: Recording) -> None:
    """The stacked arrays hold, at their documented axes, what the oracle computes."""
    allowed = ORACLE[rec.dtype]
    order = {"LSTM": "ifgo", "GRU": "rzn"}.get(rec.mode, "")
    words = {"LSTM": ("input", "forget", "cell", "output"), "GRU": ("reset", "update", "new")}.get(rec.mode, ())
    found = walks(network)
    axes = (rec.num_layers, rec.num_directions, rec.seq_len, rec.batch, rec.hidden_size)
    assert rec.gates.shape == (len(order), *axes)
    assert rec.h.shape == axes
    assert (rec.c is not None) == (rec.mode == "LSTM")
    for (layer, direction), walk in found.items():
        _close(rec.h[layer, direction], walk.values["h"], allowed, "h")
        if rec.c is not None:
            _close(rec.c[layer, direction], walk.values["c"], allowed, "c")
        for index, (letter, word) in enumerate(zip(order, words, strict=True)):
            _close(rec.gates[index, layer, direction], walk.values[letter], allowed, f"gates[{index}]")
            _close(rec.gate(letter)[layer, direction], walk.values[letter], allowed, f"gate({letter!r})")
            _close(rec.gate(word)[layer, direction], walk.values[letter], allowed, f"gate({word!r})")


def check_kernels(network: Network, rec: Recording) -> None:
    """Every sigmoid, tanh and relu of PyTorch's own kernels stands in the recording, with what went into it."""
    allowed = ORACLE[rec.dtype]
    for (layer, direction), heard in listen(network).items():
        for row in range(rec.batch):
            track = rec.track(layer, DIRECTIONS[direction], row)
            for name, values in heard.items():
                _close(track.values(name), values[:, row], allowed, f"{name} in the kernel of layer {layer}")


def check_weights(network: Network, rec: Recording) -> None:
    """The recording's weights are the module's, and each track has its own blocks of them."""
    assert list(rec.weights) == [name for name, _ in network.module.named_parameters()]
    for name, parameter in network.module.named_parameters():
        np.testing.assert_array_equal(rec.weights[name], parameter.detach().numpy(), err_msg=name, strict=True)
    for (layer, direction), walk in walks(network).items():
        track = rec.track(layer, DIRECTIONS[direction])
        assert set(track.weights) == set(walk.weights)
        for name, block in walk.weights.items():
            np.testing.assert_array_equal(track.weights[name], block, err_msg=f"{name} of layer {layer}")


CHECKS = {
    "returned": check_returned,
    "parity": check_parity,
    "steps": check_steps,
    "stacks": check_stacks,
    "kernels": check_kernels,
    "weights": check_weights,
}


def _close(value: np.ndarray, expected: np.ndarray, allowed: float, what: str) -> None:
    assert value.shape == expected.shape, f"{what}: {value.shape} instead of {expected.shape}"
    apart = np.abs(value - expected) / np.maximum(1, np.abs(expected))
    assert apart.max() <= allowed, f"{what}: {apart.max()} apart"
