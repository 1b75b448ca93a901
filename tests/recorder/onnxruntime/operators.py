"""ONNX's own operators RNN, LSTM and GRU, in float32."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper

from tests.recorder.onnxruntime.parameters import Parameters, states
from tests.recorder.onnxruntime.session import Session

Activation = tuple[str, *tuple[float, ...]]
"""ONNX's name of the function, and its alpha and beta where it has them."""
SIGMOID: Activation = ("Sigmoid",)
TANH: Activation = ("Tanh",)
ACTIVATIONS: dict[str, tuple[Activation, ...]] = {
    "LSTM": (SIGMOID, TANH, TANH),
    "GRU": (SIGMOID, TANH),
    "RNN_TANH": (TANH,),
    "RNN_RELU": (("Relu",),),
}
RANKS = {"B": 2, "sequence_lens": 1, "Y": 4}
"""The number of axes; all others have 3."""
WAYS = ("forward", "reverse")
Arrays = dict[str, np.ndarray]


@dataclass(frozen=True)
class Node:
    """Everything that tells one operator from another, but for the numbers that it is run with."""

    mode: str
    hidden_size: int
    direction: str
    linear_before_reset: int
    activations: tuple[Activation, ...]
    inputs: tuple[str, ...]


def run(
    parameters: Parameters,
    x: np.ndarray,
    initial: Mapping[str, np.ndarray | None],
    lengths: Sequence[int] | None = None,
    *,
    direction: str | None = None,
    activations: tuple[Activation, ...] | None = None,
) -> Arrays:
    """Y, Y_h and, for an LSTM, Y_c: what one operator makes of an input ``(seq_len, batch, features)``."""
    given = {
        "X": x,
        "W": parameters.W,
        "R": parameters.R,
        "B": parameters.B,
        "sequence_lens": None if lengths is None else np.asarray(lengths, np.int32),
        **{f"initial_{state}": value for state, value in initial.items()},
    }
    node = Node(
        parameters.mode,
        parameters.hidden_size,
        direction or ("forward", "bidirectional")[parameters.num_directions - 1],
        parameters.linear_before_reset,
        activations or ACTIVATIONS[parameters.mode],
        tuple(name for name, value in given.items() if value is not None),
    )
    return _session(node).run(given)


@lru_cache(maxsize=512)
def _session(node: Node) -> Session:
    operator = node.mode.partition("_")[0]
    inputs = ["X", "W", "R", "B", "sequence_lens", *(f"initial_{state}" for state in states(node.mode))]
    outputs = ["Y", *(f"Y_{state}" for state in states(node.mode))]
    activations = node.activations * (2 if node.direction == "bidirectional" else 1)
    attributes: dict[str, Any] = {
        "hidden_size": node.hidden_size,
        "direction": node.direction,
        "activations": [name for name, *_ in activations],
    }
    scaled = [numbers for _, *numbers in activations if numbers]
    if scaled:
        attributes |= {"activation_alpha": [a for a, _ in scaled], "activation_beta": [b for _, b in scaled]}
    if operator == "GRU":
        attributes["linear_before_reset"] = node.linear_before_reset
    return Session(
        helper.make_graph(
            [
                helper.make_node(
                    operator, [name if name in node.inputs else "" for name in inputs], outputs, **attributes
                )
            ],
            "one_layer",
            [_told(name) for name in inputs if name in node.inputs],
            [_told(name) for name in outputs],
        )
    )


def _told(name: str) -> onnx.ValueInfoProto:
    kind = TensorProto.INT32 if name == "sequence_lens" else TensorProto.FLOAT
    return helper.make_tensor_value_info(name, kind, [f"{name}_{axis}" for axis in range(RANKS.get(name, 3))])
