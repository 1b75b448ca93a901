"""The module of a part of a file, with its weights in it."""

from collections.abc import Callable
from typing import Any, Literal

import torch
from torch import nn

from rnnviz.by_hand.reset_before_gru import ResetBeforeGRU
from rnnviz.errors import ModuleError
from rnnviz.formats.models.part import Part
from rnnviz.words import N_

_LAYERS: dict[str, Callable[..., nn.Module]] = {"LSTM": nn.LSTM, "GRU": nn.GRU, "RNN": nn.RNN}
_CELLS: dict[str, Callable[..., nn.Module]] = {"LSTM": nn.LSTMCell, "GRU": nn.GRUCell, "RNN": nn.RNNCell}


def module_of(
    part: Part,
    *,
    nonlinearity: Literal["tanh", "relu"] = "tanh",
    reset: Literal["after", "before"] = "after",
) -> nn.Module:
    """The module that a part of a file was, in eval mode, of the type of its weights.

    Args:
        part: what the file holds.
        nonlinearity: that of an RNN whose file does not say it.
        reset: where a GRU resets whose file does not say it.

    Returns:
        An ``nn.LSTM``, ``nn.GRU``, ``nn.RNN`` or one of their cells; a `ResetBeforeGRU` where the reset comes before
        the product. It takes time first, and does not turn the input of a part round that runs backwards.

    Raises:
        ModuleError: a module of one step is to reset before the product.

    >>> weights = nn.LSTM(3, 4).state_dict()
    >>> sizes = {"cell_type": "LSTM", "input_size": 3, "hidden_size": 4}
    >>> module_of(Part(name="lstm", framework="PyTorch", **sizes, weights=weights, files_names={}))
    LSTM(3, 4)
    """
    how = part.reset or reset
    before = part.cell_type == "GRU" and how == "before"
    if before and part.single_step:
        raise ModuleError(
            "module-reset-cell",
            N_(
                'reset must be "after" for a module of one step, got "before": PyTorch\'s GRUCell resets after the '
                "product. Leave it out."
            ),
        )
    given: dict[str, Any] = {"bias": part.bias, "dtype": next(iter(part.weights.values())).dtype}
    if part.cell_type == "RNN":
        given["nonlinearity"] = part.nonlinearity or nonlinearity
    make = ResetBeforeGRU if before else (_CELLS if part.single_step else _LAYERS)[part.cell_type]
    if not part.single_step:
        given |= {"num_layers": part.num_layers, "bidirectional": part.bidirectional}
    if part.proj_size:
        given["proj_size"] = part.proj_size
    with torch.device("meta"):
        module = make(part.input_size, part.hidden_size, **given)
    module.to_empty(device="cpu").load_state_dict(dict(part.weights), strict=True)
    return module.eval()
