"""A bidirectional RNN out of two RNNs and a flip: one reads the sequence forwards, the other backwards."""

import torch
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz.by_hand.stacked_rnn import StackedRNN
from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.layout import Layout, layout_of


class BidirectionalRNN(nn.Module):
    """Time first: at every step the forward h, and beside it the backward h of the same step."""

    def __init__(self, input_size: int, hidden_size: int) -> None:
        super().__init__()
        self.input_size, self.hidden_size = input_size, hidden_size
        self.forwards = StackedRNN(input_size, hidden_size, num_layers=1)
        self.backwards = StackedRNN(input_size, hidden_size, num_layers=1)

    def forward(
        self,
        input: Float[Tensor, "seq_len batch input_size"],
        h_0: Float[Tensor, "2 batch hidden_size"] | None = None,
    ) -> tuple[Float[Tensor, "seq_len batch features"], Float[Tensor, "2 batch hidden_size"]]:
        if h_0 is None:
            h_0 = input.new_zeros(2, input.shape[1], self.hidden_size)
        ahead, last_ahead = self.forwards(input, h_0[0:1])
        back, last_back = self.backwards(input.flip(0), h_0[1:2])
        back = back.flip(0)  # so that step t stands beside step t
        return torch.cat([ahead, back], dim=-1), torch.cat([last_ahead, last_back])


@layout_of.register
def _(module: BidirectionalRNN) -> Layout:
    names = ("W_ih", "W_hh", "b_ih", "b_hh")
    return Layout(
        Architecture("by_hand.BidirectionalRNN", "RNN_TANH", module.input_size, module.hidden_size, num_directions=2),
        {
            (0, direction): {f"{side}.cells.0.{name}": ((name,),) for name in names}
            for direction, side in enumerate(("forwards", "backwards"))
        },
        frozenset(("batch",)),
    )
