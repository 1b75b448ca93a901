"""The other frameworks: their conversions, how they run a layer, and random weights of their own."""

import importlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from rnnviz import formats
from rnnviz.formats import Converted
from tests.formats.weights.by_hand import over_time, tf1_step
from tests.formats.weights.case import BLOCKS, Arrays, Case
from tests.recorder.onnxruntime.operators import run
from tests.recorder.onnxruntime.parameters import Parameters

Shapes = dict[str, tuple[int, ...]]


@dataclass(frozen=True)
class Framework:
    """One of them."""

    name: str
    to: Callable[..., tuple[Converted, ...]]
    back: Callable[..., Converted]
    layer: Callable[[str, Mapping[str, np.ndarray], Mapping[str, Any], np.ndarray], np.ndarray]
    """The output of one layer, ``(seq_len, batch, num_directions*hidden_size)``: cell type, weights, arguments, x."""
    shapes: Callable[[Case, int, bool], Shapes]
    """The arrays of a layer; whether its GRU resets before the product."""
    tolerance: Mapping[str, float]
    """By cell type; "before" is a GRU that resets before the product."""

    def own(self, case: Case, *, before: bool = False) -> list[Arrays]:
        """Random weights of this framework, layer by layer."""
        draw = case.draw
        return [
            {name: draw.uniform(-1, 1, shape) for name, shape in self.shapes(case, layer, before).items()}
            for layer in range(case.num_layers)
        ]


def arguments(framework: Framework, case: Case, *, before: bool = False) -> dict[str, Any]:
    """What a layer of this framework must be made with for the weights of `Framework.own`."""
    if framework.name == "Keras":
        return {"units": case.hidden_size, "use_bias": case.bias} | (
            {"reset_after": not before} if case.cell == "GRU" else {}
        )
    if framework.name == "ONNX":
        return {
            "direction": "bidirectional" if case.bidirectional else "forward",
            "linear_before_reset": int(not before),
        }
    return {"forget_bias": 1.0}


def read_back(framework: Framework, case: Case, weights: Mapping[str, Any], layer: int, **given: Any) -> Converted:
    """The layer by PyTorch's names."""
    if framework.name == "ONNX":
        given |= {"direction": "bidirectional" if case.bidirectional else "forward"}
    return framework.back(weights, case.cell, layer=layer, **given)


# Keras


@cache
def keras() -> Any:
    """Keras on PyTorch; it reads at its import what it shall run on."""
    os.environ["KERAS_BACKEND"] = "torch"
    return importlib.import_module("keras")


def _keras_layer(cell: str, weights: Mapping[str, np.ndarray], given: Mapping[str, Any], x: np.ndarray) -> np.ndarray:
    layer = keras_layer(cell, weights, given, x.shape[-1])
    for name, array in weights.items():
        place, _, variable = name.rpartition(".")
        own = getattr(layer, place) if place else layer
        getattr(own.cell, variable).assign(array)
    found: np.ndarray = layer(x.transpose(1, 0, 2)).detach().numpy().transpose(1, 0, 2)
    return found[::-1] if given.get("go_backwards") else found


def keras_layer(cell: str, weights: Mapping[str, np.ndarray], given: Mapping[str, Any], features: int) -> Any:
    """The layer for these weights, with others in it."""
    layers = keras().layers
    maker = {"LSTM": layers.LSTM, "GRU": layers.GRU, "RNN": layers.SimpleRNN}[cell]
    layer = maker(**given, return_sequences=True, dtype="float64")
    if any(name.startswith("backward_layer") for name in weights):
        layer = layers.Bidirectional(layer, merge_mode="concat", dtype="float64")
    layer.build((None, None, features))
    return layer


def _keras_shapes(case: Case, layer: int, before: bool) -> Shapes:
    rows = BLOCKS[case.cell] * case.hidden_size
    one: Shapes = {"kernel": (case.features(layer), rows), "recurrent_kernel": (case.hidden_size, rows)}
    if case.bias:
        one["bias"] = (2, rows) if case.cell == "GRU" and not before else (rows,)
    if not case.bidirectional:
        return one
    return {f"{way}_layer.{name}": shape for way in ("forward", "backward") for name, shape in one.items()}


