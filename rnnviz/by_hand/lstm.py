"""An LSTM over whole sequences of a batch: the cell of one sample, with a batch axis and a loop over time."""

import torch
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz.by_hand.start import with_two_biases
from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.layout import Layout, layout_of

States = tuple[Float[Tensor, "batch hidden_size"], Float[Tensor, "batch hidden_size"]]


class LSTM(nn.Module):
    """Batch first: the input goes in, the h of every step and the last (h, c) come out."""

    def __init__(self, input_size: int, hidden_size: int) -> None:
        super().__init__()
        self.input_size, self.hidden_size = input_size, hidden_size
        self.W_ii, self.W_hi, self.b_ii, self.b_hi = with_two_biases(input_size, hidden_size)
        self.W_if, self.W_hf, self.b_if, self.b_hf = with_two_biases(input_size, hidden_size)
        self.W_ig, self.W_hg, self.b_ig, self.b_hg = with_two_biases(input_size, hidden_size)
        self.W_io, self.W_ho, self.b_io, self.b_ho = with_two_biases(input_size, hidden_size)

    def forward(
        self, input: Float[Tensor, "batch seq_len input_size"], hx: States | None = None
    ) -> tuple[Float[Tensor, "batch seq_len hidden_size"], States]:
        zeros = input.new_zeros(len(input), self.hidden_size)
        h, c = hx if hx is not None else (zeros, zeros)
        output = []
        for x in input.unbind(dim=1):  # (batch, input_size) at every step
            # A row of x is one sample, so the matrices stand on the right, transposed.
            i = torch.sigmoid(x @ self.W_ii.T + self.b_ii + h @ self.W_hi.T + self.b_hi)
            f = torch.sigmoid(x @ self.W_if.T + self.b_if + h @ self.W_hf.T + self.b_hf)
            g = torch.tanh(x @ self.W_ig.T + self.b_ig + h @ self.W_hg.T + self.b_hg)
            o = torch.sigmoid(x @ self.W_io.T + self.b_io + h @ self.W_ho.T + self.b_ho)
            c = f * c + i * g
            h = o * torch.tanh(c)
            output.append(h)
        return torch.stack(output, dim=1), (h, c)


@layout_of.register
def _(module: LSTM) -> Layout:
    names = [kind + gate for gate in "ifgo" for kind in ("W_i", "W_h", "b_i", "b_h")]
    return Layout(
        Architecture("by_hand.LSTM", "LSTM", module.input_size, module.hidden_size, batch_first=True, stack_axis=False),
        {(0, 0): {name: ((name,),) for name in names}},
        frozenset(("batch",)),
    )
