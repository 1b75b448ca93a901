"""How networks and baselines look and what they are called."""

from collections.abc import Mapping
from types import MappingProxyType

from rnnviz.figures.next_number import Forecaster
from rnnviz.words import N_, Translation

LOOKS: Mapping[str, Forecaster] = MappingProxyType(
    {
        one.name: one
        for one in (
            Forecaster("by_hand.LSTM", "LSTM", "dash"),
            Forecaster("by_hand.JoinedLSTM", "LSTM", "dot"),
            Forecaster("nn.LSTM", "LSTM"),
            Forecaster("by_hand.GRU", "GRU", "dash"),
            Forecaster("nn.GRU", "GRU"),
            Forecaster("nn.RNN", "RNN"),
        )
    }
)
"""Of the networks: a colour for each cell type, a dash for each way to write it."""

STYLES = MappingProxyType({name: (one.kind, one.dash) for name, one in LOOKS.items()})
"""The same as colour and dash."""

_BASELINES = {
    "repeat": (N_("the last number again"), "longdash"),
    "least-squares": (N_("least squares"), "longdashdot"),
}


def baseline(name: str, words: Translation) -> Forecaster:
    """A baseline, in a language."""
    said, dash = _BASELINES[name]
    return Forecaster(words(said), "baseline", dash)
