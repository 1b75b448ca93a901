"""What the weights of a gate hold before training: numbers between -1/sqrt(hidden_size) and 1/sqrt(hidden_size)."""

import torch
from torch import nn


def with_one_bias(input_size: int, hidden_size: int) -> tuple[nn.Parameter, nn.Parameter, nn.Parameter]:
    """A matrix for the input, one for the hidden state, and a bias.

    >>> [tuple(parameter.shape) for parameter in with_one_bias(3, 4)]
    [(4, 3), (4, 4), (4,)]
    """
    return _uniform(hidden_size, input_size), _uniform(hidden_size, hidden_size), _uniform(hidden_size)


def with_two_biases(input_size: int, hidden_size: int) -> tuple[nn.Parameter, nn.Parameter, nn.Parameter, nn.Parameter]:
    """The same with a bias for each matrix, as PyTorch has it."""
    return (*with_one_bias(input_size, hidden_size), _uniform(hidden_size))


def _uniform(hidden_size: int, *columns: int) -> nn.Parameter:
    bound = hidden_size**-0.5
    return nn.Parameter(torch.empty(hidden_size, *columns).uniform_(-bound, bound))
