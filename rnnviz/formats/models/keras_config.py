"""The layers that the configuration of a Keras model tells of. It is data: nothing of it is made or run.

Source: Keras 3, ``keras/src/saving/{serialization_lib,saving_lib}.py`` and ``keras/src/models/functional.py``.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rnnviz.errors import FileError
from rnnviz.formats.models.bounds import check_header
from rnnviz.limits import MAX_MODEL_DEPTH, MAX_MODEL_NODES
from rnnviz.words import N_

Told = Mapping[str, Any]
"""A layer as the configuration has it: "class_name", "config", ..."""


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """One layer of a model, or of one inside it.

    Attributes:
        kind: its class; "" for a class that is not Keras' own.
        name: what it is called.
        config: what it was made with.
        around: the classes and names of the models that it stands in, outermost first, each with `place`.
        place: what it is called among its neighbours in a file of weights: "gru", "gru_1", ...
        source: which layer of the same model it reads, by name; "" where there is not one.
    """

    kind: str
    name: str
    config: Told
    around: tuple[tuple[str, str], ...]
    """Name and place of each."""
    place: str
    source: str


def config_of(text: str | bytes) -> Told:
    """The configuration of a model.

    Raises:
        FileError: it is too long, no JSON, or nothing that tells of layers.
    """
    check_header(len(text), "config.json")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        template = N_(
            "The configuration of a Keras model must be JSON that is not too deep, and is not. The file is damaged: "
            "save the model again."
        )
        raise FileError("model-keras-json", template) from None
    if not isinstance(found, dict) or not isinstance(found.get("config"), dict):
        template = N_(
            "The configuration of a Keras model must tell of its layers, and does not. Save the whole model: "
            "model.save(path)."
        )
        raise FileError("model-keras-config", template)
    return found


def layers_of(told: Told) -> Iterator[Layer]:
    """All layers, those of models inside the model too, in the order of the configuration.

    Raises:
        FileError: there are too many, or too many models inside one another.
    """
    count = 0
    waiting: list[tuple[Told, tuple[tuple[str, str], ...]]] = [(told, ())]
    while waiting:
        model, around = waiting.pop()
        inner = []
        if len(around) > MAX_MODEL_DEPTH:
            template = N_("Models of a Keras file may lie {most} deep in one another, these lie deeper.")
            raise FileError("model-keras-depth", template, most=MAX_MODEL_DEPTH)
        for layer, one in _own(model, around):
            count += 1
            if count > MAX_MODEL_NODES:
                template = N_("A Keras model may have up to {most} layers, this one has more. Save a smaller model.")
                raise FileError("model-keras-layers", template, most=MAX_MODEL_NODES)
            yield layer
            if isinstance(layer.config.get("layers"), list):
                inner.append((one, (*around, (layer.name, layer.place))))
        waiting += inner[::-1]


def _own(model: Told, around: tuple[tuple[str, str], ...]) -> Iterator[tuple[Layer, Told]]:
    """The layers of one model."""
    config = model["config"]
    layers = config.get("layers")
    if not isinstance(layers, list):
        return
    in_a_row = model.get("class_name") == "Sequential"
    before, used = "", Counter[str]()
    for one in layers:
        own = one.get("config") if isinstance(one, dict) else None
        if not isinstance(own, dict) or not isinstance(one.get("class_name"), str):
            continue
        kind, name = one["class_name"], str(one.get("name") or own.get("name") or "")
        stem = snake(kind)
        place = stem if not used[stem] else f"{stem}_{used[stem]}"
        used[stem] += 1
        source = before if in_a_row else _inbound(one.get("inbound_nodes"))
        yield Layer(kind if _is_own(one) else "", name, own, around, place, source), one
        before = name


def _is_own(told: Told) -> bool:
    """Whether a class is one of Keras, and not one that a program defined under the same name."""
    module = told.get("module")
    return not told.get("registered_name") and (
        module is None or (isinstance(module, str) and re.match(r"(tf_)?keras(\.|$)|tensorflow\.", module) is not None)
    )


def _inbound(nodes: object) -> str:
    """The one layer that a layer of a functional model reads; "" where it is called several times."""
    if not isinstance(nodes, list) or len(nodes) != 1:
        return ""
    node = nodes[0]
    if isinstance(node, dict):
        args = node.get("args")
        first = args[0] if isinstance(args, list) and args else None
        history = first.get("config", {}).get("keras_history") if isinstance(first, dict) else None
    else:
        # Before Keras 3: [["name", 0, 0, {}]].
        history = node[0] if isinstance(node, list) and len(node) == 1 else None
    if isinstance(history, list) and len(history) >= 3 and isinstance(history[0], str) and history[1:3] == [0, 0]:
        return history[0]
    return ""


def snake(kind: str) -> str:
    """A class as Keras names it in files.

    >>> snake("SimpleRNN"), snake("LSTM"), snake("StackedRNNCells")
    ('simple_rnn', 'lstm', 'stacked_rnn_cells')
    """
    plain = re.sub(r"\W+", "", kind)
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", plain)).lower()
