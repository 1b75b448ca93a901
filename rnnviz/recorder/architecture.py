"""What kind of module was recorded: everything that is known of it but its numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from rnnviz.cells import CELL_TYPES, OTHER_CELL_TYPES, CellType
from rnnviz.cells.cell_type import Size

A = TypeVar("A")

DIRECTIONS = ("forward", "reverse")


@dataclass(frozen=True)
class Architecture:
    """An ``nn.RNN``, ``nn.LSTM`` or ``nn.GRU``, one of the modules that make a single step (``nn.LSTMCell``), or a
    module written by hand.

    >>> lstm = Architecture("nn.LSTM", "LSTM", input_size=5, hidden_size=4, proj_size=2, num_directions=2)
    >>> lstm.output_size, lstm.state_sizes
    (4, {'h': 2, 'c': 4})
    """

    module: str
    """PyTorch's name: "nn.LSTM", "nn.GRUCell", ...; for a module written by hand, "by_hand.Jordan"."""
    mode: str
    """PyTorch's mode: "LSTM", "GRU", "RNN_TANH" or "RNN_RELU", or one of `OTHER_CELL_TYPES`."""
    input_size: int
    hidden_size: int
    proj_size: int = 0
    num_layers: int = 1
    num_directions: int = 1
    bias: bool = True
    batch_first: bool = False
    readout_size: int = 0
    """The features of an output that is read out of the hidden units; 0 where the state itself is the output."""
    stack_axis: bool = True
    """Whether the states that the module takes and returns have a first axis of layers and directions."""

    def __str__(self) -> str:
        """What makes such a module in PyTorch; of one written by hand, its sizes: its form is part of its class."""
        fused = self.module.startswith("nn.")
        given = [str(self.input_size), str(self.hidden_size)]
        if self.num_layers > 1:
            given.append(f"num_layers={self.num_layers}")
        if self.mode == "RNN_RELU":
            given.append("nonlinearity='relu'")
        if not self.bias:
            given.append("bias=False")
        if self.batch_first and fused:
            given.append("batch_first=True")
        if self.num_directions == 2 and fused:
            given.append("bidirectional=True")
        if self.proj_size:
            given.append(f"proj_size={self.proj_size}")
        if self.readout_size:
            given.append(f"output_size={self.readout_size}")
        return f"{self.module}({', '.join(given)})"

    @property
    def single_step(self) -> bool:
        """Whether one call makes one time step: an ``nn.RNNCell``, ``nn.LSTMCell`` or ``nn.GRUCell``."""
        return self.module.endswith("Cell")

    @property
    def bare_states(self) -> bool:
        """Whether states have no axis of layers and directions."""
        return self.single_step or not self.stack_axis

    @property
    def cell(self) -> CellType:
        """The operations of one time step of this module."""
        cell_type = CELL_TYPES.get(self.mode) or OTHER_CELL_TYPES[self.mode]
        if self.proj_size:
            cell_type = cell_type.with_projection()
        return cell_type if self.bias else cell_type.without_bias()

    def size(self, of: Size, layer: int = 0) -> int:
        """One of the sizes; "input_size" is that of what the layer reads."""
        return self.features(layer) if of == "input_size" else int(getattr(self, of))

    @cached_property
    def state_sizes(self) -> dict[str, int]:
        """The units of every state: proj_size for a projected h, readout_size for the y of a Jordan network."""
        return {state: self.size(self.cell.size_of(state)) for state in self.cell.states}

    @property
    def state_size(self) -> int:
        """The units of the state that is put out: h."""
        return self.state_sizes[self.cell.state]

    @property
    def other_size(self) -> int:
        """The units of a projected h or of what is read out, `CellType.other_size`; 0 where there is no such thing."""
        return self.proj_size or self.readout_size

    @property
    def output_size(self) -> int:
        """The features of the module's output: num_directions times the units of h, or those of the readout."""
        return self.num_directions * (self.readout_size or self.state_size)

    @cached_property
    def kept_names(self) -> dict[str, str]:
        """What a recording calls each state: the one that is put out is h, whatever the cell type's own letter."""
        return {state: "h" if state == self.cell.state else state for state in self.cell.states}

    @cached_property
    def input_axes(self) -> str:
        """The axes of a batch of input, as an error says them."""
        if self.single_step:
            return "(batch, input_size)"
        return "(batch, seq_len, input_size)" if self.batch_first else "(seq_len, batch, input_size)"

    def features(self, layer: int) -> int:
        """The features that a layer reads."""
        return self.num_directions * self.state_size if layer else self.input_size

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
        return {
            one.kind: (
                len(one.blocks) * self.size(one.rows),
                *(() if one.columns is None else (self.size(one.columns, layer),)),
            )
            for one in self.cell.parameters
        }

    def _suffix(self, layer: int, direction: int) -> str:
        return "" if self.single_step else f"_l{layer}" + ("_reverse" if direction else "")

    def blocks(self, parameters: Mapping[str, A], layer: int, direction: int) -> dict[str, A]:
        """The blocks W_ii, W_hi, b_ii, ... cut out of the stacked parameters of one layer and direction.

        A matrix block is ``(hidden_size, columns)``, a bias block ``(hidden_size,)``; W_hr is a whole parameter.
        """
        found: dict[str, A] = {}
        names = self.layer_parameters[layer][direction]
        for one in self.cell.parameters:
            stacked: Any = parameters[names[one.kind]]
            size = self.size(one.rows)
            for row, block in enumerate(one.blocks):
                found[block] = stacked[row * size : (row + 1) * size]
        return found
