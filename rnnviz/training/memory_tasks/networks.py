"""The networks that are compared: they differ in their recurrent layer alone."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from jaxtyping import Float
from torch import Tensor, nn

from rnnviz.training.forget_bias import set_forget_bias
from rnnviz.words import N_

OPEN_LSTM = N_("LSTM, forget bias 1")
"""The LSTM that begins by keeping what it has."""


def _open_lstm(input_size: int, hidden_size: int) -> nn.LSTM:
    module = nn.LSTM(input_size, hidden_size)
    set_forget_bias(module, 1.0)
    return module


NETWORKS: Mapping[str, Callable[[int, int], nn.RNNBase]] = MappingProxyType(
    {
        "RNN": lambda input_size, hidden_size: nn.RNN(input_size, hidden_size),
        "LSTM": lambda input_size, hidden_size: nn.LSTM(input_size, hidden_size),
        OPEN_LSTM: _open_lstm,
        "GRU": lambda input_size, hidden_size: nn.GRU(input_size, hidden_size),
    }
)


def cell_type_of(name: str) -> str:
    """What a network is made of.

    >>> cell_type_of(OPEN_LSTM)
    'LSTM'
    """
    return name.partition(",")[0]


class MemoryNetwork(nn.Module):
    """A recurrent layer, and a linear readout of its hidden states at the last ``answers`` time steps."""

    def __init__(self, recurrent: nn.RNNBase, output_size: int, answers: int = 1) -> None:
        super().__init__()
        self.recurrent = recurrent
        self.readout = nn.Linear(recurrent.hidden_size, output_size)
        self._answers = answers

    def forward(self, input: Float[Tensor, "seq_len batch input_size"]) -> Float[Tensor, "answers batch output_size"]:
        """A number for each answer, or scores of the classes before the softmax."""
        output, _ = self.recurrent(input)
        scores: Tensor = self.readout(output[-self._answers :])
        return scores


def made(name: str, input_size: int, hidden_size: int, output_size: int, answers: int = 1) -> MemoryNetwork:
    """One of `NETWORKS`, not trained, its weights from torch's global generator."""
    return MemoryNetwork(NETWORKS[name](input_size, hidden_size), output_size, answers)
