"""What is taken out of a file of weights: dense tensors by name, and the nodes that its framework tells of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from jaxtyping import Float
from torch import Tensor

Attribute = str | int | float | bool | None


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A recurrent layer that a file tells of in its framework's own words: one of ONNX or Keras.

    Attributes:
        name: as the file says it, made unlike those of the other nodes.
        framework: "ONNX" or "Keras".
        cell: "LSTM", "GRU" or "RNN".
        arrays: the names of its tensors in `Unpacked.tensors` by what the framework calls them: "W", "R", "B";
            "kernel", "recurrent_kernel", "bias", behind "forward_layer." or "backward_layer." where it has both.
        attributes: what the node is made with, by the framework's names: "direction", "linear_before_reset",
            "go_backwards", "reset_after", "activation". None where the file leaves it open.
        follows: the name of the node whose output is this one's input, nothing in between changing a number;
            "" where there is none.
        embedding: the name of the tensor whose rows are this node's input; "" where the file tells of none.
    """

    name: str
    framework: str
    cell: str
    arrays: Mapping[str, str]
    attributes: Mapping[str, Attribute]
    follows: str = ""
    embedding: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Unpacked:
    """The content of a file of weights.

    Attributes:
        kind: "safetensors", "PyTorch", "ONNX", "Keras" or "Keras weights".
        tensors: dense floating-point tensors on the CPU, each with memory of its own, by the file's names.
        nodes: the layers that it tells of; none where only the names of the tensors tell.
    """

    kind: str
    tensors: Mapping[str, Float[Tensor, "..."]]
    nodes: tuple[Node, ...] = field(default=())

    def __post_init__(self) -> None:
        object.__setattr__(self, "tensors", MappingProxyType(dict(self.tensors)))
