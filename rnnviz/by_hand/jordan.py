"""The Jordan network: the output goes back into the hidden units, not the hidden state."""

import torch
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.layout import Layout, layout_of


class Jordan(nn.Module):
    """Batch first: the input goes in, the output of every step and the last one come out."""

    def __init__(self, input_size: int, hidden_size: int, output_size: int) -> None:
        super().__init__()
        self.input_size, self.hidden_size, self.output_size = input_size, hidden_size, output_size
        self.from_input = nn.Linear(input_size, hidden_size)
        self.from_output = nn.Linear(output_size, hidden_size, bias=False)
        self.readout = nn.Linear(hidden_size, output_size)

    def forward(
        self,
        input: Float[Tensor, "batch seq_len input_size"],
        y: Float[Tensor, "batch output_size"] | None = None,
    ) -> tuple[Float[Tensor, "batch seq_len output_size"], Float[Tensor, "batch output_size"]]:
        if y is None:
            y = input.new_zeros(len(input), self.output_size)
        output = []
        for x in input.unbind(dim=1):
            # The context is the last output.
            h = torch.tanh(self.from_input(x) + self.from_output(y))
            y = self.readout(h)
            output.append(y)
        return torch.stack(output, dim=1), y


@layout_of.register
def _(module: Jordan) -> Layout:
    return Layout(
        Architecture(
            "by_hand.Jordan",
            "JORDAN",
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
                "from_output.weight": (("W_yh",),),
                "readout.weight": (("W_hy",),),
                "readout.bias": (("b_y",),),
            }
        },
        frozenset(("batch",)),
    )
