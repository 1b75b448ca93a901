"""One layer of ONNX or Keras as a module of PyTorch. The weights are turned round by the conversions of the formats."""

from collections.abc import Mapping
from typing import Any, Literal

import torch
from torch import Tensor

from rnnviz.errors import FileError, WeightsError
from rnnviz.formats.keras import from_keras, keras
from rnnviz.formats.models.node_shapes import Sizes, check_shapes
from rnnviz.formats.models.part import Part
from rnnviz.formats.models.shown import shown
from rnnviz.formats.models.unpacked import Node
from rnnviz.formats.onnx import WAYS, from_onnx, onnx
from rnnviz.formats.weights.change import Change
from rnnviz.formats.weights.converted import Converted
from rnnviz.words import N_

Reset = Literal["after", "before"]

_STATES = ("initial_h", "initial_c")


def part_of_node(node: Node, tensors: Mapping[str, Tensor]) -> Part:
    """The module of one layer that computes what the node does.

    A node that only runs backwards has the weights of a module that runs forwards: its input is to be turned round.

    Raises:
        FileError: the tensors of the node do not fit together, or PyTorch has no such layer.
    """
    weights = {name: tensors[own] for name, own in node.arrays.items() if name not in _STATES}
    reset = _reset(node, weights)
    layout = (onnx if node.framework == "ONNX" else keras)(node.cell, reset or "after" if node.cell == "GRU" else None)
    ways = WAYS[str(node.attributes.get("direction", "forward"))] if node.framework == "ONNX" else ("forward",)
    sizes = check_shapes(node, layout, {name: tuple(weight.shape) for name, weight in weights.items()}, len(ways))
    dtype = _one_type(node, weights)
    # NumPy knows no bfloat16; every number of it is one of float32.
    wide = {name: weight.float() if dtype is torch.bfloat16 else weight for name, weight in weights.items()}
    try:
        converted = _converted(node, {name: weight.numpy() for name, weight in wide.items()}, reset or "after")
    except WeightsError as wrong:
        raise FileError(
            "model-node",
            N_("{node} must hold weights that fit together, and does not: {wrong} Export the model again."),
            node=shown(node.name),
            wrong=str(wrong),
        ) from wrong
    bidirectional = bool(converted.arguments["bidirectional"])
    found = {name: torch.tensor(array).to(dtype) for name, array in converted.weights.items()}
    backwards = _backwards(node, bidirectional=bidirectional)
    if backwards:
        found = {name.removesuffix("_reverse"): weight for name, weight in found.items()}
    return Part(
        name=node.name,
        framework=node.framework,
        cell_type=node.cell,
        input_size=sizes.input_size,
        hidden_size=sizes.hidden_size,
        bidirectional=bidirectional,
        bias=bool(converted.arguments["bias"]),
        nonlinearity=_nonlinearity(node),
        reset=reset,
        backwards=backwards,
        weights=found,
        files_names={name: _from(node, name) for name in found},
        hx=_first_states(node, tensors, sizes, len(ways), dtype),
        changes=(*converted.changes, *_beside(node)),
        embedding=_table(node, tensors, sizes),
        not_finite=tuple(own for own in node.arrays.values() if not bool(tensors[own].isfinite().all())),
    )


def _reset(node: Node, weights: Mapping[str, Tensor]) -> Reset | None:
    if node.cell != "GRU":
        return "after"
    if node.framework == "ONNX":
        return "after" if node.attributes.get("linear_before_reset") else "before"
    told = node.attributes.get("reset_after")
    if told is not None:
        return "after" if told else "before"
    # Two rows of biases are only there for a reset after the product.
    rows = [weight.dim() for name, weight in weights.items() if name.endswith("bias")]
    return None if not rows else "after" if rows[0] == 2 else "before"


def _converted(node: Node, weights: Mapping[str, Any], reset: Reset) -> Converted:
    if node.framework == "ONNX":
        direction = str(node.attributes.get("direction", "forward"))
        after = int(reset == "after")
        return from_onnx(weights, node.cell, direction=direction, linear_before_reset=after, reset=reset)
    backwards = bool(node.attributes.get("go_backwards"))
    return from_keras(weights, node.cell, go_backwards=backwards, reset_after=reset == "after", reset=reset)


