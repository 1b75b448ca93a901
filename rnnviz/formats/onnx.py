"""Weights to ONNX and back: the operators LSTM, GRU and RNN.

ONNX keeps both biases, end to end in B, and the directions along the first axis of every array. Its GRU resets before
the product unless the node says ``linear_before_reset=1``. Peepholes (P) have no place in PyTorch.

Source: ONNX's documentation of the operators LSTM, GRU and RNN, opset 22.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from rnnviz.errors import WeightsError
from rnnviz.formats.weights.arrays import as_arrays
from rnnviz.formats.weights.blocks import Blocks
from rnnviz.formats.weights.conversion import into_pytorch, out_of_pytorch
from rnnviz.formats.weights.converted import Converted
from rnnviz.formats.weights.gate_order import ORDERS
from rnnviz.formats.weights.layout import Bias, Layout, Matrix, Reset
from rnnviz.formats.weights.names import Direction, check_cell
from rnnviz.formats.weights.pytorch import pytorch
from rnnviz.formats.weights.reset import check_reset
from rnnviz.words import N_

WAYS: dict[str, tuple[Direction, ...]] = {
    "forward": ("forward",),
    "reverse": ("reverse",),
    "bidirectional": ("forward", "reverse"),
}
"""The directions of a node by its attribute ``direction``."""


def to_onnx(
    weights: Mapping[str, Any], cell: str = "LSTM", *, reset: str = "after", linear_before_reset: int | None = None
) -> tuple[Converted, ...]:
    """PyTorch's weights as ONNX's operators take them, one answer for each layer.

    Args:
        weights: arrays or tensors by PyTorch's names, of any number of layers: ``module.state_dict()``.
        cell: "LSTM", "GRU" or "RNN".
        reset: where the GRU of these weights resets: "after" the product, as ``nn.GRU``, or "before" it.
        linear_before_reset: that of ONNX's GRU, 1 or 0; by default what ``reset`` says.

    Returns:
        W ``(num_directions, gates*hidden_size, input_size)``, R ``(num_directions, gates*hidden_size, hidden_size)``
        and B ``(num_directions, 2*gates*hidden_size)``. ``arguments`` are attributes that the node must have.

    Raises:
        WeightsError: names, shapes or types are wrong, or ONNX's GRU would compute something else.

    >>> import numpy as np
    >>> to_onnx({"weight_ih_l0": np.ones((6, 3)), "weight_hh_l0": np.ones((6, 2))}, "GRU")[0]
    ONNX GRU(hidden_size=2, direction='forward', linear_before_reset=1)
      W (1, 6, 3) float64
      R (1, 6, 2) float64
      - Gates reordered from r z n to z r h.
      - weight_ih is W.
      - weight_hh is R.
    """
    own = check_reset(check_cell(cell), reset)
    target = onnx(cell, own if linear_before_reset is None or cell != "GRU" else _reset(linear_before_reset))

    def arguments(blocks: Blocks, ways: tuple[Direction, ...]) -> dict[str, object]:
        direction = next(name for name, known in WAYS.items() if known == ways)
        made: dict[str, object] = {"hidden_size": blocks.hidden_size, "direction": direction}
        return made | ({"linear_before_reset": int(target.reset == "after")} if cell == "GRU" else {})

    keep = f"linear_before_reset={int(own == 'after')}"
    return out_of_pytorch(pytorch(cell, own), target, weights, arguments, keep)


def from_onnx(
    weights: Mapping[str, Any],
    cell: str = "LSTM",
    *,
    layer: int | None = 0,
    direction: str = "forward",
    linear_before_reset: int = 0,
    reset: str = "after",
) -> Converted:
    """The weights of one ONNX node by PyTorch's names.

    Args:
        weights: W, R and, if the node has one, B. P may be there if it is all 0.
        cell: "LSTM", "GRU" or "RNN".
        layer: the number in PyTorch's names; None for a module of one step, ``nn.LSTMCell``.
        direction: the node's attribute: "forward", "reverse" or "bidirectional".
        linear_before_reset: the node's attribute; 0 where a GRU does not have it.
        reset: where the GRU that gets the weights resets: "after" the product, as ``nn.GRU``, or "before" it.

    Returns:
        Arrays for ``load_state_dict``. ``arguments`` are those of ``nn.LSTM``.

    Raises:
        WeightsError: names, shapes or types are wrong, there are peepholes, or ``nn.GRU`` would compute something else.

    >>> import numpy as np
    >>> converted = from_onnx({"W": np.ones((1, 8, 3)), "R": np.ones((1, 8, 2)), "B": np.ones((1, 16))})
    >>> list(converted.weights), str(converted.changes[0])
    (['weight_ih_l0', 'weight_hh_l0', 'bias_ih_l0', 'bias_hh_l0'], 'Gates reordered from i o f c to i f g o.')
    """
    own = check_reset(check_cell(cell), reset)
    source = onnx(cell, None if cell != "GRU" else _reset(linear_before_reset))
    if direction not in WAYS:
        raise WeightsError(
            "weights-direction",
            N_('direction must be "forward", "reverse" or "bidirectional", got {got}. Choose the node\'s.'),
            got=repr(direction),
        )
    arrays = as_arrays(weights)
    peepholes = arrays.pop("P", np.zeros(0))
    if peepholes.any():
        raise WeightsError(
            "weights-peepholes",
            N_("P must be 0 or left out, its largest magnitude is {most}: PyTorch's LSTM has no peepholes."),
            most=f"{np.abs(peepholes).max():.3g}",
        )
    keep = f'reset="{source.reset}"'
    return into_pytorch(source, pytorch(cell, own), arrays, layer=layer, directions=WAYS[direction], keep=keep)


def onnx(cell: str, reset: Reset | None) -> Layout:
    """ONNX's layout; ``reset`` is None for all but a GRU."""
    order = ORDERS["ONNX"][cell]
    return Layout(
        framework="ONNX",
        cell=cell,
        order=order,
        matrices=(Matrix("W", order.gates, ("ih",)), Matrix("R", order.gates, ("hh",))),
        biases=(Bias("B", order.gates, ("ih", "hh"), "halves"),),
        sized_by="R",
        names=("{name}", "{name}"),
        reset=reset,
        backwards='direction="reverse"',
        stacked=True,
    )


def _reset(linear_before_reset: int) -> Reset:
    if linear_before_reset not in (0, 1):
        raise WeightsError(
            "weights-linear-before-reset",
            N_("linear_before_reset must be 0 or 1, got {got}. Choose the node's; without the attribute it is 0."),
            got=linear_before_reset,
        )
    return "after" if linear_before_reset else "before"
