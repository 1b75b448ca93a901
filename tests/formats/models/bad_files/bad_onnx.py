"""Files of ONNX that hold no network, one that PyTorch has no module for, or one that is not all there."""

from collections.abc import Callable
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from rnnviz import limits
from tests.formats.models.bad_files.bad_file import BadFiles
from tests.formats.models.onnx_cases import Case, model_of

BAD_ONNX = BadFiles()


def changed(change: Callable[[onnx.ModelProto], object], **case: Any) -> bytes:
    """A sound network, but for one change."""
    model = model_of(Case(**case))
    change(model)
    return written(model)


def written(model: onnx.ModelProto) -> bytes:
    content: bytes = model.SerializeToString()
    return content


def held(model: onnx.ModelProto, name: str) -> TensorProto:
    found: TensorProto = next(one for one in model.graph.initializer if one.name == name)
    return found


def put(model: onnx.ModelProto, name: str, value: np.ndarray) -> None:
    held(model, name).CopyFrom(numpy_helper.from_array(value, name))


def told(model: onnx.ModelProto, **attributes: Any) -> None:
    """Attributes of the recurrent operator."""
    node = next(node for node in model.graph.node if node.op_type in ("LSTM", "GRU", "RNN"))
    kept = [one for one in node.attribute if one.name not in attributes]
    del node.attribute[:]
    node.attribute.extend([*kept, *(helper.make_attribute(name, value) for name, value in attributes.items())])


def dims(model: onnx.ModelProto, name: str, *sizes: int) -> None:
    del held(model, name).dims[:]
    held(model, name).dims.extend(sizes)


@BAD_ONNX.says(
    "The ONNX file is damaged or cut off: it cannot be read to its end. Copy or export it again.",
)
def onnx_cut_off() -> bytes:
    return written(model_of(Case()))[:-40]


@BAD_ONNX.says(
    "An ONNX file must hold a graph, and this one has none. Export the model again.",
)
def onnx_of_nothing_but_a_version() -> bytes:
    return written(onnx.ModelProto(ir_version=8))


@BAD_ONNX.says(
    "An ONNX file must hold an operator RNN, LSTM or GRU, this one holds MatMul, Tanh. Networks that are "
    "unrolled into single products cannot be recorded: export the nn.LSTM, nn.GRU or nn.RNN itself.",
)
def onnx_without_a_recurrent_operator() -> bytes:
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["x", "w"], ["y"]), helper.make_node("Tanh", ["y"], ["z"])], "g", [], []
    )
    return written(helper.make_model(graph, ir_version=8))


@BAD_ONNX.says(
    "An ONNX file must hold an operator RNN, LSTM or GRU, this one holds –. Networks that are unrolled "
    "into single products cannot be recorded: export the nn.LSTM, nn.GRU or nn.RNN itself.",
)
def onnx_of_no_operator() -> bytes:
    return written(helper.make_model(helper.make_graph([], "g", [], []), ir_version=8))


@BAD_ONNX.says(
    "The recurrent operators of an ONNX file must stand in its graph, these stand in functions of it. "
    "Export the model again, or inline them: onnx.inliner.inline_local_functions(model).",
)
def onnx_with_its_operator_in_a_function() -> bytes:
    def move(model: onnx.ModelProto) -> None:
        node = model.graph.node[0]
        model.functions.append(
            helper.make_function("own", "Layer", ["x"], ["Y0"], [node], [helper.make_opsetid("", 22)])
        )
        model.graph.node[0].CopyFrom(helper.make_node("Layer", ["x"], ["Y0"], domain="own"))

    return changed(move)


@BAD_ONNX.says(
    "An ONNX file must hold all its weights, W0 lies in another file, ../../../etc/passwd, which is not "
    "opened. Save it as one file: onnx.save(onnx.load(path), other_path).",
)
def onnx_with_weights_in_another_file() -> bytes:
    def move(model: onnx.ModelProto) -> None:
        one = held(model, "W0")
        one.ClearField("raw_data")
        one.data_location = TensorProto.EXTERNAL
        one.external_data.add(key="location", value="../../../etc/passwd")

    return changed(move)


