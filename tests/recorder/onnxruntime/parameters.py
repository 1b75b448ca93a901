"""PyTorch's parameters in the order in which ONNX's operators take them."""

from dataclasses import dataclass

import numpy as np
from torch import nn

PYTORCH = {"LSTM": "ifgo", "GRU": "rzn"}
ONNX = {"LSTM": "iofg", "GRU": "zrn"}
"""The same letters in ONNX's order; its own words are i o f c and z r h."""


def states(mode: str) -> str:
    """The letters of the states of a mode."""
    return "hc" if mode == "LSTM" else "h"


@dataclass(frozen=True)
class Conversion:
    """How PyTorch's parameters become ONNX's. Other values than these make wrong numbers."""

    gates: str | None = None
    """The blocks in the order given to ONNX; None for the right one."""
    biases: tuple[str, str] = ("ih", "hh")
    """Whose bias goes first in B."""
    directions: tuple[int, int] = (0, 1)
    linear_before_reset: int = 1
    """PyTorch multiplies the reset gate with W_hn h + b_hn; by default ONNX multiplies it with h."""


@dataclass(frozen=True)
class Parameters:
    """The parameters of one layer; the first axis of each is the direction."""

    mode: str
    W: np.ndarray
    R: np.ndarray
    B: np.ndarray | None
    linear_before_reset: int = 1

    @property
    def hidden_size(self) -> int:
        return int(self.R.shape[-1])

    @property
    def num_directions(self) -> int:
        return len(self.R)

    @property
    def biases(self) -> np.ndarray:
        """B, zeros without one, as (num_directions, 2, rows)."""
        rows = self.R.shape[1]
        B = np.zeros((self.num_directions, 2 * rows), self.R.dtype) if self.B is None else self.B
        return B.reshape(self.num_directions, 2, rows)

    def half(self, direction: int) -> "Parameters":
        """Those of one direction alone."""
        one = slice(direction, direction + 1)
        B = None if self.B is None else self.B[one]
        return Parameters(self.mode, self.W[one], self.R[one], B, self.linear_before_reset)


def convert(module: nn.RNNBase, layer: int, conversion: Conversion) -> Parameters:
    """The parameters of one layer of a PyTorch module."""
    pytorch = PYTORCH.get(module.mode, "h")
    gates = conversion.gates or ONNX.get(module.mode, "h")
    suffixes = ("", "_reverse") if module.bidirectional else ("",)
    order = conversion.directions[: len(suffixes)]

    def stacked(name: str) -> np.ndarray:
        halves = []
        for direction in order:
            value = getattr(module, f"{name}_l{layer}{suffixes[direction]}").detach().numpy()
            blocks = dict(zip(pytorch, np.split(value, len(pytorch)), strict=True))
            halves.append(np.concatenate([blocks[letter] for letter in gates]))
        return np.stack(halves)

    B = np.concatenate([stacked(f"bias_{part}") for part in conversion.biases], axis=1) if module.bias else None
    return Parameters(module.mode, stacked("weight_ih"), stacked("weight_hh"), B, conversion.linear_before_reset)
