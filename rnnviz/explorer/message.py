"""Everything that the browser needs to draw one network and its tensors, as data."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from rnnviz.analysis import ROUNDING, largest, round_up
from rnnviz.analysis.tensors import Tensor, tensors
from rnnviz.explorer.grid import Node, nodes_of, steps_of
from rnnviz.explorer.items import Item, Keys, item_of, keys_of, node_item, node_key
from rnnviz.explorer.sheets import Sheet, drawn_of, place_in, sheets_of, whole_of
from rnnviz.explorer.words import folded, spoken
from rnnviz.recorder import DIRECTIONS, Recording
from rnnviz.theme import SIGNED_RAMP, hex_of
from rnnviz.words import Translation


def message(rec: Recording, words: Translation) -> dict[str, Any]:
    """The picture of a recording, in the language of the visit; JSON can hold it as it is."""
    nodes, sheets = nodes_of(rec), list(sheets_of(rec))
    keys = [keys_of(rec, sheet, words) for sheet in sheets]
    limits = _limits(sheets)
    whole = [item_of(rec, whole_of(tensor), words) for tensor in drawn_of(rec)]
    said = [*whole, *(item for each in keys for item in each), *(node_item(rec, node, words) for node in nodes)]
    steps = steps_of(rec)
    return {
        "version": rec.version,
        "language": words.language,
        "steps": steps.places,
        "hiddenSteps": steps.hidden,
        "stages": rec.num_layers * rec.seq_len,
        "lanes": [
            _lane(rec, layer, side, words) for layer in range(rec.num_layers) for side in range(rec.num_directions)
        ],
        "nodes": [_node(rec, node) for node in nodes],
        "tensors": [_tensor(tensor, limits[tensor.name]) for tensor in drawn_of(rec)],
        "sheets": [
            _sheet(rec, sheet, found, nodes, limits[sheet.tensor]) for sheet, found in zip(sheets, keys, strict=True)
        ],
        "items": {item.key: _said(item) for item in said},
        "folded": folded(rec, words),
        "words": spoken(rec, words),
    }


def _limits(sheets: Sequence[Sheet]) -> dict[str, float]:
    """The largest magnitude that a colour stands for, for each tensor: all states have one scale."""
    names = {sheet.tensor for sheet in sheets}
    found = {name: largest(*(sheet.values for sheet in sheets if sheet.tensor == name)) for name in names}
    states = max(limit for name, limit in found.items() if name != "input")
    return {name: round_up(found[name] if name == "input" else states, slack=ROUNDING) for name in names}


def _lane(rec: Recording, layer: int, direction: int, words: Translation) -> dict[str, Any]:
    _ = words
    side = {"forward": _("forward"), "reverse": _("reverse")}[DIRECTIONS[direction]]
    label = _("layer {layer}").format(layer=layer)
    return {
        "layer": layer,
        "direction": direction,
        "label": label,
        "side": side if rec.num_directions == 2 else "",
        "entry": layer * rec.num_directions + direction,
    }


def _node(rec: Recording, node: Node) -> dict[str, Any]:
    return {
        "lane": node.layer * rec.num_directions + node.direction,
        "t": node.t,
        "stage": node.stage,
        "key": node_key(node),
    }


def _tensor(tensor: Tensor, limit: float) -> dict[str, Any]:
    return {
        "name": tensor.name,
        "shape": list(tensor.shape),
        "axes": [axis.words for axis in tensor.axes],
        "limit": limit,
    }


def _sheet(rec: Recording, sheet: Sheet, keys: Keys, nodes: Sequence[Node], limit: float) -> dict[str, Any]:
    return {
        "tensor": sheet.tensor,
        "title": str(place_in(rec, sheet)),
        "state": tensors(rec)[sheet.tensor].variable,
        "entry": sheet.entry,
        "rows": list(sheet.rows),
        "halves": [list(half) for half in sheet.halves],
        "ids": sheet.ids.tolist(),
        "stages": sheet.stages.tolist(),
        "nodes": _nodes(rec, sheet, nodes).tolist(),
        "values": [[_value(value) for value in row] for row in sheet.values.tolist()],
        "colours": [[_colour(value, limit) for value in row] for row in sheet.values.tolist()],
        "keys": {
            "sheet": keys.sheet.key,
            "halves": [item.key for item in keys.halves],
            "rows": [[item.key for item in row] for row in keys.rows],
            "cells": [[item.key for item in row] for row in keys.cells],
        },
    }


def _nodes(rec: Recording, sheet: Sheet, nodes: Sequence[Node]) -> np.ndarray:
    """For each cell, which node of the grid made its number: -1 for the input and for steps that are not drawn."""
    if tensors(rec)[sheet.tensor].variable == "x":
        return np.full(sheet.ids.shape, -1)
    place = {(node.layer, node.direction, node.t): index for index, node in enumerate(nodes)}
    steps = zip(*(sheet.coordinates[name].flat for name in ("layer", "direction", "t")), strict=True)
    made_by = np.array([place.get(step, -1) for step in steps], dtype=np.int64).reshape(sheet.ids.shape)
    return np.where(sheet.ids < 0, -1, made_by)


def _value(value: float) -> str:
    return f"{value:.4f}".replace("-", "−") if np.isfinite(value) else str(value)


def _colour(value: float, limit: float) -> str:
    return hex_of(SIGNED_RAMP.at(0.5 + value / (2 * limit))) if not np.isnan(value) else ""


def _said(item: Item) -> Mapping[str, Any]:
    return {"says": item.says, "same": list(item.same), "more": item.more}
