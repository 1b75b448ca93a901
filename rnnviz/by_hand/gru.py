"""A GRU over whole sequences of a batch, with a switch for every place where frameworks and papers differ."""

import torch
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz.by_hand.start import with_two_biases
from rnnviz.cells.gru_variants import Bias, Reset, Update, gru
from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.layout import Layout, layout_of


class GRU(nn.Module):
    """Batch first: the input goes in, the h of every step and the last one come out.

    The reset gate acts "after" or "before" the matrix product. An open update gate "keeps"
    or "replaces" the state. b_hn stands "inside" or "outside" the bracket that the reset
    gate multiplies. PyTorch: after, keeps, inside.
    """

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        reset: Reset = "after",
        update: Update = "keeps",
        b_hn: Bias = "inside",
    ) -> None:
        super().__init__()
        gru(reset, update, b_hn)  # no other words than these
        self.input_size, self.hidden_size = input_size, hidden_size
        self.reset, self.update, self.inside = reset, update, b_hn
        self.W_ir, self.W_hr, self.b_ir, self.b_hr = with_two_biases(input_size, hidden_size)
        self.W_iz, self.W_hz, self.b_iz, self.b_hz = with_two_biases(input_size, hidden_size)
        self.W_in, self.W_hn, self.b_in, self.b_hn = with_two_biases(input_size, hidden_size)

    def forward(
        self,
        input: Float[Tensor, "batch seq_len input_size"],
        h: Float[Tensor, "batch hidden_size"] | None = None,
    ) -> tuple[Float[Tensor, "batch seq_len hidden_size"], Float[Tensor, "batch hidden_size"]]:
        if h is None:
            h = input.new_zeros(len(input), self.hidden_size)
        output = []
        for x in input.unbind(dim=1):
            r = torch.sigmoid(x @ self.W_ir.T + self.b_ir + h @ self.W_hr.T + self.b_hr)
            z = torch.sigmoid(x @ self.W_iz.T + self.b_iz + h @ self.W_hz.T + self.b_hz)
            from_input = x @ self.W_in.T + self.b_in
            if self.reset == "before":
                from_past = (r * h) @ self.W_hn.T + self.b_hn
            elif self.inside == "outside":
                from_past = r * (h @ self.W_hn.T) + self.b_hn
            else:
                from_past = r * (h @ self.W_hn.T + self.b_hn)
            n = torch.tanh(from_input + from_past)
            h = (1 - z) * n + z * h if self.update == "keeps" else z * n + (1 - z) * h
            output.append(h)
        return torch.stack(output, dim=1), h


@layout_of.register
def _(module: GRU) -> Layout:
    mode = gru(module.reset, module.update, module.inside).mode
    names = [kind + gate for gate in "rzn" for kind in ("W_i", "W_h", "b_i", "b_h")]
    return Layout(
        Architecture("by_hand.GRU", mode, module.input_size, module.hidden_size, batch_first=True, stack_axis=False),
        {(0, 0): {name: ((name,),) for name in names}},
        frozenset(("batch",)),
    )
