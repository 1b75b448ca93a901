"""One step of a plain RNN as one matrix product: the two matrices side by side, the two vectors under one another."""

import torch
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.layout import Layout, layout_of


class JoinedRNNCell(nn.Module):
    """One step: [W_hh, W_ih] times h with x under it."""

    def __init__(self, input_size: int, hidden_size: int) -> None:
        super().__init__()
        self.input_size, self.hidden_size = input_size, hidden_size
        self.linear = nn.Linear(hidden_size + input_size, hidden_size)

    def forward(
        self,
        x: Float[Tensor, "*batch input_size"],
        h: Float[Tensor, "*batch hidden_size"] | None = None,
    ) -> Float[Tensor, "*batch hidden_size"]:
        if h is None:
            h = x.new_zeros(*x.shape[:-1], self.hidden_size)
        joined = torch.cat([h, x], dim=-1)  # hidden_size + input_size numbers
        return torch.tanh(self.linear(joined))


@layout_of.register
def _(module: JoinedRNNCell) -> Layout:
    return Layout(
        Architecture("by_hand.JoinedRNNCell", "RNN_TANH_ONE_BIAS", module.input_size, module.hidden_size),
        {(0, 0): {"linear.weight": (("W_hh", "W_ih"),), "linear.bias": (("b_h",),)}},
        frozenset(("batch", "one")),
    )
