"""Weights to Keras 3 and back: ``keras.layers.LSTM``, ``GRU``, ``SimpleRNN``, and ``Bidirectional`` around them.

Keras computes ``x @ kernel``, so its kernels are PyTorch's matrices transposed. An LSTM and a SimpleRNN have one bias,
a GRU has both as two rows of one array, unless it was made with ``reset_after=False``: then it has one, and resets
before the product, which ``nn.GRU`` does not. The update gate means the same in both.

Source: Keras 3, ``keras/src/layers/rnn/{lstm,gru,simple_rnn,bidirectional}.py``.
"""

from collections.abc import Mapping
from typing import Any

from rnnviz.errors import WeightsError
from rnnviz.formats.weights.arrays import as_arrays
from rnnviz.formats.weights.blocks import Blocks
from rnnviz.formats.weights.conversion import into_pytorch, out_of_pytorch
from rnnviz.formats.weights.converted import Converted
from rnnviz.formats.weights.gate_order import ORDERS
from rnnviz.formats.weights.layout import Bias, Layout, Matrix, Reset
from rnnviz.formats.weights.names import Direction, check_cell
from rnnviz.formats.weights.pytorch import pytorch
from rnnviz.formats.weights.reset import check_reset
from rnnviz.words import N_


def to_keras(
    weights: Mapping[str, Any], cell: str = "LSTM", *, reset: str = "after", reset_after: bool | None = None
) -> tuple[Converted, ...]:
    """PyTorch's weights as Keras keeps them, one answer for each layer.

    Args:
        weights: arrays or tensors by PyTorch's names, of any number of layers: ``module.state_dict()``.
        cell: "LSTM", "GRU" or "RNN".
        reset: where the GRU of these weights resets: "after" the product, as ``nn.GRU``, or "before" it.
        reset_after: that of Keras' GRU; by default what ``reset`` says.

    Returns:
        kernel ``(input_size, gates*hidden_size)``, recurrent_kernel ``(hidden_size, gates*hidden_size)`` and bias
        ``(gates*hidden_size,)``, for a GRU ``(2, 3*hidden_size)``, in the order of ``layer.set_weights``. With two
        directions they are called ``forward_layer.kernel``, ..., ``backward_layer.bias``. ``arguments`` are what
        Keras' layer must be made with.

    Raises:
        WeightsError: names, shapes or types are wrong, or Keras' GRU would compute something else.

    >>> import numpy as np
    >>> rnn = {"weight_ih_l0": np.ones((2, 3)), "weight_hh_l0": np.eye(2)}
    >>> to_keras(rnn, "RNN")[0]
    Keras RNN(units=2, use_bias=False)
      kernel (3, 2) float64
      recurrent_kernel (2, 2) float64
      - weight_ih (2, 3) transposed is kernel (3, 2).
      - weight_hh (2, 2) transposed is recurrent_kernel (2, 2).
    """
    own = check_reset(check_cell(cell), reset)
    target = keras(cell, _reset(cell, own, reset_after))

    def arguments(blocks: Blocks, ways: tuple[Direction, ...]) -> dict[str, object]:
        made: dict[str, object] = {"units": blocks.hidden_size, "use_bias": bool(blocks.biases)}
        if cell == "GRU":
            made["reset_after"] = target.reset == "after"
        return made | ({"go_backwards": True} if ways == ("reverse",) else {})

    return out_of_pytorch(pytorch(cell, own), target, weights, arguments, keep=f"reset_after={own == 'after'}")


def from_keras(
    weights: Mapping[str, Any],
    cell: str = "LSTM",
    *,
    layer: int | None = 0,
    go_backwards: bool = False,
    reset_after: bool = True,
    reset: str = "after",
) -> Converted:
    """The weights of one Keras layer by PyTorch's names.

    Args:
        weights: ``dict(zip(("kernel", "recurrent_kernel", "bias"), layer.get_weights()))``, without bias where there is
            none; those of a ``Bidirectional`` by the names that `to_keras` gives them.
        cell: "LSTM", "GRU" or "RNN" (Keras' SimpleRNN).
        layer: the number in PyTorch's names; None for a module of one step, ``nn.LSTMCell``.
        go_backwards: whether the layer was made with ``go_backwards=True``: then the names end in ``_reverse``.
        reset_after: that of Keras' GRU; True unless it was made otherwise.
        reset: where the GRU that gets the weights resets: "after" the product, as ``nn.GRU``, or "before" it.

    Returns:
        Arrays for ``load_state_dict``. bias_hh is 0 where Keras has one bias. ``arguments`` are those of ``nn.LSTM``.

    Raises:
        WeightsError: names, shapes or types are wrong, or ``nn.GRU`` would compute something else.

    >>> import numpy as np
    >>> converted = from_keras({"kernel": np.ones((3, 8)), "recurrent_kernel": np.ones((2, 8)), "bias": np.ones(8)})
    >>> converted
    PyTorch LSTM(input_size=3, hidden_size=2, bias=True, bidirectional=False)
      weight_ih_l0 (8, 3) float64
      weight_hh_l0 (8, 2) float64
      bias_ih_l0 (8,) float64
      bias_hh_l0 (8,) float64
      - Gates stay in their order: i f c o is what PyTorch calls i f g o.
      - kernel (3, 8) transposed is weight_ih (8, 3).
      - recurrent_kernel (2, 8) transposed is weight_hh (8, 2).
      - bias goes to bias_ih; bias_hh is 0.
    """
    own = check_reset(check_cell(cell), reset)
    source = keras(cell, _reset(cell, own, reset_after))
    arrays = as_arrays(weights)
    if cell == "GRU":
        _check_biases(arrays, reset_after=reset_after)
    keep = f'reset="{source.reset}"'
    ways: tuple[Direction, ...] = ("reverse",) if go_backwards else ("forward",)
    return into_pytorch(source, pytorch(cell, own), arrays, layer=layer, directions=ways, keep=keep)


def keras(cell: str, reset: Reset | None) -> Layout:
    """Keras' layout; ``reset`` is None for all but a GRU."""
    order = ORDERS["Keras"][cell]
    return Layout(
        framework="Keras",
        cell=cell,
        order=order,
        matrices=(
            Matrix("kernel", order.gates, ("ih",), transposed=True),
            Matrix("recurrent_kernel", order.gates, ("hh",), transposed=True),
        ),
        biases=(Bias("bias", order.gates, ("ih", "hh"), "rows" if reset == "after" else "sum"),),
        sized_by="recurrent_kernel",
        names=("forward_layer.{name}", "backward_layer.{name}"),
        reset=reset,
        backwards="go_backwards=True",
    )


def _reset(cell: str, own: Reset | None, reset_after: bool | None) -> Reset | None:
    if cell != "GRU" or reset_after is None:
        return own
    return "after" if reset_after else "before"


def _check_biases(arrays: Mapping[str, Any], *, reset_after: bool) -> None:
    for name, array in arrays.items():
        if name.endswith("bias") and array.ndim == (1 if reset_after else 2):
            raise WeightsError(
                "weights-reset-after",
                N_(
                    "{name} of a GRU with reset_after={given} must have shape {rule}, got {shape}. That is a GRU with "
                    "reset_after={other}: pass reset_after={other}."
                ),
                name=name,
                given=reset_after,
                rule="(2, 3*hidden_size)" if reset_after else "(3*hidden_size,)",
                shape=array.shape,
                other=not reset_after,
            )
