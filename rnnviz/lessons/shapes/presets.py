"""Examples that textbooks and PyTorch's own pages ask about, as settings of the explorer."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from rnnviz.words import N_


@dataclass(frozen=True)
class Preset:
    """A named example: its settings by the scenario's names; all others are as they come."""

    title: str
    settings: Mapping[str, Any]


def _preset(title: str, **settings: Any) -> Preset:
    plain: dict[str, Any] = {
        "cell_type": "LSTM",
        "nonlinearity": "tanh",
        "num_layers": 1,
        "bidirectional": False,
        "bias": True,
        "proj_size": 0,
        "batch_first": False,
        "unbatched": False,
        "lengths": "",
    }
    return Preset(title, MappingProxyType({**plain, **settings}))


PRESETS: tuple[Preset, ...] = (
    _preset(
        N_("Two layers, both ways"),
        input_size=3,
        hidden_size=4,
        num_layers=2,
        bidirectional=True,
        seq_len=5,
        batch=3,
        chosen="h_n[3]",
    ),
    _preset(N_("A batch of 64 sentences"), input_size=300, hidden_size=100, seq_len=7, batch=64, chosen="h_n[0]"),
    _preset(
        N_("10 → 20, two layers, both ways"),
        input_size=10,
        hidden_size=20,
        num_layers=2,
        bidirectional=True,
        seq_len=5,
        batch=3,
        chosen="output[4, 0, :20]",
    ),
    _preset(
        N_("Three layers, both ways"),
        input_size=4,
        hidden_size=3,
        num_layers=3,
        bidirectional=True,
        seq_len=4,
        batch=2,
        chosen="h_n[2]",
    ),
    _preset(
        N_("GRU, both ways, batch of 128"),
        cell_type="GRU",
        input_size=12,
        hidden_size=20,
        bidirectional=True,
        seq_len=20,
        batch=128,
        chosen="output[0, :, 20:]",
    ),
    _preset(
        N_("Rows of different lengths"),
        input_size=3,
        hidden_size=4,
        bidirectional=True,
        seq_len=5,
        batch=3,
        lengths="5 2 4",
        chosen="h_n[0]",
    ),
)
"""In the order in which the page offers them; the first is the page's first view."""
