"""The gates of every step, read out of ONNX's operators, which have no output for them.

With a constant in the place of one of its activation functions, and with a chosen state before it, a single step of
an operator has a gate as its new state.
"""

from dataclasses import replace

import numpy as np

from tests.recorder.onnxruntime.cases import Case
from tests.recorder.onnxruntime.layers import Layer, layers
from tests.recorder.onnxruntime.operators import SIGMOID, TANH, Activation, Arrays, run
from tests.recorder.onnxruntime.parameters import ONNX, Conversion, Parameters

ZERO: Activation = ("Affine", 0.0, 0.0)
ONE: Activation = ("Affine", 0.0, 1.0)
SHUT = -50.0
"""A pre-activation at which a sigmoid in float32 is 0, or so little above it that no sum with it shows."""


def gates(case: Case, conversion: Conversion) -> Arrays:
    """Every gate by its letter, as (num_layers, num_directions, seq_len, batch, hidden_size)."""
    read = {"LSTM": _read_lstm, "GRU": _read_gru}[case.plan.mode]
    found: dict[str, list[np.ndarray]] = {letter: [] for letter in ONNX[case.plan.mode]}
    for layer in layers(case, conversion):
        values = [read(layer.parameters.half(way), *_before(layer, way)) for way in layer.directions]
        for letter, arrays in found.items():
            arrays.append(layer.grid([each[letter] for each in values]))
    return {letter: np.stack(arrays) for letter, arrays in found.items()}


def _before(layer: Layer, direction: int) -> tuple[np.ndarray, np.ndarray]:
    """x, and the h before it, of every step of a case: one step of a batch that has as many rows."""
    h: list[np.ndarray] = []
    for t, row in layer.case.steps:
        previous = t + 1 if direction else t - 1
        inside = 0 <= previous < layer.case.counts[row]
        h.append(layer.answer["Y"][previous, direction, row] if inside else layer.start("h", direction)[row])
    return np.stack([layer.x[t, row] for t, row in layer.case.steps])[None], np.stack(h)[None]


def _read_lstm(half: Parameters, x: np.ndarray, h: np.ndarray) -> Arrays:
    def step(c: float, *activations: Activation) -> Arrays:
        return run(half, x, {"h": h, "c": np.full_like(h, c)}, activations=activations)

    return {
        "i": step(0, SIGMOID, ONE, TANH)["Y_c"][0],  # c = f * 0 + i * 1
        "f": step(1, SIGMOID, ZERO, TANH)["Y_c"][0],  # c = f * 1 + i * 0
        "g": step(0, ONE, TANH, TANH)["Y_c"][0],  # c = 1 * 0 + 1 * g
        "o": step(0, SIGMOID, TANH, ONE)["Y_h"][0],  # h = o * 1
    }


def _read_gru(half: Parameters, x: np.ndarray, h: np.ndarray) -> Arrays:
    def step(parameters: Parameters, *activations: Activation) -> np.ndarray:
        return np.asarray(run(parameters, x, {"h": h}, activations=activations)["Y_h"][0])

    def update(parameters: Parameters) -> np.ndarray:
        # (1 - z) * 1 + z * h_prev, less (1 - z) * 0 + z * h_prev
        return np.asarray(1 - (step(parameters, SIGMOID, ONE) - step(parameters, SIGMOID, ZERO)))

    return {
        "z": update(half),
        "r": update(_reset_as_update(half)),
        "n": step(_without_update(half), SIGMOID, TANH),  # h = (1 - 0) * n + 0 * h_prev
    }


def _reset_as_update(half: Parameters) -> Parameters:
    """With the rows of r in the place of z too."""
    W, R, B = half.W.copy(), half.R.copy(), half.biases.copy()
    z, r = slice(half.hidden_size), slice(half.hidden_size, 2 * half.hidden_size)
    W[:, z], R[:, z], B[..., z] = W[:, r], R[:, r], B[..., r]
    return replace(half, W=W, R=R, B=B.reshape(1, -1))


def _without_update(half: Parameters) -> Parameters:
    """With a z that is 0 at every step."""
    W, R, B = half.W.copy(), half.R.copy(), half.biases.copy()
    z = slice(half.hidden_size)
    W[:, z], R[:, z], B[..., z] = 0, 0, SHUT
    return replace(half, W=W, R=R, B=B.reshape(1, -1))
