"""The shapes of a node's weights, before any of them is cut."""

from collections.abc import Mapping
from dataclasses import dataclass

from rnnviz.errors import FileError
from rnnviz.formats.models.shown import shown
from rnnviz.formats.models.unpacked import Node
from rnnviz.formats.weights.layout import Layout, Matrix
from rnnviz.limits import MAX_MODEL_HIDDEN_SIZE, MAX_MODEL_INPUT_SIZE
from rnnviz.words import N_

Shape = tuple[int, ...]


@dataclass(frozen=True)
class Sizes:
    """What the shapes say of a layer."""

    input_size: int
    hidden_size: int


def check_shapes(node: Node, layout: Layout, shapes: Mapping[str, Shape], ways: int) -> Sizes:
    """The sizes of a layer, told by its matrices, if all its tensors agree with them.

    Raises:
        FileError: a tensor is missing or has another shape, or a size is beyond the limits.
    """
    ends = ("forward_layer.", "backward_layer.") if any("_layer." in name for name in shapes) else ("",)
    biased = any(name.endswith(bias.name) for name in shapes for bias in layout.biases)
    wanted = {end + one.name: one for end in ends for one in (layout.parts if biased else layout.matrices)}
    missing = [name for name in wanted if name not in shapes]
    if missing:
        raise FileError(
            "model-node-missing",
            N_("{node} must hold {rule}, {missing} is not there. Save or export the whole model again."),
            node=shown(node.name),
            rule=", ".join(wanted),
            missing=missing[0],
        )
    lead = (ways,) if layout.stacked else ()
    first = {matrix.name: matrix for matrix in layout.matrices}
    hidden = _size(first[layout.sized_by], shapes[ends[0] + layout.sized_by])
    features = _size(layout.matrices[0], shapes[ends[0] + layout.matrices[0].name])
    for name, one in wanted.items():
        rule = (*lead, *one.shape(hidden, features))
        if shapes[name] != rule:
            raise FileError(
                "model-node-shape",
                N_(
                    "{name} of {node} must have shape ({axes}), here {rule}, got {got}. "
                    "Save or export the whole model again."
                ),
                name=name,
                node=shown(node.name),
                axes=", ".join((*(("num_directions",) if lead else ()), *one.axes)),
                rule=rule,
                got=shapes[name],
            )
    for word, size, most in (
        ("hidden_size", hidden, MAX_MODEL_HIDDEN_SIZE),
        ("input_size", features, MAX_MODEL_INPUT_SIZE),
    ):
        if not 1 <= size <= most:
            raise FileError(
                "model-node-size",
                N_("{word} of {node} must be from 1 to {most}, got {got}. Open another model."),
                word=word,
                node=shown(node.name),
                most=most,
                got=size,
            )
    _check_told(node, hidden)
    return Sizes(features, hidden)


def _size(matrix: Matrix, shape: Shape) -> int:
    """How many features a matrix multiplies; 0 where it is none."""
    place = 2 if matrix.transposed else 1
    return shape[-place] if len(shape) >= place else 0


def _check_told(node: Node, hidden: int) -> None:
    told = node.attributes.get("hidden_size")
    if told is not None and told != hidden:
        raise FileError(
            "model-node-hidden",
            N_("hidden_size of {node} must be {rule}, as its weights have it, got {got}. Export the model again."),
            node=shown(node.name),
            rule=hidden,
            got=told,
        )
