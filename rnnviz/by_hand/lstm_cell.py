"""One step of an LSTM with all four gates in two linear layers, chunked afterwards: PyTorch's own layout."""

import torch
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.layout import Layout, layout_of, under_one_another

States = tuple[Float[Tensor, "*batch hidden_size"], Float[Tensor, "*batch hidden_size"]]


class LSTMCell(nn.Module):
    """Two linear layers of 4 * hidden_size rows: input, forget, candidate, output."""

    def __init__(self, input_size: int, hidden_size: int) -> None:
        super().__init__()
        self.input_size, self.hidden_size = input_size, hidden_size
        self.from_input = nn.Linear(input_size, 4 * hidden_size)
        self.from_past = nn.Linear(hidden_size, 4 * hidden_size)

    def forward(
        self,
        x: Float[Tensor, "*batch input_size"],
        hx: States | None = None,
    ) -> States:
        if hx is None:
            zeros = x.new_zeros(*x.shape[:-1], self.hidden_size)
            hx = zeros, zeros
        h, c = hx
        sums = self.from_input(x) + self.from_past(h)
        a_i, a_f, a_g, a_o = sums.chunk(4, dim=-1)
        c = torch.sigmoid(a_f) * c + torch.sigmoid(a_i) * torch.tanh(a_g)
        h = torch.sigmoid(a_o) * torch.tanh(c)
        return h, c


@layout_of.register
def _(module: LSTMCell) -> Layout:
    def rows(kind: str) -> tuple[tuple[str, ...], ...]:
        return under_one_another(*(kind + gate for gate in "ifgo"))

    return Layout(
        Architecture("by_hand.LSTMCell", "LSTM", module.input_size, module.hidden_size),
        {
            (0, 0): {
                "from_input.weight": rows("W_i"),
                "from_input.bias": rows("b_i"),
                "from_past.weight": rows("W_h"),
                "from_past.bias": rows("b_h"),
            }
        },
        frozenset(("batch", "one")),
    )
