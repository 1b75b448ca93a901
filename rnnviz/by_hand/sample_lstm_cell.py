"""One step of an LSTM for a single sample: vectors in, vectors out, no batch."""

import torch
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz.by_hand.start import with_one_bias
from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.layout import Layout, layout_of

States = tuple[Float[Tensor, " hidden_size"], Float[Tensor, " hidden_size"]]


class SampleLSTMCell(nn.Module):
    """The equations, one line each. Every gate has its own two matrices and one bias."""

    def __init__(self, input_size: int, hidden_size: int) -> None:
        super().__init__()
        self.input_size, self.hidden_size = input_size, hidden_size
        self.W_ii, self.W_hi, self.b_i = with_one_bias(input_size, hidden_size)
        self.W_if, self.W_hf, self.b_f = with_one_bias(input_size, hidden_size)
        self.W_ig, self.W_hg, self.b_g = with_one_bias(input_size, hidden_size)
        self.W_io, self.W_ho, self.b_o = with_one_bias(input_size, hidden_size)

    def forward(
        self,
        x: Float[Tensor, " input_size"],
        hx: States | None = None,
    ) -> States:
        zeros = x.new_zeros(self.hidden_size)
        h, c = hx if hx is not None else (zeros, zeros)
        i = torch.sigmoid(self.W_ii @ x + self.W_hi @ h + self.b_i)  # how much is written
        f = torch.sigmoid(self.W_if @ x + self.W_hf @ h + self.b_f)  # how much is kept
        g = torch.tanh(self.W_ig @ x + self.W_hg @ h + self.b_g)  # what could be written
        o = torch.sigmoid(self.W_io @ x + self.W_ho @ h + self.b_o)  # how much shows
        c = f * c + i * g
        h = o * torch.tanh(c)
        return h, c


@layout_of.register
def _(module: SampleLSTMCell) -> Layout:
    return Layout(
        Architecture("by_hand.SampleLSTMCell", "LSTM_ONE_BIAS", module.input_size, module.hidden_size),
        {(0, 0): {name: ((name,),) for gate in "ifgo" for name in (f"W_i{gate}", f"W_h{gate}", f"b_{gate}")}},
        frozenset(("one",)),
    )
