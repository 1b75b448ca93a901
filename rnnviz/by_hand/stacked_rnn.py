"""A stack of plain RNNs made of cells: each layer reads the hidden state of the layer below, at the same time step."""

import torch
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz.by_hand.rnn_cell import RNNCell
from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.layout import Layout, layout_of


class StackedRNN(nn.Module):
    """Time first: (seq_len, batch, input_size) in, the hidden states of the last layer out."""

    def __init__(self, input_size: int, hidden_size: int, num_layers: int = 2) -> None:
        super().__init__()
        self.input_size, self.hidden_size, self.num_layers = input_size, hidden_size, num_layers
        sizes = [input_size] + [hidden_size] * (num_layers - 1)
        self.cells = nn.ModuleList(RNNCell(size, hidden_size) for size in sizes)

    def forward(
        self,
        input: Float[Tensor, "seq_len batch input_size"],
        h_0: Float[Tensor, "num_layers batch hidden_size"] | None = None,
    ) -> tuple[
        Float[Tensor, "seq_len batch hidden_size"],
        Float[Tensor, "num_layers batch hidden_size"],
    ]:
        if h_0 is None:
            h_0 = input.new_zeros(self.num_layers, input.shape[1], self.hidden_size)
        h = list(h_0)
        output = []
        for x in input:
            for layer, cell in enumerate(self.cells):
                h[layer] = cell(x, h[layer])
                x = h[layer]  # what the layer above reads
            output.append(x)
        return torch.stack(output), torch.stack(h)


@layout_of.register
def _(module: StackedRNN) -> Layout:
    names = ("W_ih", "W_hh", "b_ih", "b_hh")
    return Layout(
        Architecture(
            "by_hand.StackedRNN", "RNN_TANH", module.input_size, module.hidden_size, num_layers=module.num_layers
        ),
        {(layer, 0): {f"cells.{layer}.{name}": ((name,),) for name in names} for layer in range(module.num_layers)},
        frozenset(("batch",)),
    )
