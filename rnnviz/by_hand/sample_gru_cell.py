"""One step of a GRU for a single sample: vectors in, a vector out, no batch."""

import torch
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz.by_hand.start import with_two_biases
from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.layout import Layout, layout_of


class SampleGRUCell(nn.Module):
    """The equations as PyTorch has them: the reset gate acts after the product, on b_hn too."""

    def __init__(self, input_size: int, hidden_size: int) -> None:
        super().__init__()
        self.input_size, self.hidden_size = input_size, hidden_size
        self.W_ir, self.W_hr, self.b_ir, self.b_hr = with_two_biases(input_size, hidden_size)
        self.W_iz, self.W_hz, self.b_iz, self.b_hz = with_two_biases(input_size, hidden_size)
        self.W_in, self.W_hn, self.b_in, self.b_hn = with_two_biases(input_size, hidden_size)

    def forward(
        self, x: Float[Tensor, " input_size"], h: Float[Tensor, " hidden_size"] | None = None
    ) -> Float[Tensor, " hidden_size"]:
        if h is None:
            h = x.new_zeros(self.hidden_size)
        # How much of the past is heard, how much of the state stays, what could be new.
        r = torch.sigmoid(self.W_ir @ x + self.b_ir + self.W_hr @ h + self.b_hr)
        z = torch.sigmoid(self.W_iz @ x + self.b_iz + self.W_hz @ h + self.b_hz)
        n = torch.tanh(self.W_in @ x + self.b_in + r * (self.W_hn @ h + self.b_hn))
        return (1 - z) * n + z * h


@layout_of.register
def _(module: SampleGRUCell) -> Layout:
    names = [kind + gate for gate in "rzn" for kind in ("W_i", "W_h", "b_i", "b_h")]
    return Layout(
        Architecture("by_hand.SampleGRUCell", "GRU", module.input_size, module.hidden_size),
        {(0, 0): {name: ((name,),) for name in names}},
        frozenset(("one",)),
    )
