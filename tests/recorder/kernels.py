"""The other oracle: what PyTorch's own kernels hand to every sigmoid, tanh and relu, and what these give back."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
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
    module, mode = network.module, network.module.mode
    with plain_kernels(), torch.no_grad(), _Listener() as listener:
        module(network.input, network.hx)
    calls = iter(listener.heard)
    length = len(network.time_major)
    found: Heard = {}
    for layer in range(module.num_layers):
        for direction in range(2 if module.bidirectional else 1):
            steps: list[dict[str, np.ndarray]] = []
            for _ in range(length):
                step: dict[str, np.ndarray] = {}
                for wanted, (before, after) in zip(FUNCTIONS[mode], CALLS[mode], strict=True):
                    name, given, result = next(calls)
                    assert name == wanted
                    step |= {before: given, after: result}
                steps.append(step)
            steps = steps[::-1] if direction else steps
            found[layer, direction] = {name: np.stack([step[name] for step in steps]) for name in steps[0]}
    assert next(calls, None) is None, "a kernel called more functions than a step has"
    return found
