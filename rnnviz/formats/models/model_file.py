"""What a file of weights holds, as far as recurrent networks go."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from jaxtyping import Float
from torch import Tensor

from rnnviz.errors import PlaceError
from rnnviz.formats.models.part import Part
from rnnviz.formats.models.shown import shown, shown_first
from rnnviz.words import N_


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

    def part(self, name: str = "") -> Part:
        """The module of that name; the first one where none is named, and none has no name.

        Raises:
            PlaceError: there is none of that name.
        """
        for part in self.parts:
            if part.name == name:
                return part
        if not name:
            return self.parts[0]
        template = N_("part must be one of {choices}, got {got}. Choose one that the file has.")
        raise PlaceError(
            "model-part", template, choices=shown_first((part.name for part in self.parts), 8), got=shown(name)
        )

    def tables(self, part: Part) -> Mapping[str, Float[Tensor, "vocabulary features"]]:
        """The embeddings with as many columns as a module reads features."""
        return {name: table for name, table in self.embeddings.items() if table.shape[1] == part.input_size}

    def table(self, part: Part, name: str = "") -> Float[Tensor, "vocabulary features"] | int:
        """What tokens become for a module: rows of an embedding, or one-hot vectors of its input_size.

        Args:
            part: the module.
            name: of the embedding; the one that suits, if there is one, where none is named.

        Raises:
            PlaceError: there is none of that name, or it has not as many columns as the module reads features.
        """
        fitting = self.tables(part)
        if not name:
            name = part.embedding if part.embedding in fitting else next(filter(_called_embedding, fitting), "")
            return fitting[name] if name else part.input_size
        if name in fitting:
            return fitting[name]
        template = N_("The embedding must be one of {choices}, with {features} columns, got {got}.")
        choices = shown_first(fitting, 8) or "–"
        raise PlaceError("model-table", template, choices=choices, features=part.input_size, got=shown(name))


def _called_embedding(name: str) -> bool:
    return "emb" in name.lower() or "wte" in name.lower()