@BAD_ONNX.says(
    "An ONNX file must hold all its weights, R0 lies in another file, weights\\n<b>.bin, which is not "
    "opened. Save it as one file: onnx.save(onnx.load(path), other_path).",
)
def onnx_with_a_constant_in_another_file() -> bytes:
    def move(model: onnx.ModelProto) -> None:
        one = next(node for node in model.graph.node if node.output[0] == "R0").attribute[0].t
        one.ClearField("raw_data")
        one.external_data.add(key="location", value="weights\n<b>.bin")

    return changed(move, held_by="Constant")


@BAD_ONNX.says(
    "/Y0 must be without peepholes, which PyTorch's LSTM does not have: P must be 0 or left out, its "
    "largest magnitude is 0.25.",
)
def onnx_with_peepholes() -> bytes:
    return changed(lambda model: put(model, "P0", np.full((1, 12), -0.25, np.float32)), zero_peepholes=True)


@BAD_ONNX.says(
    "/Y0 must be without clip, which PyTorch's modules do not have, got clip=3.",
)
def onnx_that_clips() -> bytes:
    return changed(lambda model: told(model, clip=3.0))


@BAD_ONNX.says(
    "/Y0 must be without input_forget, which PyTorch's modules do not have, got input_forget=1.",
)
def onnx_with_input_and_forget_gate_in_one() -> bytes:
    return changed(lambda model: told(model, input_forget=1))


@BAD_ONNX.says(
    "The activations of /Y0 must be Sigmoid, Tanh, Tanh, as PyTorch's LSTM has them, got HardSigmoid, "
    "Tanh, Tanh. Nothing here computes others.",
)
def onnx_with_another_activation() -> bytes:
    return changed(lambda model: told(model, activations=["HardSigmoid", "Tanh", "Tanh"]))


@BAD_ONNX.says(
    "The activations of /Y0 must be Tanh, Tanh / Relu, Relu, as PyTorch's RNN has them, got Tanh, Relu. "
    "Nothing here computes others.",
)
def onnx_rnn_with_an_activation_for_each_direction() -> bytes:
    return changed(lambda model: told(model, activations=["Tanh", "Relu"]), cell="RNN", direction="bidirectional")


@BAD_ONNX.says(
    "The activations of /Y0 must be Sigmoid, Tanh, Sigmoid, Tanh, as PyTorch's GRU has them, got Sigmoid,"
    " Tanh. Nothing here computes others.",
)
def onnx_with_too_few_activations() -> bytes:
    return changed(lambda model: told(model, activations=["Sigmoid", "Tanh"]), cell="GRU", direction="bidirectional")


@BAD_ONNX.says(
    'direction of /Y0 must be "forward", "reverse" or "bidirectional", got \'sideways<script>\'. Export it again.',
)
def onnx_of_no_such_direction() -> bytes:
    return changed(lambda model: told(model, direction="sideways<script>"))


@BAD_ONNX.says(
    "linear_before_reset of /Y0 must be 0 or 1, got 2. Export the model again.",
)
def onnx_with_a_switch_that_is_no_switch() -> bytes:
    return changed(lambda model: told(model, linear_before_reset=2), cell="GRU")


@BAD_ONNX.says(
    "hidden_size of /Y0 must be 4, as its weights have it, got 1099511627776. Export the model again.",
)
def onnx_with_another_number_of_units() -> bytes:
    return changed(lambda model: told(model, hidden_size=2**40))


@BAD_ONNX.says(
    "W of /Y0 must be a tensor of the file, squared is known only when the model runs (made by Mul). "
    "Export the model with its weights folded: torch.onnx.export(..., do_constant_folding=True).",
)
def onnx_with_weights_made_when_it_runs() -> bytes:
    def make(model: onnx.ModelProto) -> None:
        model.graph.node.insert(0, helper.make_node("Mul", ["W0", "W0"], ["squared"]))
        next(node for node in model.graph.node if node.op_type == "LSTM").input[1] = "squared"

    return changed(make)


