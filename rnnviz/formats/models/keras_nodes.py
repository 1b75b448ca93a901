"""The recurrent layers of a Keras model: by its configuration, or by the shapes of its weights alone."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rnnviz.errors import FileError
from rnnviz.formats.models.hdf5_file import Hdf5
from rnnviz.formats.models.keras_config import Layer, Told, layers_of
from rnnviz.formats.models.keras_layer import Recurrent, recurrent_in
from rnnviz.formats.models.keras_places import NAMES, Places
from rnnviz.formats.models.shown import shown, shown_first
from rnnviz.formats.models.unpacked import Attribute, Node
from rnnviz.words import N_

_PASSED = ("Dropout", "SpatialDropout1D", "GaussianDropout", "GaussianNoise", "AlphaDropout", "Identity", "InputLayer")
"""Layers that change no number of a trained network that runs."""
_CELL = re.compile(r"(?P<layer>.+?)(/(?P<way>forward|backward)_layer)?/cell(/cells/[^/]+)?")
_BLOCKS = {1: "RNN", 3: "GRU", 4: "LSTM"}
_MOST_NAMED = 6


def nodes_of(told: Told, file: Hdf5, *, worded: bool) -> tuple[Node, ...]:
    """The recurrent layers that a configuration tells of, with their arrays.

    Args:
        told: the configuration.
        file: the weights.
        worded: whether the file is of the older kind, which names arrays by words.

    Raises:
        FileError: there is none, one that PyTorch has no module for, or one whose weights are not there.
    """
    walk = _Walk(list(layers_of(told)), Places.of(file), worded)
    found = tuple(walk.nodes())
    if not found:
        kinds = dict.fromkeys(layer.kind or str(layer.place) for layer in walk.layers)
        template = N_(
            "A Keras model must hold a layer LSTM, GRU or SimpleRNN of Keras' own, this one holds {got}. Layers of "
            "other classes cannot be recorded."
        )
        raise FileError("model-keras-none", template, got=shown_first(kinds, _MOST_NAMED) or "–")
    return found


@dataclass(frozen=True, eq=False)
class _Walk:
    layers: list[Layer]
    places: Places
    worded: bool

    def nodes(self) -> Iterator[Node]:
        last: dict[tuple[object, str], str] = {}
        whole: set[str] = set()
        taken: set[str] = set()
        for layer in self.layers:
            follows = self._source(layer)
            before = last.get((layer.around, follows.name), "") if follows is not None else ""
            before = before if before in whole else ""
            table = self._table(follows)
            for one in recurrent_in(layer):
                name = _unlike("/".join([*(name for name, _ in layer.around), layer.name or layer.place]), one, taken)
                yield Node(name, "Keras", one.cell, self._arrays(layer, one), one.attributes, before, table)
                if one.whole:
                    whole.add(name)
                last[layer.around, layer.name] = before = name
                table = ""

    def _source(self, layer: Layer) -> Layer | None:
        """The layer that this one reads, past those that change nothing."""
        known = {one.name: one for one in self.layers if one.around == layer.around}
        for _ in range(len(known)):
            source = known.get(layer.source)
            if source is None or source.kind not in _PASSED:
                return source
            layer = source
        return None

    def _table(self, layer: Layer | None) -> str:
        """The path of an embedding's rows."""
        if layer is None or layer.kind != "Embedding":
            return ""
        if self.worded:
            path = self.places.worded(layer).get("embeddings", "") if not layer.around else ""
        else:
            path = self.places.groups.get(f"{self.places.group(layer)}/vars", {}).get("0", "")
        return path if path in self.places.file.tensors else ""

    def _arrays(self, layer: Layer, one: Recurrent) -> dict[str, str]:
        found: dict[str, str] = {}
        if self.worded:
            if not layer.around and not one.name:
                found = {name: path for name, path in self.places.worded(layer).items() if name != "embeddings"}
        else:
            group = self.places.group(layer)
            ends = ("forward_layer.", "backward_layer.") if len(one.inside) == 2 else ("",)
            for end, inside in zip(ends, one.inside, strict=True):
                found |= {end + name: path for name, path in self.places.cell(f"{group}/{inside}").items()}
        _check(found, self.places.file, layer.name)
        return found


