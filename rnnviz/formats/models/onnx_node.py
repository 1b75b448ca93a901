"""A recurrent operator of ONNX, and what PyTorch has no place for in one.

Source: ONNX's documentation of the operators RNN, LSTM and GRU, opset 22.
"""

from typing import Any

from onnx import NodeProto

from rnnviz.errors import FileError
from rnnviz.formats.models.onnx_flow import table_of
from rnnviz.formats.models.onnx_graph import AXES, Graph, attributes_of
from rnnviz.formats.models.onnx_tensor import numbers_of, type_of
from rnnviz.formats.models.shown import shown
from rnnviz.formats.models.unpacked import Attribute, Node
from rnnviz.formats.onnx import WAYS
from rnnviz.words import N_

_INPUTS = ("X", "W", "R", "B", "sequence_lens", "initial_h", "initial_c", "P")
"""The inputs of an LSTM, in their order; the others have the first of them."""
_ACTIVATIONS = {"LSTM": ("Sigmoid", "Tanh", "Tanh"), "GRU": ("Sigmoid", "Tanh"), "RNN": ("Tanh",)}
"""What ONNX does unless it is told otherwise, which is what PyTorch does; an RNN may have Relu."""


def node_of(graph: Graph, node: NodeProto, name: str, follows: str) -> Node:
    """The operator in the words of a `Node`.

    Args:
        graph: what it stands in.
        node: the operator.
        name: what it is to be called.
        follows: the name of the one whose output it reads.

    Raises:
        FileError: PyTorch cannot compute what it does, or its weights are not in the file.
    """
    own = attributes_of(node)
    direction = own.get("direction", "forward")
    if direction not in WAYS:
        template = N_(
            'direction of {node} must be "forward", "reverse" or "bidirectional", got {got}. Export it again.'
        )
        raise FileError("model-onnx-direction", template, node=shown(name), got=shown(repr(direction)))
    activation = _activation(node, own, name, len(WAYS[direction]))
    _check_options(own, name)
    inputs = {word: value for word, value in zip(_INPUTS, node.input, strict=False) if value}
    arrays: dict[str, str] = {
        word: _weight(graph, inputs[word], name, word) for word in ("W", "R", "B") if word in inputs
    }
    if "P" in inputs:
        _check_peepholes(graph, inputs["P"], name)
    attributes: dict[str, Attribute] = {"direction": direction, "layout": int(own.get("layout", 0))}
    if "hidden_size" in own:
        attributes["hidden_size"] = own["hidden_size"]
    if node.op_type == "GRU":
        attributes["linear_before_reset"] = int(own.get("linear_before_reset", 0))
    if node.op_type == "RNN":
        attributes["activation"] = activation
    for word in ("initial_h", "initial_c"):
        if word in inputs:
            state = _state(graph, inputs[word])
            if state is None:
                attributes[word] = "computed"
            elif state:
                arrays[word] = state
    return Node(name, "ONNX", node.op_type, arrays, attributes, follows, table_of(graph, node))


def _activation(node: NodeProto, own: dict[str, Any], name: str, ways: int) -> str:
    usual = _ACTIVATIONS[node.op_type]
    given = tuple(own.get("activations") or usual * ways)
    words = tuple(word.lower() for word in given)
    rules = [usual, ("Relu",)] if node.op_type == "RNN" else [usual]
    for rule in rules:
        if words == tuple(word.lower() for word in rule * ways):
            return rule[0].lower()
    template = N_(
        "The activations of {node} must be {rule}, as PyTorch's {cell} has them, got {got}. Nothing here computes "
        "others."
    )
    raise FileError(
        "model-onnx-activations",
        template,
        node=shown(name),
        rule=" / ".join(", ".join(rule * ways) for rule in rules),
        cell=node.op_type,
        got=shown(", ".join(given)),
    )


def _check_options(own: dict[str, Any], name: str) -> None:
    for option in ("clip", "input_forget"):
        if own.get(option):
            template = N_("{node} must be without {option}, which PyTorch's modules do not have, got {got}.")
            raise FileError(
                "model-onnx-option", template, node=shown(name), option=option, got=f"{option}={own[option]:g}"
            )
    for option in ("linear_before_reset", "layout"):
        if own.get(option, 0) not in (0, 1):
            template = N_("{option} of {node} must be 0 or 1, got {got}. Export the model again.")
            raise FileError("model-onnx-switch", template, node=shown(name), option=option, got=shown(own[option]))


def _weight(graph: Graph, value: str, name: str, word: str) -> str:
    found = graph.constant(value)
    if found is not None:
        return found
    source, _ = graph.through(value, AXES)
    told = graph.stored(source)
    if told is not None:
        template = N_(
            "{word} of {node} must be float16, bfloat16, float32 or float64, {value} is {got}. Export the model before "
            "it is quantised."
        )
        raise FileError(
            "model-onnx-type", template, node=shown(name), word=word, value=shown(source), got=type_of(told)
        )
    holder = graph.holder(source)
    maker = None if holder is None else holder.makers.get(source)
    template = N_(
        "{word} of {node} must be a tensor of the file, {value} is known only when the model runs (made by {maker}). "
        "Export the model with its weights folded: torch.onnx.export(..., do_constant_folding=True)."
    )
    raise FileError(
        "model-onnx-computed",
        template,
        node=shown(name),
        word=word,
        value=shown(value),
        maker="–" if maker is None else shown(maker.op_type),
    )


def _check_peepholes(graph: Graph, value: str, name: str) -> None:
    found = _weight(graph, value, name, "P")
    most = float(graph.out.tensors[found].abs().max()) if graph.out.tensors[found].numel() else 0.0
    if most != 0:
        template = N_(
            "{node} must be without peepholes, which PyTorch's LSTM does not have: P must be 0 or left out, its "
            "largest magnitude is {most}."
        )
        raise FileError("model-onnx-peepholes", template, node=shown(name), most=f"{most:.3g}")


def _state(graph: Graph, value: str) -> str | None:
    """What a first state is called among what was taken out; "" for zeros or one that is given; None if computed."""
    # A batch of any size is made by repeating the rows of a stored one, or by zeros of a shape known only later.
    source, steps = graph.through(value, (*AXES, "Expand"))
    if graph.given(source):
        return ""
    holder = graph.holder(source)
    maker = None if holder is None else holder.makers.get(source)
    if maker is not None and maker.op_type == "ConstantOfShape":
        filled = next((one.t for one in maker.attribute if one.name == "value"), None)
        if filled is None:
            return ""
        few = sum(filled.dims) <= 1 and graph.stored(source) is None
        return "" if few and not numbers_of(filled, source, graph.out).any() else None
    own = graph.taken(source)
    if own is None:
        return None
    found = graph.out.tensors[own]
    if not bool(found.any()):
        return ""
    for step in steps:
        turned = found if step.op_type == "Expand" else graph.turned(step, found)
        if turned is None:
            return None
        found = turned
    if not steps:
        return own
    graph.out.room(found.nbytes)
    return graph.out.keep(graph.holder(value), value, found.clone())
