"""What a file of weights holds, as far as recurrent networks go."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from jaxtyping import Float
from torch import Tensor

from rnnviz.formats.models.part import Part


@dataclass(frozen=True, slots=True, eq=False)
class ModelFile:
    """The recurrent modules of a file, and the matrices whose rows they may read.

    Attributes:
        kind: "safetensors", "PyTorch", "ONNX", "Keras" or "Keras weights".
        parts: the modules, in the order of the file; at least one.
        embeddings: matrices ``(vocabulary, features)`` outside of these modules with as many columns as one of them
            has features, by the file's names; those that are called an embedding come first.
        tensors: how many tensors the file holds.
    """

    kind: str
    parts: tuple[Part, ...]
    embeddings: Mapping[str, Float[Tensor, "vocabulary features"]]
    tensors: int

    def __post_init__(self) -> None:
        object.__setattr__(self, "embeddings", MappingProxyType(dict(self.embeddings)))

    def part(self, name: str) -> Part | None:
        """The module of that name."""
        return next((part for part in self.parts if part.name == name), None)
