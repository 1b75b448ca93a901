"""Every difference that shows in the weights, cell type after cell type."""

from collections.abc import Mapping
from types import MappingProxyType

from rnnviz.formats.weights import ORDERS
from rnnviz.lessons.conventions.difference import Difference
from rnnviz.lessons.conventions.misreadings import (
    biases_exchanged,
    forget_bias_forgotten,
    in_order_of,
    one_bias,
    transposed,
)
from rnnviz.words import N_

_FRAMEWORKS = ("PyTorch", "Keras", "ONNX", "TensorFlow 1")
_ROWS, _COLUMNS = N_("gates along the rows"), N_("gates along the columns")
_ONE, _TWO = N_("one bias"), N_("two biases")
_PRODUCTS = {"PyTorch": _ROWS, "Keras": _COLUMNS, "ONNX": _ROWS, "TensorFlow 1": _COLUMNS}
_BIASES = {"PyTorch": _TWO, "Keras": _ONE, "ONNX": _TWO, "TensorFlow 1": _ONE}


def differences(cell: str) -> tuple[Difference, ...]:
    """Those of one cell type, "LSTM", "GRU" or "RNN", in the order in which a page shows them."""
    return tuple(difference for difference in DIFFERENCES.values() if difference.cell == cell)


def _orders(cell: str) -> Mapping[str, str]:
    return MappingProxyType({name: " ".join(ORDERS[name][cell].own) for name in _FRAMEWORKS})


def _transposed(cell: str) -> Difference:
    return Difference(
        id=f"{cell.lower()}-transposed",
        cell=cell,
        title=N_("Matrices transposed"),
        sentence=N_(
            "Keras and TensorFlow 1 compute x @ kernel, PyTorch and ONNX weight @ x: one is the other transposed. "
            "Blocks that are square load without a word when nobody transposes them."
        ),
        choices=MappingProxyType(_PRODUCTS),
        apply=transposed(cell),
    )


_OF_A_SUM = N_(
    "PyTorch and ONNX keep two biases, others one. Where there is room for one bias only, it must be the sum; "
    "here bias_ih alone was taken over."
)
_OF_A_GRU = N_(
    "Where there is room for one bias only, it must be the sum for r and z. For the candidate one cannot do the work "
    "of two, unless b_hn is 0: r multiplies b_hn, but not b_in. Here bias_ih alone was taken over."
)


def _one_bias(cell: str, biases: Mapping[str, str]) -> Difference:
    return Difference(
        id=f"{cell.lower()}-one-bias",
        cell=cell,
        title=N_("One bias left behind"),
        sentence=_OF_A_GRU if cell == "GRU" else _OF_A_SUM,
        choices=MappingProxyType(dict(biases)),
        apply=one_bias,
    )


_ALL = (
    Difference(
        id="lstm-keras-order",
        cell="LSTM",
        title=N_("Keras' order of gates"),
        sentence=N_(
            "Keras stacks i, f, c, o. Its c is PyTorch's candidate g, so the order is the same, and nothing happens."
        ),
        choices=_orders("LSTM"),
        apply=in_order_of("Keras", "LSTM"),
    ),
    Difference(
        id="lstm-onnx-order",
        cell="LSTM",
        title=N_("ONNX's order of gates"),
        sentence=N_(
            "ONNX stacks i, o, f, c. Read as PyTorch's i, f, g, o, its output gate forgets, its forget gate is the "
            "candidate, and its candidate is the output gate."
        ),
        choices=_orders("LSTM"),
        apply=in_order_of("ONNX", "LSTM"),
    ),
    Difference(
        id="lstm-tf1-order",
        cell="LSTM",
        title=N_("TensorFlow 1's order of gates"),
        sentence=N_(
            "TensorFlow 1 stacks i, j, f, o; its j is the candidate. Read as PyTorch's i, f, g, o, the candidate and "
            "the forget gate have changed places."
        ),
        choices=_orders("LSTM"),
        apply=in_order_of("TensorFlow 1", "LSTM"),
    ),
    _transposed("LSTM"),
    _one_bias("LSTM", _BIASES),
    Difference(
        id="lstm-forget-bias",
        cell="LSTM",
        title=N_("TensorFlow 1's forget_bias"),
        sentence=N_(
            "TensorFlow 1 adds 1 to the forget gate at every step, and its files do not hold that 1. Without it the "
            "network forgets sooner than it was trained to."
        ),
        choices=MappingProxyType(
            {
                "PyTorch": N_("all in the bias"),
                "Keras": N_("all in the bias, which starts at 1"),
                "ONNX": N_("all in the bias"),
                "TensorFlow 1": N_("1 is added at every step"),
            }
        ),
        apply=forget_bias_forgotten,
    ),
    Difference(
        id="gru-order",
        cell="GRU",
        title=N_("The order of gates in Keras and ONNX"),
        sentence=N_(
            "Keras and ONNX stack z, r, h. Read as PyTorch's r, z, n, the update gate resets and the reset gate "
            "updates."
        ),
        choices=_orders("GRU"),
        apply=in_order_of("ONNX", "GRU"),
    ),
    _transposed("GRU"),
    _one_bias(
        "GRU",
        {**_BIASES, "Keras": N_("two biases, one with reset_after=False")},
    ),
    Difference(
        id="gru-biases-exchanged",
        cell="GRU",
        title=N_("The two biases exchanged"),
        sentence=N_(
            "Keras keeps both biases of a GRU as two rows, ONNX end to end. Their order counts for the candidate "
            "alone: b_hn is multiplied by the reset gate, b_in is not."
        ),
        choices=MappingProxyType(
            {
                "PyTorch": N_("two arrays"),
                "Keras": N_("two rows, the input's first"),
                "ONNX": N_("end to end, the input's first"),
                "TensorFlow 1": _ONE,
            }
        ),
        apply=biases_exchanged,
    ),
    _transposed("RNN"),
    _one_bias("RNN", _BIASES),
)

DIFFERENCES: Mapping[str, Difference] = MappingProxyType({difference.id: difference for difference in _ALL})
"""By id."""
