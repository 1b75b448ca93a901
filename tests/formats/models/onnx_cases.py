"""Networks of ONNX's recurrent operators with random weights, and what onnxruntime makes of them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import onnx
import onnxruntime
from hypothesis import strategies as st
from onnx import NodeProto, TensorProto, helper, numpy_helper

from tests.formats.weights.case import BLOCKS
from tests.recorder.onnxruntime.session import IR_VERSION, OPSET


@dataclass(frozen=True)
class Case:
    """One network: a failing example prints as one line that makes it again."""

    cell: str = "LSTM"
    direction: str = "forward"
    input_size: int = 3
    hidden_size: int = 4
    num_layers: int = 1
    bias: bool = True
    linear_before_reset: int = 0
    relu: bool = False
    states: bool = False
    zero_peepholes: bool = False
    held_by: str = "initializer"
    """Whether weights are initializers, operators Constant, or initializers that are transposed first."""
    seq_len: int = 4
    batch: int = 2
    seed: int = 0

    @property
    def ways(self) -> int:
        return 2 if self.direction == "bidirectional" else 1

    def x(self) -> np.ndarray:
        """``(seq_len, batch, input_size)``."""
        draw = np.random.default_rng(self.seed + 1)
        return draw.uniform(-2, 2, (self.seq_len, self.batch, self.input_size)).astype(np.float32)


cases = st.builds(
    Case,
    cell=st.sampled_from(list(BLOCKS)),
    direction=st.sampled_from(["forward", "reverse", "bidirectional"]),
    input_size=st.integers(1, 4),
    hidden_size=st.integers(1, 4),
    num_layers=st.integers(1, 3),
    bias=st.booleans(),
    linear_before_reset=st.integers(0, 1),
    relu=st.booleans(),
    states=st.booleans(),
    zero_peepholes=st.booleans(),
    held_by=st.sampled_from(["initializer", "Constant", "Transpose"]),
    seq_len=st.integers(1, 5),
    batch=st.integers(1, 3),
    seed=st.integers(0, 2**31),
)


class Writer:
    """A graph in the making."""

    def __init__(self) -> None:
        self.nodes: list[NodeProto] = []
        self.initializers: list[TensorProto] = []

    def hold(self, name: str, value: np.ndarray, held_by: str = "initializer") -> str:
        if held_by == "Constant":
            self.nodes.append(helper.make_node("Constant", [], [name], value=numpy_helper.from_array(value)))
        elif held_by == "Transpose" and value.ndim > 1:
            turned = np.ascontiguousarray(np.swapaxes(value, -1, -2))
            self.initializers.append(numpy_helper.from_array(turned, f"{name}_turned"))
            order = [*range(value.ndim - 2), value.ndim - 1, value.ndim - 2]
            self.nodes.append(helper.make_node("Transpose", [f"{name}_turned"], [name], perm=order))
        else:
            self.initializers.append(numpy_helper.from_array(value, name))
        return name

    def add(self, operator: str, inputs: list[str], outputs: list[str], **attributes: Any) -> None:
        self.nodes.append(helper.make_node(operator, inputs, outputs, name=f"/{outputs[0]}", **attributes))


def model_of(case: Case) -> onnx.ModelProto:
    """Layer upon layer, from "x" to "output" ``(seq_len, batch, num_directions*hidden_size)``."""
    writer, draw, ways = Writer(), np.random.default_rng(case.seed), case.ways
    value, features = "x", case.input_size
    for layer in range(case.num_layers):
        rows = BLOCKS[case.cell] * case.hidden_size

        def drawn(*shape: int) -> np.ndarray:
            return draw.uniform(-1, 1, shape).astype(np.float32)

        def held(word: str, array: np.ndarray, layer: int = layer) -> str:
            return writer.hold(f"{word}{layer}", array, case.held_by)

        inputs = [value, held("W", drawn(ways, rows, features)), held("R", drawn(ways, rows, case.hidden_size))]
        inputs += [held("B", drawn(ways, 2 * rows)) if case.bias else "", ""]
        for state in "hc" if case.cell == "LSTM" else "h":
            one = drawn(ways, 1, case.hidden_size)
            whole = np.repeat(one, case.batch, axis=1)
            inputs.append(held(f"initial_{state}", whole) if case.states else "")
        if case.cell == "LSTM" and case.zero_peepholes:
            inputs.append(held("P", np.zeros((ways, 3 * case.hidden_size), np.float32)))
        attributes: dict[str, Any] = {"hidden_size": case.hidden_size, "direction": case.direction}
        if case.cell == "GRU":
            attributes["linear_before_reset"] = case.linear_before_reset
        if case.cell == "RNN":
            attributes["activations"] = ["Relu" if case.relu else "Tanh"] * ways
        writer.add(case.cell, inputs, [f"Y{layer}"], **attributes)
        writer.add("Transpose", [f"Y{layer}"], [f"turned{layer}"], perm=[0, 2, 1, 3])
        flat = writer.hold(f"flat{layer}", np.asarray([0, 0, -1], np.int64))
        value = "output" if layer == case.num_layers - 1 else f"layer{layer}"
        writer.add("Reshape", [f"turned{layer}", flat], [value])
        features = ways * case.hidden_size
    return finished(writer, ["T", "N", case.input_size])


def finished(writer: Writer, shape: list[Any], kind: int = TensorProto.FLOAT) -> onnx.ModelProto:
    graph = helper.make_graph(
        writer.nodes,
        "network",
        [helper.make_tensor_value_info("x", kind, shape)],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, ["T", "N", "H"])],
        writer.initializers,
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)


def answer(model: onnx.ModelProto, x: np.ndarray) -> np.ndarray:
    """The output of onnxruntime."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    found: np.ndarray = session.run(["output"], {"x": x})[0]
    return found
