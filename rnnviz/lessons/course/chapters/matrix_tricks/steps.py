"""One step of PyTorch's cells, computed as one product."""

from dataclasses import dataclass
from functools import lru_cache

import torch
from jaxtyping import Float64
from torch import Tensor, nn

from rnnviz.tracing import Trace, trace

STEPS = 10
"""Over which the ways to compute an LSTM are compared."""


@dataclass(frozen=True, eq=False)
class Step:
    """The weights of an RNN cell and an LSTM of the same sizes, and what one step reads; all of it float64."""

    rnn: nn.RNNCell
    lstm: nn.LSTM
    x: Float64[Tensor, " input_size"]
    h: Float64[Tensor, " hidden_size"]
    c: Float64[Tensor, " hidden_size"]
    input: Float64[Tensor, "seq_len input_size"]

    @property
    def two_products(self) -> Float64[Tensor, " hidden_size"]:
        """What the RNN cell adds up, its biases left out."""
        return self.rnn.weight_hh @ self.h + self.rnn.weight_ih @ self.x

    @property
    def one_product(self) -> Float64[Tensor, " hidden_size"]:
        """The same, joined."""
        return torch.cat([self.rnn.weight_hh, self.rnn.weight_ih], dim=1) @ torch.cat([self.h, self.x])

    @property
    def swapped(self) -> Float64[Tensor, " hidden_size"]:
        """The matrices as before, but x above h."""
        return torch.cat([self.rnn.weight_hh, self.rnn.weight_ih], dim=1) @ torch.cat([self.x, self.h])

    @property
    def gates(self) -> Float64[Tensor, "gates joined"]:
        """The four gates' matrices of the LSTM in one."""
        weights = self.lstm.state_dict()
        return torch.cat([weights["weight_hh_l0"], weights["weight_ih_l0"]], dim=1)

    @property
    def bias(self) -> Float64[Tensor, " gates"]:
        """Both biases of the LSTM in one."""
        weights = self.lstm.state_dict()
        summed: Tensor = weights["bias_ih_l0"] + weights["bias_hh_l0"]
        return summed


@lru_cache(maxsize=32)
def step(input_size: int, hidden_size: int) -> Step:
    """Weights and vectors of these sizes, drawn once."""
    draws = torch.Generator().manual_seed(4)
    rnn = nn.RNNCell(input_size, hidden_size).double().requires_grad_(False)
    lstm = nn.LSTM(input_size, hidden_size).double().requires_grad_(False)
    for parameter in (*rnn.parameters(), *lstm.parameters()):
        parameter.uniform_(-1, 1, generator=draws)
    x, h, c = (torch.randn(size, generator=draws).double() for size in (input_size, hidden_size, hidden_size))
    return Step(rnn, lstm, x, h, c, torch.randn(STEPS, input_size, generator=draws).double())


def lstm_step(W: Tensor, b: Tensor, x: Tensor, h: Tensor, c: Tensor) -> tuple[Tensor, Tensor]:
    """One step of an LSTM with a single product."""
    joined = torch.cat([h, x])
    sums = W @ joined + b
    a_i, a_f, a_g, a_o = sums.chunk(4)
    i = torch.sigmoid(a_i)
    f = torch.sigmoid(a_f)
    g = torch.tanh(a_g)
    o = torch.sigmoid(a_o)
    c = f * c + i * g
    h = o * torch.tanh(c)
    return h, c


@lru_cache(maxsize=16)
def line_by_line(input_size: int, hidden_size: int) -> Trace:
    """The same, line by line."""
    made = step(input_size, hidden_size)
    return trace(lstm_step, made.gates, made.bias, made.x, made.h, made.c)


Way = str
"""One of `WAYS`."""

WAYS = ("joined", "folded", "swapped", "order", "one_bias")
"""How an LSTM can be computed with one product: the first two rightly, the others as people do by mistake."""


@lru_cache(maxsize=64)
def apart(input_size: int, hidden_size: int, way: Way) -> float:
    """How far the hidden states are from those of ``nn.LSTM`` at most, over some steps."""
    made = step(input_size, hidden_size)
    W, b = made.gates, made.bias
    if way == "one_bias":
        b = made.lstm.state_dict()["bias_ih_l0"]
    if way == "order":
        # Rows i, f, g, o taken for i, g, f, o.
        W, b = (torch.cat([part.chunk(4)[block] for block in (0, 2, 1, 3)]) for part in (W, b))
    if way == "folded":
        W, b = torch.cat([W, b[:, None]], dim=1), torch.zeros(())
    h = c = torch.zeros(hidden_size, dtype=torch.float64)
    states = []
    for x in made.input:
        first, second = (x, h) if way == "swapped" else (h, x)
        ones = [torch.ones(1, dtype=torch.float64)] if way == "folded" else []
        h, c = lstm_step(W, b, torch.cat([second, *ones]), first, c)
        states.append(h)
    return float((torch.stack(states) - made.lstm(made.input)[0]).abs().max())
