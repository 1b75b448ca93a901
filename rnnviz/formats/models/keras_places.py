"""Where the arrays of a layer lie in a file of Keras' weights."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rnnviz.formats.models.hdf5_file import Hdf5
from rnnviz.formats.models.keras_config import Layer

NAMES = ("kernel", "recurrent_kernel", "bias")
"""A cell's arrays, in the order of their numbers."""
_LISTS = ("layers", "_layer_checkpoint_dependencies")
"""What Keras 3 and its forerunner call the group of a model's layers."""


@dataclass(frozen=True, eq=False)
class Places:
    """The arrays of a file by the groups that they lie in."""

    file: Hdf5
    groups: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """For each group, the paths of its arrays by their own names, numbers or words without ":0"."""

    @classmethod
    def of(cls, file: Hdf5) -> "Places":
        """Those of a file."""
        groups: dict[str, dict[str, str]] = {}
        for path in (*file.tensors, *file.others):
            above, _, own = path.rpartition("/")
            groups.setdefault(above, {})[own.removesuffix(":0")] = path
        return cls(file, groups)

    def cell(self, group: str) -> dict[str, str]:
        """The arrays of the cell in a group by Keras' names; empty where there are none."""
        held = self.groups.get(f"{group}/vars", {})
        return {name: held[str(number)] for number, name in enumerate(NAMES) if str(number) in held}

    def group(self, layer: Layer) -> str:
        """The group of a layer of a model that Keras 3 saved, which goes by classes; "" where there is none."""
        found = ""
        for _, place in (*layer.around, (layer.name, layer.place)):
            found = self._below(found, place)
            if not found:
                return ""
        return found

    def _below(self, group: str, place: str) -> str:
        for word in _LISTS:
            path = f"{group}/{word}/{place}" if group else f"{word}/{place}"
            if any(other.startswith(f"{path}/") for other in self.groups):
                return path
        return ""

    def worded(self, layer: Layer) -> dict[str, str]:
        """The arrays of a layer in a file of the older kind, where they lie below the layer's name by words.

        Those of two directions are called ``forward_layer.kernel``, ``backward_layer.kernel``, ...
        """
        starts = tuple(f"{root}{name}/" for root in ("model_weights/", "") for name in self._names(layer))
        found: dict[str, str] = {}
        for group, held in self.groups.items():
            if not f"{group}/".startswith(starts):
                continue
            steps = group.split("/")
            ways = {"forward_layer.": "forward", "backward_layer.": "backward"}
            end = next((end for end, word in ways.items() if any(step.startswith(word) for step in steps[1:])), "")
            found |= {end + name: path for name, path in held.items() if name in (*NAMES, "embeddings")}
        return found

    def _names(self, layer: Layer) -> list[str]:
        # Of a model inside a model, the outermost one has the group.
        return [layer.around[0][0] if layer.around else layer.name]