# ONNX


def _onnx_layer(cell: str, weights: Mapping[str, np.ndarray], given: Mapping[str, Any], x: np.ndarray) -> np.ndarray:
    single = {name: array.astype(np.float32) for name, array in weights.items()}
    mode = "RNN_TANH" if cell == "RNN" else cell
    parameters = Parameters(mode, single["W"], single["R"], single.get("B"), given.get("linear_before_reset", 0))
    initial: dict[str, np.ndarray | None] = dict.fromkeys("hc" if cell == "LSTM" else "h")
    Y = run(parameters, x.astype(np.float32), initial, direction=given["direction"])["Y"]
    return np.asarray(Y.transpose(0, 2, 1, 3).reshape(*x.shape[:2], -1))


def _onnx_shapes(case: Case, layer: int, before: bool) -> Shapes:
    _ = before
    ways, rows = case.num_directions, BLOCKS[case.cell] * case.hidden_size
    found: Shapes = {"W": (ways, rows, case.features(layer)), "R": (ways, rows, case.hidden_size)}
    return found | ({"B": (ways, 2 * rows)} if case.bias else {})


# TensorFlow 1


def _tf1_layer(cell: str, weights: Mapping[str, np.ndarray], given: Mapping[str, Any], x: np.ndarray) -> np.ndarray:
    found: list[np.ndarray] = []
    scopes = ("fw/", "bw/") if any(name.startswith("bw/") for name in weights) else ("",)
    for scope in scopes:
        own = {name.removeprefix(scope): array for name, array in weights.items() if name.startswith(scope)}
        units = len(own["candidate/bias"]) if cell == "GRU" else len(own["bias"]) // BLOCKS[cell]
        step = tf1_step(cell, own, given.get("forget_bias", 1.0))
        zeros = np.zeros((x.shape[1], units))
        found.append(over_time(step, x, (zeros,) * (2 if cell == "LSTM" else 1), reverse=scope == "bw/"))
    return np.concatenate(found, axis=-1)


def _tf1_shapes(case: Case, layer: int, before: bool) -> Shapes:
    _ = before
    units, both = case.hidden_size, case.features(layer) + case.hidden_size
    if case.cell == "GRU":
        one: Shapes = {
            "gates/kernel": (both, 2 * units),
            "candidate/kernel": (both, units),
            "gates/bias": (2 * units,),
            "candidate/bias": (units,),
        }
    else:
        one = {"kernel": (both, BLOCKS[case.cell] * units), "bias": (BLOCKS[case.cell] * units,)}
    if not case.bidirectional:
        return one
    return {f"{scope}/{name}": shape for scope in ("fw", "bw") for name, shape in one.items()}


DOUBLE, SINGLE = 1e-12, 1e-5
_ALL = ("LSTM", "GRU", "RNN", "before")

KERAS = Framework(
    "Keras",
    formats.to_keras,
    formats.from_keras,
    _keras_layer,
    _keras_shapes,
    # Its own loop over the steps multiplies in float32, whatever dtype it is told; that of an LSTM and a GRU does not.
    {"LSTM": DOUBLE, "GRU": DOUBLE, "RNN": SINGLE, "before": SINGLE},
)
# onnxruntime's recurrent operators compute in float32 alone.
ONNX = Framework("ONNX", formats.to_onnx, formats.from_onnx, _onnx_layer, _onnx_shapes, dict.fromkeys(_ALL, SINGLE))
TF1 = Framework("TensorFlow 1", formats.to_tf1, formats.from_tf1, _tf1_layer, _tf1_shapes, dict.fromkeys(_ALL, DOUBLE))
FRAMEWORKS = {framework.name: framework for framework in (KERAS, ONNX, TF1)}
