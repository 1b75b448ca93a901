"""One step of a plain RNN, with two matrices and two biases."""

import torch
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz.by_hand.start import with_two_biases
from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.layout import Layout, layout_of


class RNNCell(nn.Module):
    """One step: the input and the last hidden state, weighted and added up, squeezed by tanh."""

    def __init__(self, input_size: int, hidden_size: int) -> None:
        super().__init__()
        self.input_size, self.hidden_size = input_size, hidden_size
        self.W_ih, self.W_hh, self.b_ih, self.b_hh = with_two_biases(input_size, hidden_size)

    def forward(
        self,
        x: Float[Tensor, "*batch input_size"],
        h: Float[Tensor, "*batch hidden_size"] | None = None,
    ) -> Float[Tensor, "*batch hidden_size"]:
        if h is None:
            h = x.new_zeros(*x.shape[:-1], self.hidden_size)
        from_input = x @ self.W_ih.T + self.b_ih
        from_past = h @ self.W_hh.T + self.b_hh
        return torch.tanh(from_input + from_past)


@layout_of.register
def _(module: RNNCell) -> Layout:
    return Layout(
        Architecture("by_hand.RNNCell", "RNN_TANH", module.input_size, module.hidden_size),
        {(0, 0): {name: ((name,),) for name in ("W_ih", "W_hh", "b_ih", "b_hh")}},
        frozenset(("batch", "one")),
    )