def _check(arrays: Mapping[str, str], file: Hdf5, name: str) -> None:
    if not arrays:
        template = N_(
            "The file must hold the weights of {layer}, and does not. Save the whole model again: model.save(path)."
        )
        raise FileError("model-keras-weights", template, layer=shown(name))
    for word, path in arrays.items():
        if path in file.others:
            template = N_(
                "{word} of {layer} must hold floating-point numbers, got {got}. Save the model before it is quantised."
            )
            raise FileError("model-keras-type", template, word=word, layer=shown(name), got=shown(file.others[path]))


def _unlike(name: str, one: Recurrent, taken: set[str]) -> str:
    """A name that no other layer has."""
    own = f"{name}/{one.name}" if one.name else name
    found, number = own, 1
    while found in taken:
        number += 1
        found = f"{own} ({number})"
    taken.add(found)
    return found


def nodes_by_shape(file: Hdf5) -> tuple[Node, ...]:
    """The recurrent layers in weights alone: groups that hold a kernel, a recurrent kernel and perhaps a bias.

    What the shapes do not tell is left open: "activation", "go_backwards", "merge_mode".

    Raises:
        FileError: there are none.
    """
    places = Places.of(file)
    layers: dict[str, dict[str, str]] = {}
    cells: dict[str, str] = {}
    for group, held in places.groups.items():
        arrays = places.cell(group.removesuffix("/vars")) if group.endswith("/vars") else _words(held)
        cell = _cell(arrays, file)
        match = _CELL.fullmatch(group.removesuffix("/vars")) if group.endswith("/vars") else _older(group)
        if cell and match is not None:
            way = match["way"]
            name = match["layer"] if way else group.removesuffix("/vars").removesuffix("/cell")
            cells[name] = cell
            layers.setdefault(name, {}).update(
                {f"{way}_layer.{own}" if way else own: path for own, path in arrays.items()}
            )
    if not layers:
        template = N_(
            "A file of Keras' weights must hold those of an LSTM, GRU or SimpleRNN, this one holds {got}. Choose "
            "another file."
        )
        got = shown_first((*file.tensors, *file.others), _MOST_NAMED) or "–"
        raise FileError("model-keras-weights-none", template, got=got)
    found: list[Node] = []
    taken: set[str] = set()
    for group, arrays in layers.items():
        both = any(name.startswith("forward_layer.") for name in arrays)
        attributes: dict[str, Attribute] = {"go_backwards": False if both else None}
        attributes |= {"reset_after": None} if cells[group] == "GRU" else {}
        attributes |= {"activation": None} if cells[group] == "RNN" else {}
        told = Recurrent(cells[group], attributes, whole=False, inside=())
        name = _unlike(group.removeprefix("layers/"), told, taken)
        found.append(Node(name, "Keras", cells[group], arrays, attributes))
    return tuple(found)


def _words(held: Mapping[str, str]) -> dict[str, str]:
    return {name: held[name] for name in NAMES if name in held}


_OLDER = re.compile(r"(?P<layer>.+?)(/(?P<way>forward|backward)_[^/]*)?(/[^/]*cell[^/]*)?")


def _older(group: str) -> re.Match[str] | None:
    return _OLDER.fullmatch(group)


def _cell(arrays: Mapping[str, str], file: Hdf5) -> str:
    """The cell type whose arrays these are by their shapes; "" for none."""
    shapes = {name: file.tensors[path].shape for name, path in arrays.items() if path in file.tensors}
    kernel, recurrent = shapes.get("kernel", ()), shapes.get("recurrent_kernel", ())
    if len(kernel) != 2 or len(recurrent) != 2 or not recurrent[0] or recurrent[1] % recurrent[0]:
        return ""
    return _BLOCKS.get(recurrent[1] // recurrent[0], "") if kernel[1] == recurrent[1] else ""
