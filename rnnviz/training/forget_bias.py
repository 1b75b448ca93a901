"""The bias of the forget gate, set as people set it before training: a fresh LSTM forgets half of everything."""

import torch
from torch import nn


def set_forget_bias(module: nn.LSTM, value: float) -> None:
    """Set ``b_if + b_hf`` of every unit of every layer and direction to ``value``: b_if to it, b_hf to 0.

    PyTorch has two biases for each gate, and it is their sum that counts: to set only one of them leaves the other as
    it was drawn.

    >>> lstm = nn.LSTM(input_size=3, hidden_size=2, num_layers=2)
    >>> set_forget_bias(lstm, 1.0)
    >>> (lstm.bias_ih_l1 + lstm.bias_hh_l1)[2:4].tolist()
    [1.0, 1.0]
    """
    size = module.hidden_size
    with torch.no_grad():
        for name, bias in module.named_parameters():
            if name.startswith("bias"):
                # The rows stand in the order i, f, g, o.
                bias[size : 2 * size] = value if name.startswith("bias_ih") else 0.0
