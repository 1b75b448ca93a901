"""Leaky units: the state moves only a part of the way to where a plain RNN would be."""

import torch
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.layout import Layout, layout_of


class LeakyRNN(nn.Module):
    """Batch first. alpha, in (0, 1], is how much of the state is new at every step."""

    def __init__(self, input_size: int, hidden_size: int, alpha: float = 0.3) -> None:
        super().__init__()
        self.input_size, self.hidden_size = input_size, hidden_size
        self.from_input = nn.Linear(input_size, hidden_size)
        self.from_past = nn.Linear(hidden_size, hidden_size, bias=False)
        # One for each unit; set by hand, not learnt.
        self.alpha = nn.Parameter(torch.full((hidden_size,), alpha), requires_grad=False)

    def forward(
        self,
        input: Float[Tensor, "batch seq_len input_size"],
        h: Float[Tensor, "batch hidden_size"] | None = None,
    ) -> tuple[Float[Tensor, "batch seq_len hidden_size"], Float[Tensor, "batch hidden_size"]]:
        if h is None:
            h = input.new_zeros(len(input), self.hidden_size)
        output = []
        for x in input.unbind(dim=1):
            n = torch.tanh(self.from_input(x) + self.from_past(h))
            h = self.alpha * n + (1 - self.alpha) * h
            output.append(h)
        return torch.stack(output, dim=1), h


@layout_of.register
def _(module: LeakyRNN) -> Layout:
    return Layout(
        Architecture(
            "by_hand.LeakyRNN", "LEAKY", module.input_size, module.hidden_size, batch_first=True, stack_axis=False
        ),
        {
            (0, 0): {
                "from_input.weight": (("W_ih",),),
                "from_input.bias": (("b_h",),),
                "from_past.weight": (("W_hh",),),
                "alpha": (("alpha",),),
            }
        },
        frozenset(("batch",)),
    )
