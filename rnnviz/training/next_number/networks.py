"""The networks: a recurrent module, and a linear layer that makes the next number from its last hidden state."""

from collections.abc import Mapping
from types import MappingProxyType

from jaxtyping import Float
from torch import Tensor, nn

from rnnviz import by_hand
from rnnviz.by_hand.copy_weights import copy_weights

NETWORKS: Mapping[str, type[nn.Module]] = MappingProxyType(
    {
        "by_hand.LSTM": by_hand.LSTM,
        "by_hand.JoinedLSTM": by_hand.JoinedLSTM,
        "nn.LSTM": nn.LSTM,
        "by_hand.GRU": by_hand.GRU,
        "nn.GRU": nn.GRU,
        "nn.RNN": nn.RNN,
    }
)
"""By name, the modules over sequences of a batch. JoinedLSTM has one bias for each gate, the others two."""

CELLS: Mapping[str, type[nn.Module]] = MappingProxyType(
    {
        "by_hand.LSTM": by_hand.LSTMCell,
        "by_hand.JoinedLSTM": by_hand.SampleLSTMCell,
        "nn.LSTM": nn.LSTMCell,
        "by_hand.GRU": by_hand.SampleGRUCell,
        "nn.GRU": nn.GRUCell,
        "nn.RNN": nn.RNNCell,
    }
)
"""For each, the module over one step that computes the same, and takes a single sample."""

FUSED: Mapping[str, str] = MappingProxyType(
    {"by_hand.LSTM": "nn.LSTM", "by_hand.JoinedLSTM": "nn.LSTM", "by_hand.GRU": "nn.GRU"}
)
"""For each network by hand, PyTorch's."""


class Forecast(nn.Module):
    """A batch in the form (batch, sequence, feature): one call for all of it."""

    def __init__(self, name: str, hidden_size: int) -> None:
        super().__init__()
        options = {"batch_first": True} if name.startswith("nn.") else {}
        self.recurrent = NETWORKS[name](1, hidden_size, **options)
        self.readout = nn.Linear(hidden_size, 1)

    def forward(self, input: Float[Tensor, "batch window 1"]) -> Float[Tensor, "batch 1"]:
        output, _ = self.recurrent(input)
        said: Tensor = self.readout(output[:, -1])
        return said


class SampleForecast(nn.Module):
    """One sample, (sequence, feature): a call for every number of it."""

    def __init__(self, name: str, hidden_size: int) -> None:
        super().__init__()
        self.recurrent = CELLS[name](1, hidden_size)
        self.readout = nn.Linear(hidden_size, 1)

    def forward(self, input: Float[Tensor, "window 1"]) -> Float[Tensor, " 1"]:
        state = None
        for x in input:
            state = self.recurrent(x, state)
        h = state[0] if isinstance(state, tuple) else state
        said: Tensor = self.readout(h)
        return said


def take_weights(network: Forecast | SampleForecast, other: Forecast | SampleForecast) -> None:
    """Give a network the weights of ``other``, laid out anew; two biases become one where there is only one."""
    copy_weights(other.recurrent, network.recurrent)
    network.readout.load_state_dict(other.readout.state_dict())