def _backwards(node: Node, *, bidirectional: bool) -> bool | None:
    if node.framework == "ONNX":
        return node.attributes.get("direction") == "reverse"
    told = node.attributes.get("go_backwards")
    return False if bidirectional else None if told is None else bool(told)


def _nonlinearity(node: Node) -> Literal["tanh", "relu"] | None:
    if node.cell != "RNN":
        return "tanh"
    told = node.attributes.get("activation")
    return None if told is None else "relu" if told == "relu" else "tanh"


def _one_type(node: Node, weights: Mapping[str, Tensor]) -> torch.dtype:
    types = {name: weight.dtype for name, weight in weights.items()}
    first = next(iter(types))
    for name, dtype in types.items():
        if dtype != types[first]:
            raise FileError(
                "model-node-types",
                N_(
                    "All weights of {node} must be of one type, {first} is {rule}, got {got} for {name}. "
                    "Export the model in one type."
                ),
                node=shown(node.name),
                first=first,
                rule=str(types[first]).removeprefix("torch."),
                name=name,
                got=str(dtype).removeprefix("torch."),
            )
    return types[first]


def _from(node: Node, name: str) -> str:
    """What the file calls the tensor that a parameter came from."""
    reverse = name.endswith("_reverse")
    kind = name.split("_l")[0]
    if node.framework == "ONNX":
        return node.arrays[{"weight_ih": "W", "weight_hh": "R"}.get(kind, "B")]
    own = {"weight_ih": "kernel", "weight_hh": "recurrent_kernel"}.get(kind, "bias")
    both = any(key.startswith("forward_layer.") for key in node.arrays)
    return node.arrays[f"{'backward' if reverse else 'forward'}_layer.{own}" if both else own]


def _first_states(
    node: Node, tensors: Mapping[str, Tensor], sizes: Sizes, ways: int, dtype: torch.dtype
) -> tuple[Tensor, ...]:
    """initial_h and initial_c, ``(num_directions, 1, hidden_size)``, where one of them is not 0."""
    names = _STATES if node.cell == "LSTM" else _STATES[:1]
    zeros = torch.zeros(ways, 1, sizes.hidden_size, dtype=dtype)
    found: list[Tensor] = []
    for name in names:
        if name not in node.arrays:
            found.append(zeros)
            continue
        state = tensors[node.arrays[name]].to(dtype)
        if state.dim() == 3 and node.attributes.get("layout"):
            state = state.transpose(0, 1)
        if state.dim() != 3 or (state.shape[0], state.shape[2]) != (ways, sizes.hidden_size) or not state.shape[1]:
            raise FileError(
                "model-node-state",
                N_(
                    "{name} of {node} must have shape (num_directions, batch, hidden_size), here ({ways}, batch, "
                    "{hidden}), got {got}. Export the model again."
                ),
                name=name,
                node=shown(node.name),
                ways=ways,
                hidden=sizes.hidden_size,
                got=tuple(tensors[node.arrays[name]].shape),
            )
        first = state[:, :1]
        if not bool(((state == first) | (state.isnan() & first.isnan())).all()):
            raise FileError(
                "model-node-state-rows",
                N_(
                    "{name} of {node} must be the same for every row of a batch, it differs between its {batch} rows. "
                    "Export the model with a batch of 1."
                ),
                name=name,
                node=shown(node.name),
                batch=state.shape[1],
            )
        found.append(first.contiguous())
    return tuple(found) if any(bool(state.any()) for state in found) else ()


def _beside(node: Node) -> list[Change]:
    """What the node does besides that a module does not."""
    found: list[Change] = []
    mode = node.attributes.get("merge_mode", "concat")
    if mode != "concat":
        template = N_("Keras merges the outputs of both directions by merge_mode={mode}; here they stand side by side.")
        found.append(Change(template, {"mode": repr(mode)}))
    computed = [name for name in _STATES if node.attributes.get(name) == "computed"]
    if computed:
        template = N_("The model works out {names} when it runs; here the states begin with zeros.")
        found.append(Change(template, {"names": ", ".join(computed)}))
    return found


def _table(node: Node, tensors: Mapping[str, Tensor], sizes: Sizes) -> str:
    """The matrix whose rows the node reads, if they are as long as its input."""
    table = tensors.get(node.embedding)
    return node.embedding if table is not None and table.shape[1:] == (sizes.input_size,) else ""