@BAD_ONNX.says(
    "R of /Y0 must be a tensor of the file, R0 is known only when the model runs (made by –). Export the "
    "model with its weights folded: torch.onnx.export(..., do_constant_folding=True).",
)
def onnx_with_weights_that_nothing_makes() -> bytes:
    def take(model: onnx.ModelProto) -> None:
        model.graph.initializer.remove(held(model, "R0"))

    return changed(take)


@BAD_ONNX.says(
    "W of /Y0 must be a tensor of the file, W0 is known only when the model runs (made by Identity). "
    "Export the model with its weights folded: torch.onnx.export(..., do_constant_folding=True).",
)
def onnx_with_weights_that_make_themselves() -> bytes:
    def turn(model: onnx.ModelProto) -> None:
        model.graph.initializer.remove(held(model, "W0"))
        model.graph.node.insert(0, helper.make_node("Identity", ["again"], ["W0"]))
        model.graph.node.insert(0, helper.make_node("Identity", ["W0"], ["again"]))

    return changed(turn)


@BAD_ONNX.says(
    "/Y0 must hold W, R, W is not there. Save or export the whole model again.",
)
def onnx_without_weights() -> bytes:
    def take(model: onnx.ModelProto) -> None:
        del model.graph.node[0].input[1:]

    return changed(take)


@BAD_ONNX.says(
    "W of /Y0 must be float16, bfloat16, float32 or float64, W0 is INT8. Export the model before it is quantised.",
)
def onnx_of_quantised_weights() -> bytes:
    return changed(lambda model: put(model, "W0", np.zeros((1, 16, 3), np.int8)))


@BAD_ONNX.says(
    "All weights of /Y0 must be of one type, W is float32, got float16 for R. Export the model in one type.",
)
def onnx_of_two_types() -> bytes:
    return changed(lambda model: put(model, "R0", np.zeros((1, 16, 4), np.float16)))


@BAD_ONNX.says(
    "W of /Y0 must have shape (num_directions, 4*hidden_size, input_size), here (1, 16, 3), got (16, 3). "
    "Save or export the whole model again.",
)
def onnx_of_another_rank() -> bytes:
    return changed(lambda model: put(model, "W0", np.zeros((16, 3), np.float32)))


@BAD_ONNX.says(
    "B of /Y0 must have shape (num_directions, 8*hidden_size), here (1, 32), got (1, 16). Save or export "
    "the whole model again.",
)
def onnx_with_a_bias_that_is_too_short() -> bytes:
    return changed(lambda model: put(model, "B0", np.zeros((1, 16), np.float32)))


@BAD_ONNX.says(
    "W of /Y0 must have shape (num_directions, 4*hidden_size, input_size), here (2, 16, 3), got (1, 16, "
    "3). Save or export the whole model again.",
)
def onnx_with_one_direction_too_few() -> bytes:
    return changed(lambda model: told(model, direction="bidirectional"))


@BAD_ONNX.says(
    "hidden_size of /Y0 must be from 1 to 4096, got 0. Open another model.",
)
def onnx_of_no_units() -> bytes:
    def empty(model: onnx.ModelProto) -> None:
        put(model, "W0", np.zeros((1, 0, 3), np.float32))
        put(model, "R0", np.zeros((1, 0, 0), np.float32))
        put(model, "B0", np.zeros((1, 0), np.float32))

    return changed(empty)


@BAD_ONNX.says(
    "hidden_size of /Y0 must be from 1 to 4096, got 4097. Open another model.",
)
def onnx_of_too_many_units() -> bytes:
    def widen(model: onnx.ModelProto) -> None:
        units = limits.MAX_MODEL_HIDDEN_SIZE + 1
        put(model, "W0", np.zeros((1, units, 1), np.float16))
        put(model, "R0", np.zeros((1, units, units), np.float16))
        put(model, "B0", np.zeros((1, 2 * units), np.float16))
        told(model, hidden_size=units)

    return changed(widen, cell="RNN", input_size=1)


@BAD_ONNX.says(
    "initial_h of /Y0 must have shape (num_directions, batch, hidden_size), here (1, batch, 4), got (1, "
    "2, 5). Export the model again.",
)
def onnx_with_a_first_state_of_another_size() -> bytes:
    return changed(lambda model: put(model, "initial_h0", np.ones((1, 2, 5), np.float32)), states=True)


