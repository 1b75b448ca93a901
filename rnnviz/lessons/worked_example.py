"""The worked example: one time step of an LSTM with three inputs and two units, small enough to follow by hand.

The example is printed with four weight rows, one a gate, but two units need eight. It is read here as *shared row*:
each gate's row serves both units. So the weights of ``torch.nn.LSTM`` are 8 x 3 and 8 x 2, each printed row twice,
and both units have the same gates; they differ in what they remember:

    i = 0.5125, f = 0.5424, g = 0.2821, o = 0.6011
    c = [0.5785, -0.1808], h = [0.3135, -0.1075]

The example prints an LSTM only. For comparison a GRU takes the first three printed rows (as r, z, n) and an RNN the
first, with the same input and the same previous hidden state.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import torch
from jaxtyping import Float
from torch import Tensor, nn

X = (0.5, -0.2, 0.1)
H_PREV = (0.3, -0.4)
C_PREV = (0.8, -0.6)

# As printed, one row a gate: input, forget, cell gate (candidate), output.
WEIGHT_IH = ((0.1, 0.2, 0.3), (0.4, 0.5, 0.6), (0.7, 0.8, 0.9), (1.0, 1.1, 1.2))
WEIGHT_HH = ((0.1, 0.2), (0.3, 0.4), (0.5, 0.6), (0.7, 0.8))
BIAS_IH = (0.01, 0.02, 0.03, 0.04)
BIAS_HH = (0.05, 0.06, 0.07, 0.08)

ROWS: Mapping[str, int] = MappingProxyType({"LSTM": 4, "GRU": 3, "RNN_TANH": 1, "RNN_RELU": 1})
"""How many of the printed rows each of PyTorch's modes takes."""


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """The example's network with its weights, its input and the state before the step.

    Attributes:
        module: input_size 3, hidden_size 2, one layer, one direction.
        input: x, shape (seq_len, batch, input_size) = (1, 1, 3).
        hx: (h_prev, c_prev) for an LSTM, else h_prev; each of shape (num_layers, batch, hidden_size) = (1, 1, 2).
        labels: for the one batch row, a label for the one time step.
    """

    module: nn.RNNBase
    input: Float[Tensor, "1 1 3"]
    hx: Tensor | tuple[Tensor, Tensor]
    labels: tuple[tuple[str, ...], ...] = (("x",),)


def example(mode: str = "LSTM", *, bias: bool = True, dtype: torch.dtype = torch.float32) -> Example:
    """The worked example, read as shared row.

    Raises:
        KeyError: ``mode`` is not "LSTM", "GRU", "RNN_TANH" or "RNN_RELU".

    >>> data = example(dtype=torch.float64)
    >>> output, (h_n, c_n) = data.module(data.input, data.hx)
    >>> [[round(value, 4) for value in state[0, 0].tolist()] for state in (h_n, c_n)]
    [[0.3135, -0.1075], [0.5785, -0.1808]]
    """
    h_prev = torch.tensor([[H_PREV]], dtype=dtype)
    c_prev = torch.tensor([[C_PREV]], dtype=dtype)
    return Example(
        module=_module(mode, bias, dtype),
        input=torch.tensor([[X]], dtype=dtype),
        hx=(h_prev, c_prev) if mode == "LSTM" else h_prev,
    )


def _module(mode: str, bias: bool, dtype: torch.dtype) -> nn.RNNBase:
    rows = ROWS[mode]
    printed: dict[str, tuple[tuple[float, ...] | float, ...]] = {"weight_ih_l0": WEIGHT_IH, "weight_hh_l0": WEIGHT_HH}
    if bias:
        printed |= {"bias_ih_l0": BIAS_IH, "bias_hh_l0": BIAS_HH}
    kind, _, nonlinearity = mode.partition("_")
    options = {"nonlinearity": nonlinearity.lower()} if nonlinearity else {}
    make = {"LSTM": nn.LSTM, "GRU": nn.GRU, "RNN": nn.RNN}[kind]
    module: nn.RNNBase = make(len(X), len(H_PREV), bias=bias, dtype=dtype, **options)
    weights = {name: torch.tensor(values[:rows], dtype=dtype) for name, values in printed.items()}
    module.load_state_dict({name: weight.repeat_interleave(len(H_PREV), dim=0) for name, weight in weights.items()})
    return module
