"""Weights to TensorFlow 1 and back: ``BasicLSTMCell`` and ``LSTMBlockCell``, ``GRUCell``, ``BasicRNNCell``.

One kernel multiplies the input and the hidden state side by side, ``[x, h] @ kernel``, and there is one bias. An LSTM
adds ``forget_bias`` to the forget gate at every step: it is not in the file. A GRU resets before the product, which
``nn.GRU`` does not.

Source: TensorFlow 1, ``tensorflow/python/ops/rnn_cell_impl.py``.
"""

from collections.abc import Mapping
from typing import Any

from rnnviz.formats.weights.blocks import Blocks
from rnnviz.formats.weights.conversion import into_pytorch, out_of_pytorch
from rnnviz.formats.weights.converted import Converted
from rnnviz.formats.weights.gate_order import ORDERS
from rnnviz.formats.weights.layout import Bias, Layout, Matrix
from rnnviz.formats.weights.names import Direction, check_cell
from rnnviz.formats.weights.pytorch import pytorch
from rnnviz.formats.weights.reset import check_reset


def to_tf1(
    weights: Mapping[str, Any], cell: str = "LSTM", *, forget_bias: float = 1.0, reset: str = "after"
) -> tuple[Converted, ...]:
    """PyTorch's weights as TensorFlow 1 keeps them, one answer for each layer.

    Args:
        weights: arrays or tensors by PyTorch's names, of any number of layers: ``module.state_dict()``.
        cell: "LSTM", "GRU" or "RNN".
        forget_bias: what TensorFlow's cell will add to the forget gate; it is taken from the bias.
        reset: where the GRU of these weights resets. TensorFlow's resets "before" the product, ``nn.GRU`` "after" it.

    Returns:
        kernel ``(input_size + hidden_size, gates*hidden_size)`` and bias ``(gates*hidden_size,)``; for a GRU
        gates/kernel, gates/bias, candidate/kernel and candidate/bias. With two directions the names begin with
        ``fw/`` and ``bw/``. ``arguments`` are what TensorFlow's cell must be made with.

    Raises:
        WeightsError: names, shapes or types are wrong, or TensorFlow's GRU would compute something else.

    >>> import numpy as np
    >>> one = {"weight_ih_l0": np.ones((4, 3)), "weight_hh_l0": np.ones((4, 1))}
    >>> print(*to_tf1(one)[0].changes, sep=chr(10))
    Gates reordered from i f g o to i j f o.
    weight_ih and weight_hh side by side, transposed, are kernel (4, 4) with the gates i j f o: it multiplies [x, h].
    There are no biases, and TensorFlow 1 needs some: bias of zeros.
    1.0 is taken from the forget gate's bias: TensorFlow 1 adds forget_bias=1.0 at every step.
    """
    own = check_reset(check_cell(cell), reset)

    def arguments(blocks: Blocks, ways: tuple[Direction, ...]) -> dict[str, object]:
        _ = ways
        return {"num_units": blocks.hidden_size} | ({"forget_bias": forget_bias} if cell == "LSTM" else {})

    return out_of_pytorch(pytorch(cell, own), tf1(cell, forget_bias), weights, arguments, keep="")


def from_tf1(
    weights: Mapping[str, Any],
    cell: str = "LSTM",
    *,
    layer: int | None = 0,
    forget_bias: float = 1.0,
    reset: str = "after",
) -> Converted:
    """The weights of one TensorFlow 1 cell by PyTorch's names.

    Args:
        weights: kernel and bias, for a GRU gates/kernel, gates/bias, candidate/kernel and candidate/bias: what follows
            the last scope in the names of a checkpoint. With two directions the names begin with ``fw/`` and ``bw/``.
        cell: "LSTM", "GRU" or "RNN".
        layer: the number in PyTorch's names; None for a module of one step, ``nn.LSTMCell``.
        forget_bias: what TensorFlow's cell was made with; it goes into the bias.
        reset: where the GRU that gets the weights resets: "after" the product, as ``nn.GRU``, or "before" it.

    Returns:
        Arrays for ``load_state_dict``; bias_hh is 0. ``arguments`` are those of ``nn.LSTM``.

    Raises:
        WeightsError: names, shapes or types are wrong, or ``nn.GRU`` would compute something else.

    >>> import numpy as np
    >>> from_tf1({"kernel": np.zeros((4, 4)), "bias": np.zeros(4)}).weights["bias_ih_l0"]
    array([0., 1., 0., 0.])
    """
    own = check_reset(check_cell(cell), reset)
    source = tf1(cell, forget_bias)
    keep = 'reset="before"'
    return into_pytorch(source, pytorch(cell, own), weights, layer=layer, directions=("forward",), keep=keep)


def tf1(cell: str, forget_bias: float) -> Layout:
    """TensorFlow's layout. A GRU keeps the gates r and u apart from the candidate."""
    order = ORDERS["TensorFlow 1"][cell]
    pieces = {"gates/": order.gates[:2], "candidate/": order.gates[2:]} if cell == "GRU" else {"": order.gates}
    return Layout(
        framework="TensorFlow 1",
        cell=cell,
        order=order,
        matrices=tuple(
            Matrix(f"{scope}kernel", gates, ("ih", "hh"), transposed=True) for scope, gates in pieces.items()
        ),
        biases=tuple(Bias(f"{scope}bias", gates, ("ih", "hh"), "sum") for scope, gates in pieces.items()),
        sized_by=[f"{scope}bias" for scope in pieces][-1],
        names=("fw/{name}", "bw/{name}"),
        reset="before" if cell == "GRU" else None,
        bias_needed=True,
        forget_bias=forget_bias if cell == "LSTM" else 0.0,
    )
