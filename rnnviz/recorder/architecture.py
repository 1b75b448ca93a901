"""What kind of module was recorded: everything that is known of it but its numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from rnnviz.cells import CELL_TYPES, CellType

A = TypeVar("A")

DIRECTIONS = ("forward", "reverse")


@dataclass(frozen=True)
class Architecture:
    """An ``nn.RNN``, ``nn.LSTM`` or ``nn.GRU``, or one of the modules that make a single step (``nn.LSTMCell``).

    >>> lstm = Architecture("nn.LSTM", "LSTM", input_size=5, hidden_size=4, proj_size=2, num_directions=2)
    >>> lstm.output_size, lstm.state_sizes
    (4, {'h': 2, 'c': 4})
    """

    module: str
    """PyTorch's name: "nn.LSTM", "nn.GRUCell", ..."""
    mode: str
    """PyTorch's mode: "LSTM", "GRU", "RNN_TANH" or "RNN_RELU"."""
    input_size: int
    hidden_size: int
    proj_size: int = 0
    num_layers: int = 1
    num_directions: int = 1
    bias: bool = True
    batch_first: bool = False

    def __str__(self) -> str:
        """What makes such a module in PyTorch."""
        given = [str(self.input_size), str(self.hidden_size)]
        if self.num_layers > 1:
            given.append(f"num_layers={self.num_layers}")
        if self.mode == "RNN_RELU":
            given.append("nonlinearity='relu'")
        if not self.bias:
            given.append("bias=False")
        if self.batch_first:
            given.append("batch_first=True")
        if self.num_directions == 2:
            given.append("bidirectional=True")
        if self.proj_size:
            given.append(f"proj_size={self.proj_size}")
        return f"{self.module}({', '.join(given)})"

    @property
    def single_step(self) -> bool:
        """Whether one call makes one time step: an ``nn.RNNCell``, ``nn.LSTMCell`` or ``nn.GRUCell``."""
        return self.module.endswith("Cell")

    @property
    def cell(self) -> CellType:
        """The operations of one time step of this module."""
        cell_type = CELL_TYPES[self.mode]
        if self.proj_size:
            cell_type = cell_type.with_projection()
        return cell_type if self.bias else cell_type.without_bias()

    @cached_property
    def state_sizes(self) -> dict[str, int]:
        """The units of every state: proj_size for a projected h, hidden_size for all others."""
        return dict.fromkeys(self.cell.states, self.hidden_size) | {"h": self.proj_size or self.hidden_size}

    @property
    def output_size(self) -> int:
        """The features of the module's output: num_directions times the units of h."""
        return self.num_directions * self.state_sizes["h"]

    @cached_property
    def input_axes(self) -> str:
        """The axes of a batch of input, as an error says them."""
        if self.single_step:
            return "(batch, input_size)"
        return "(batch, seq_len, input_size)" if self.batch_first else "(seq_len, batch, input_size)"

    def features(self, layer: int) -> int:
        """The features that a layer reads."""
        return self.output_size if layer else self.input_size

    @cached_property
    def layer_parameters(self) -> tuple[tuple[dict[str, str], ...], ...]:
        """For each layer and direction, the parameters by what they are: ``{"weight_ih": "weight_ih_l0", ...}``."""
        return tuple(
            tuple(
                {kind: kind + self._suffix(layer, direction) for kind in self._kinds(layer)}
                for direction in range(self.num_directions)
            )
            for layer in range(self.num_layers)
        )

    @cached_property
    def parameter_shapes(self) -> dict[str, tuple[int, ...]]:
        """Every parameter of the module, in PyTorch's order, with its shape.

        >>> Architecture("nn.GRU", "GRU", 5, 4, num_layers=2, bias=False).parameter_shapes
        {'weight_ih_l0': (12, 5), 'weight_hh_l0': (12, 4), 'weight_ih_l1': (12, 4), 'weight_hh_l1': (12, 4)}
        """
        return {
            kind + self._suffix(layer, direction): shape
            for layer in range(self.num_layers)
            for direction in range(self.num_directions)
            for kind, shape in self._kinds(layer).items()
        }

    def _kinds(self, layer: int) -> dict[str, tuple[int, ...]]:
        """What parameters each direction of a layer has, in PyTorch's order, with their shapes."""
        rows, out = len(self.cell.weight_blocks) * self.hidden_size, self.state_sizes["h"]
        shapes: dict[str, tuple[int, ...]] = {"weight_ih": (rows, self.features(layer)), "weight_hh": (rows, out)}
        if self.bias:
            shapes |= {"bias_ih": (rows,), "bias_hh": (rows,)}
        if self.proj_size:
            shapes |= {"weight_hr": (out, self.hidden_size)}
        return shapes

    def _suffix(self, layer: int, direction: int) -> str:
        return "" if self.single_step else f"_l{layer}" + ("_reverse" if direction else "")

    def blocks(self, parameters: Mapping[str, A], layer: int, direction: int) -> dict[str, A]:
        """The blocks W_ii, W_hi, b_ii, ... cut out of the stacked parameters of one layer and direction.

        A matrix block is ``(hidden_size, columns)``, a bias block ``(hidden_size,)``; W_hr is a whole parameter.
        """
        found: dict[str, A] = {}
        size = self.hidden_size
        for kind, name in self.layer_parameters[layer][direction].items():
            stacked: Any = parameters[name]
            letter, source = ("W" if kind.startswith("weight") else "b"), kind[-2:]
            if source == "hr":
                found["W_hr"] = stacked
                continue
            for row, block in enumerate(self.cell.weight_blocks):
                found[f"{letter}_{source[0]}{block}"] = stacked[row * size : (row + 1) * size]
        return found