@BAD_ONNX.says(
    "initial_h of /Y0 must be the same for every row of a batch, it differs between its 2 rows. Export "
    "the model with a batch of 1.",
)
def onnx_with_a_first_state_for_each_row() -> bytes:
    rows = np.arange(8, dtype=np.float32).reshape(1, 2, 4)
    return changed(lambda model: put(model, "initial_h0", rows), states=True)


@BAD_ONNX.says(
    "A tensor may hold up to 100000000 numbers, W0 says that its shape is (1000000, 1000000). Save the "
    "recurrent module alone.",
)
def onnx_of_a_million_million_numbers() -> bytes:
    return changed(lambda model: dims(model, "W0", 10**6, 10**6))


@BAD_ONNX.says(
    "The shape of a tensor must be whole numbers from 0, W0 has (1, -16, -3). The file is damaged: save it again.",
)
def onnx_of_less_than_nothing() -> bytes:
    return changed(lambda model: dims(model, "W0", 1, -16, -3))


@BAD_ONNX.says(
    "A tensor may have up to 8 dimensions, W0 has 100. Save the recurrent module alone.",
)
def onnx_of_too_many_dimensions() -> bytes:
    return changed(lambda model: dims(model, "W0", *[1] * 100))


@BAD_ONNX.says(
    "The tensor W0 must have 192 bytes, for its shape (1, 16, 3) and type FLOAT, the file gives it 189. "
    "It is damaged: export the model again.",
)
def onnx_with_too_few_bytes() -> bytes:
    def cut(model: onnx.ModelProto) -> None:
        held(model, "W0").raw_data = held(model, "W0").raw_data[:-3]

    return changed(cut)


@BAD_ONNX.says(
    "The tensor W0 must have 192 bytes, for its shape (1, 16, 3) and type FLOAT, the file gives it 0. It "
    "is damaged: export the model again.",
)
def onnx_without_any_bytes() -> bytes:
    return changed(lambda model: held(model, "W0").ClearField("raw_data"))


@BAD_ONNX.says(
    "A file of weights may hold up to 5000 tensors, this one tells of 5004. Save the recurrent module alone.",
)
def onnx_of_too_many_tensors() -> bytes:
    def add(model: onnx.ModelProto) -> None:
        model.graph.initializer.extend(TensorProto(name=str(number)) for number in range(limits.MAX_MODEL_TENSORS))

    return changed(add)


@BAD_ONNX.says(
    "An ONNX file may hold up to 20000 operators, this one has more. Export a smaller model.",
)
def onnx_of_too_many_operators() -> bytes:
    def add(model: onnx.ModelProto) -> None:
        model.graph.node.extend(onnx.NodeProto() for _ in range(limits.MAX_MODEL_NODES))

    return changed(add)


@BAD_ONNX.says(
    "Graphs of an ONNX file may lie 32 deep in one another, these lie deeper.",
)
def onnx_of_graphs_in_graphs() -> bytes:
    def nest(model: onnx.ModelProto) -> None:
        graph = model.graph
        for _ in range(limits.MAX_MODEL_DEPTH):
            graph.node.add(op_type="Loop").attribute.add(name="body", type=onnx.AttributeProto.GRAPH).g.name = "inner"
            graph = graph.node[-1].attribute[0].g

    return changed(nest)


@BAD_ONNX.says(
    "The name of a tensor may have up to 500 characters, <img src=x><img src=x><img src=x><img src=x><img"
    " src=x><img… has 550. Give it a shorter one.",
)
def onnx_with_a_long_name() -> bytes:
    def rename(model: onnx.ModelProto) -> None:
        held(model, "W0").name = model.graph.node[0].input[1] = "<img src=x>" * 50

    return changed(rename)


@BAD_ONNX.says(
    "The names in an ONNX file must be text, b'\\xff0' is none. The file is damaged: export it again.",
)
def onnx_with_a_name_that_is_no_text() -> bytes:
    return written(model_of(Case())).replace(b"W0", b"\xff0")
