"""The Elman network: the hidden state goes back into the hidden units, and an output is read out of it."""

import torch
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.layout import Layout, layout_of


class Elman(nn.Module):
    """Batch first: the input goes in, the output of every step and the last h come out."""

    def __init__(self, input_size: int, hidden_size: int, output_size: int) -> None:
        super().__init__()
        self.input_size, self.hidden_size, self.output_size = input_size, hidden_size, output_size
        self.from_input = nn.Linear(input_size, hidden_size)
        self.from_hidden = nn.Linear(hidden_size, hidden_size, bias=False)
        self.readout = nn.Linear(hidden_size, output_size)

    def forward(
        self,
        input: Float[Tensor, "batch seq_len input_size"],
        h: Float[Tensor, "batch hidden_size"] | None = None,
    ) -> tuple[Float[Tensor, "batch seq_len output_size"], Float[Tensor, "batch hidden_size"]]:
        if h is None:
            h = input.new_zeros(len(input), self.hidden_size)
        output = []
        for x in input.unbind(dim=1):
            # The context is the last hidden state.
            h = torch.tanh(self.from_input(x) + self.from_hidden(h))
            output.append(self.readout(h))
        return torch.stack(output, dim=1), h


@layout_of.register
def _(module: Elman) -> Layout:
    return Layout(
        Architecture(
            "by_hand.Elman",
            "ELMAN",
            module.input_size,
            module.hidden_size,
            batch_first=True,
            readout_size=module.output_size,
            stack_axis=False,
        ),
        {
            (0, 0): {
                "from_input.weight": (("W_ih",),),
                "from_input.bias": (("b_h",),),
                "from_hidden.weight": (("W_hh",),),
                "readout.weight": (("W_hy",),),
                "readout.bias": (("b_y",),),
            }
        },
        frozenset(("batch",)),
    )
