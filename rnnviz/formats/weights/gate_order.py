"""Which gate's block comes when in the stacked arrays of each framework.

Sources: the documentation of ``torch.nn.LSTM`` and ``torch.nn.GRU``; ONNX's operators LSTM and GRU; Keras 3,
``keras/src/layers/rnn/{lstm,gru}.py``; TensorFlow 1, ``tensorflow/python/ops/rnn_cell_impl.py``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class GateOrder:
    """The order of the blocks in one framework.

    >>> order = ORDERS["ONNX"]["LSTM"]
    >>> " ".join(order.own), " ".join(order.gates)
    ('i o f c', 'i o f g')
    """

    own: tuple[str, ...]
    """The framework's own letters."""
    gates: tuple[str, ...]
    """The same gates by PyTorch's letters."""


def _order(own: str, gates: str) -> GateOrder:
    return GateOrder(tuple(own.split()), tuple(gates.split()))


def _orders(lstm: GateOrder, gru: GateOrder) -> Mapping[str, GateOrder]:
    return MappingProxyType({"LSTM": lstm, "GRU": gru, "RNN": _order("h", "h")})


ORDERS: Mapping[str, Mapping[str, GateOrder]] = MappingProxyType(
    {
        "PyTorch": _orders(_order("i f g o", "i f g o"), _order("r z n", "r z n")),
        "Keras": _orders(_order("i f c o", "i f g o"), _order("z r h", "z r n")),
        "ONNX": _orders(_order("i o f c", "i o f g"), _order("z r h", "z r n")),
        "TensorFlow 1": _orders(_order("i j f o", "i g f o"), _order("r u c", "r z n")),
    }
)
"""By framework and cell type. An RNN has one block, and no order."""
