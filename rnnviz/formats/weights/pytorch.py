"""PyTorch's arrays: ``weight_ih_l0``, ``weight_hh_l0``, ``bias_ih_l0``, ``bias_hh_l0``, and ``..._reverse``.

Source: "Variables" in the documentation of ``torch.nn.LSTM``, ``torch.nn.GRU`` and ``torch.nn.RNN``.
"""

import re
from collections.abc import Mapping

import numpy as np
from jaxtyping import Float

from rnnviz.errors import WeightsError
from rnnviz.formats.weights.gate_order import ORDERS
from rnnviz.formats.weights.layout import Bias, Layout, Matrix, Reset
from rnnviz.formats.weights.names import Direction, check_complete, unknown_name
from rnnviz.words import N_

_NAME = re.compile(r"(?P<part>weight_ih|weight_hh|bias_ih|bias_hh|weight_hr)(_l(?P<layer>\d+)(?P<reverse>_reverse)?)?")
_NAMES = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0", "weight_ih_l0_reverse", "...")

Layers = dict[int | None, dict[Direction, dict[str, Float[np.ndarray, "..."]]]]
"""For each layer and direction, the arrays by what they are; the layer of a module of one step is None."""


def pytorch(cell: str, reset: Reset | None) -> Layout:
    """PyTorch's layout. ``nn.GRU`` itself resets after the product."""
    order = ORDERS["PyTorch"][cell]
    return Layout(
        framework="PyTorch",
        cell=cell,
        order=order,
        matrices=(Matrix("weight_ih", order.gates, ("ih",)), Matrix("weight_hh", order.gates, ("hh",))),
        biases=(Bias("bias_ih", order.gates, ("ih",)), Bias("bias_hh", order.gates, ("hh",))),
        sized_by="weight_hh",
        names=("{name}_l0", "{name}_l0_reverse"),
        reset=reset,
    )


def suffixed(layer: int | None, direction: Direction) -> str:
    """How PyTorch calls the arrays of a layer and direction: "{name}_l0_reverse".

    >>> suffixed(1, "reverse"), suffixed(None, "forward")
    ('{name}_l1_reverse', '{name}')
    """
    reverse = "_reverse" if direction == "reverse" else ""
    return "{name}" + ("" if layer is None else f"_l{layer}") + reverse


def layers_of(layout: Layout, arrays: Mapping[str, Float[np.ndarray, "..."]]) -> Layers:
    """The arrays by layer, direction and part, lowest layer first, forward before reverse.

    Raises:
        WeightsError: an array is missing, one does not belong, or there is a projection.
    """
    found: Layers = {}
    for name, array in arrays.items():
        match = _NAME.fullmatch(name)
        if match is None:
            raise unknown_name(name, _NAMES)
        if match["part"] == "weight_hr":
            raise WeightsError(
                "weights-projection",
                N_(
                    "weights must be of a module without proj_size, got {name}: the other layouts have no place for it."
                ),
                name=name,
            )
        layer = None if match["layer"] is None else int(match["layer"])
        direction: Direction = "reverse" if match["reverse"] else "forward"
        found.setdefault(layer, {}).setdefault(direction, {})[match["part"]] = array
    some_bias = any(part.startswith("bias") for ways in found.values() for parts in ways.values() for part in parts)
    for layer, ways in found.items():
        for direction, parts in ways.items():
            check_complete(layout, parts, suffixed(layer, direction), bias=some_bias)
    return {
        layer: {way: found[layer][way] for way in sorted(found[layer])}
        for layer in sorted(found, key=lambda layer: -1 if layer is None else layer)
    }
