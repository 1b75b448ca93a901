"""The other oracle: what PyTorch's own kernels hand to every sigmoid, tanh and relu, and what these give back."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from torch.utils._python_dispatch import TorchDispatchMode

from tests.strategies import Network, plain_kernels

# In the order in which the kernels of one step call them: the variable given, the variable that comes back.
CALLS = {
    "LSTM": (("a_i", "i"), ("a_f", "f"), ("a_g", "g"), ("a_o", "o"), ("c", "squashed")),
    "GRU": (("a_r", "r"), ("a_z", "z"), ("a_n", "n")),
    "RNN_TANH": (("a", "h"),),
    "RNN_RELU": (("a", "h"),),
}
FUNCTIONS = {
    "LSTM": ("sigmoid", "sigmoid", "tanh", "sigmoid", "tanh"),
    "GRU": ("sigmoid", "sigmoid", "tanh"),
    "RNN_TANH": ("tanh",),
    "RNN_RELU": ("relu",),
}


class _Listener(TorchDispatchMode):  # type: ignore[no-untyped-call]
    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.heard: list[tuple[str, np.ndarray, np.ndarray]] = []

    def __torch_dispatch__(
        self, function: Any, types: object, args: tuple[Any, ...] = (), kwargs: Mapping[str, Any] | None = None
    ) -> Any:
        name = function.overloadpacket.__name__.strip("_")
        if name not in ("sigmoid", "tanh", "relu"):
            return function(*args, **(kwargs or {}))
        given = args[0].clone()  # the kernels write in place
        result = function(*args, **(kwargs or {}))
        self.heard.append((name, given.double().numpy(), result.clone().double().numpy()))
        return result


Heard = dict[tuple[int, int], dict[str, np.ndarray]]


def listen(network: Network) -> Heard:
    """For each layer and direction, what its kernels computed: name to (seq_len, batch, hidden_size)."""
    mode = network.mode
    with plain_kernels(), _Listener() as listener:
        network.call()
    calls = iter(listener.heard)
    lengths = np.array(network.row_lengths)
    # The kernels see the rows that are still going on, longest first.
    packed = network.packed() if network.packing else None
    rows = np.arange(len(lengths)) if packed is None or packed.sorted_indices is None else packed.sorted_indices.numpy()
    found: Heard = {}
    for layer in range(network.num_layers):
        for direction in range(network.num_directions):
            grids: dict[str, np.ndarray] = {}
            order = range(max(lengths))
            for t in order[::-1] if direction else order:
                for wanted, (before, after) in zip(FUNCTIONS[mode], CALLS[mode], strict=True):
                    name, given, result = next(calls)
                    assert name == wanted
                    for variable, value in ((before, given), (after, result)):
                        shape = (len(order), len(lengths), value.shape[-1])
                        grid = grids.setdefault(variable, np.full(shape, np.nan))
                        grid[t, rows[: (lengths > t).sum()]] = value
            found[layer, direction] = grids
    assert next(calls, None) is None, "a kernel called more functions than a step has"
    return found
