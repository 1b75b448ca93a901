"""A recurrent layer of Keras, and what PyTorch has no place for in one.

Source: Keras 3, ``keras/src/layers/rnn/{rnn,lstm,gru,simple_rnn,bidirectional,stacked_rnn_cells}.py``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rnnviz.errors import FileError
from rnnviz.formats.models.keras_config import Layer, Told, snake
from rnnviz.formats.models.shown import shown
from rnnviz.formats.models.unpacked import Attribute
from rnnviz.words import N_

CELLS = {"LSTM": "LSTM", "GRU": "GRU", "SimpleRNN": "RNN"}
_USUAL = {"LSTM": ("tanh",), "GRU": ("tanh",), "RNN": ("tanh", "relu")}
_LAYER_CELLS = {"LSTMCell": "LSTM", "GRUCell": "GRU", "SimpleRNNCell": "RNN"}
_ALIKE = ("units", "use_bias", "reset_after", "activation", "recurrent_activation")


@dataclass(frozen=True, slots=True, eq=False)
class Recurrent:
    """What a configuration tells of one recurrent layer.

    Attributes:
        cell: "LSTM", "GRU" or "RNN".
        attributes: as a `Node` has them.
        whole: whether it puts out every step, both directions side by side.
        inside: where its arrays lie below the layer, for each direction: ("cell",), or ("forward_layer/cell", ...).
        name: of the cell, where several are stacked in one layer; else "".
    """

    cell: str
    attributes: Mapping[str, Attribute]
    whole: bool
    inside: tuple[str, ...]
    name: str = ""


def recurrent_in(layer: Layer) -> tuple[Recurrent, ...]:
    """The recurrent layer that a layer is, or several stacked in it; none for any other layer.

    Raises:
        FileError: PyTorch cannot compute what it does.
    """
    config = layer.config
    if layer.kind in CELLS:
        return (_one(CELLS[layer.kind], config, config, layer.name),)
    if layer.kind == "Bidirectional":
        return _both(layer)
    if layer.kind == "RNN":
        return _of_cells(layer)
    return ()


def _both(layer: Layer) -> tuple[Recurrent, ...]:
    first, second = _wrapped(layer.config.get("layer")), _wrapped(layer.config.get("backward_layer"))
    if first is None:
        return ()
    kind, config = first
    other = config if second is None else second[1]
    told = _one(kind, config, config, layer.name)
    turned = (bool(config.get("go_backwards")), True if second is None else bool(other.get("go_backwards")))
    if (second is not None and kind != second[0]) or turned != (False, True) or not _same(config, other):
        template = N_(
            "The two layers of {layer} must be alike, the first one forwards and the second one backwards, as in "
            "PyTorch, and they are not. Save them as two layers."
        )
        raise FileError("model-keras-directions", template, layer=shown(layer.name))
    mode = layer.config.get("merge_mode", "concat")
    attributes: dict[str, Attribute] = {**told.attributes, "merge_mode": mode if isinstance(mode, str) else None}
    attributes["go_backwards"] = False
    inside = ("forward_layer/cell", "backward_layer/cell")
    return (Recurrent(kind, attributes, told.whole and mode == "concat", inside),)


def _same(one: Told, other: Told) -> bool:
    return all(one.get(name) == other.get(name) for name in _ALIKE)


def _wrapped(told: object) -> tuple[str, Told] | None:
    """The cell type and the configuration of a layer inside another."""
    if not isinstance(told, dict) or not isinstance(told.get("config"), dict):
        return None
    kind = told.get("class_name")
    return (CELLS[kind], told["config"]) if isinstance(kind, str) and kind in CELLS else None


def _of_cells(layer: Layer) -> tuple[Recurrent, ...]:
    cell = layer.config.get("cell")
    if not isinstance(cell, dict) or not isinstance(cell.get("config"), dict):
        return ()
    cells = cell["config"].get("cells") if cell.get("class_name") == "StackedRNNCells" else None
    if not isinstance(cells, list):
        kind = cell.get("class_name")
        return (_one(_LAYER_CELLS[kind], cell["config"], layer.config, layer.name),) if kind in _LAYER_CELLS else ()
    found: list[Recurrent] = []
    used: dict[str, int] = {}
    for one in cells:
        kind = one.get("class_name") if isinstance(one, dict) else None
        if kind not in _LAYER_CELLS or not isinstance(one.get("config"), dict):
            return ()
        stem = snake(kind)
        place = f"{stem}_{used[stem]}" if stem in used else stem
        used[stem] = used.get(stem, 0) + 1
        # What the second cell reads is in the order in which the first one went.
        around = layer.config if not found else {**layer.config, "go_backwards": False}
        told = _one(_LAYER_CELLS[kind], one["config"], around, layer.name)
        found.append(Recurrent(told.cell, told.attributes, told.whole, (f"cell/cells/{place}",), place))
    return tuple(found)


def _one(cell: str, config: Told, around: Told, name: str) -> Recurrent:
    """One direction: ``config`` is that of its cell, ``around`` that of the layer."""
    activation = _word(config.get("activation", "tanh"))
    _check_activation(name, "activation", activation, _USUAL[cell])
    if cell != "RNN":
        _check_activation(name, "recurrent_activation", _word(config.get("recurrent_activation")), ("sigmoid",))
    units = config.get("units")
    attributes: dict[str, Attribute] = {
        "go_backwards": bool(around.get("go_backwards")),
        "hidden_size": units if isinstance(units, int) and not isinstance(units, bool) else None,
    }
    if cell == "GRU":
        # Where Keras 2 was not told, it was its own way before version 2: there the configuration always says it.
        attributes["reset_after"] = bool(config.get("reset_after", True))
    if cell == "RNN":
        attributes["activation"] = activation
    return Recurrent(cell, attributes, bool(around.get("return_sequences")), ("cell",))


def _word(told: Any) -> str:
    """The name of an activation function."""
    if isinstance(told, dict):
        told = told.get("config") if isinstance(told.get("config"), str) else told.get("class_name")
    return str(told)


def _check_activation(name: str, option: str, got: str, rule: tuple[str, ...]) -> None:
    if got not in rule:
        template = N_("{option} of {layer} must be {rule}, as PyTorch has it, got {got}. Nothing here computes others.")
        raise FileError(
            "model-keras-activation", template, option=option, layer=shown(name), rule=" / ".join(rule), got=shown(got)
        )
