"""An LSTM with one linear layer for each gate, over the input and the hidden state joined to one vector."""

import torch
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.layout import Layout, layout_of

States = tuple[Float[Tensor, "batch hidden_size"], Float[Tensor, "batch hidden_size"]]


class JoinedLSTM(nn.Module):
    """Batch first: the input goes in, the h of every step and the last (h, c) come out."""

    def __init__(self, input_size: int, hidden_size: int) -> None:
        super().__init__()
        self.input_size, self.hidden_size = input_size, hidden_size
        self.input_gate = nn.Linear(input_size + hidden_size, hidden_size)
        self.forget_gate = nn.Linear(input_size + hidden_size, hidden_size)
        self.candidate = nn.Linear(input_size + hidden_size, hidden_size)
        self.output_gate = nn.Linear(input_size + hidden_size, hidden_size)

    def forward(
        self, input: Float[Tensor, "batch seq_len input_size"], hx: States | None = None
    ) -> tuple[Float[Tensor, "batch seq_len hidden_size"], States]:
        # Of the input's type, and on its device.
        zeros = input.new_zeros(len(input), self.hidden_size)
        h, c = hx if hx is not None else (zeros, zeros)
        output = []
        for x in input.unbind(dim=1):
            joined = torch.cat([x, h], dim=1)
            i = torch.sigmoid(self.input_gate(joined))
            f = torch.sigmoid(self.forget_gate(joined))
            g = torch.tanh(self.candidate(joined))
            o = torch.sigmoid(self.output_gate(joined))
            c = f * c + i * g
            h = o * torch.tanh(c)
            output.append(h)
        return torch.stack(output, dim=1), (h, c)


@layout_of.register
def _(module: JoinedLSTM) -> Layout:
    gates = {"input_gate": "i", "forget_gate": "f", "candidate": "g", "output_gate": "o"}
    return Layout(
        Architecture(
            "by_hand.JoinedLSTM",
            "LSTM_ONE_BIAS",
            module.input_size,
            module.hidden_size,
            batch_first=True,
            stack_axis=False,
        ),
        {
            (0, 0): {f"{name}.weight": ((f"W_i{gate}", f"W_h{gate}"),) for name, gate in gates.items()}
            | {f"{name}.bias": ((f"b_{gate}",),) for name, gate in gates.items()}
        },
        frozenset(("batch",)),
    )
