"""How a module keeps its parameters: which blocks each of them is made of, and where they lie.

PyTorch puts the four blocks W_ii, W_if, W_ig and W_io of an LSTM under one another in weight_ih. Others put W_ii and
W_hi side by side in one matrix, or keep every block for itself. Said as data, all of it can be read and written, and
one layout turned into another.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, singledispatch
from operator import attrgetter
from typing import Literal

import torch
from torch import Tensor, nn

from rnnviz.errors import ModuleError
from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.checks.layout import check_layout
from rnnviz.recorder.checks.module import Recurrent, architecture_of
from rnnviz.recorder.parameters import buffers_as_they_were
from rnnviz.words import N_

Grid = tuple[tuple[str, ...], ...]
"""A parameter as rows of blocks: (("W_ii", "W_hi"),) is W_ii with W_hi at its right."""

Form = Literal["batch", "one", "packed"]
"""An input with a batch axis; a single sequence, or a single sample, without one; a PackedSequence."""

RunLayer = Callable[[int, Tensor, Sequence[int], Tensor], tuple[Tensor, Tensor]]
"""One layer of a module with a single state, called with its number, its input ``(rows, features)``, how many rows
each step has, and its first states ``(num_directions, batch, hidden_size)``.

It gives its output ``(rows, output_size)`` and its last states."""

Blocks = dict[str, Tensor]
"""The blocks of one layer and direction by name, each ``(size, columns)`` or ``(size,)``."""


@dataclass(frozen=True)
class Layout:
    """The parameters of a module, block by block.

    Raises:
        ModuleError: it says of the module what cannot be meant.

    >>> nn_lstm = layout_of(nn.LSTM(3, 2))
    >>> nn_lstm.grids[0, 0]["bias_ih_l0"]
    (('b_ii',), ('b_if',), ('b_ig',), ('b_io',))
    """

    architecture: Architecture
    grids: Mapping[tuple[int, int], Mapping[str, Grid]]
    """For each layer and direction (0 forward, 1 reverse): the module's own parameters, each as a grid of blocks."""
    forms: frozenset[Form] = frozenset(("batch", "one", "packed"))
    """What the module's forward takes."""
    run_layer: RunLayer | None = None
    """What runs one layer of it alone; without it, the layers of a stack are seen by calling the module step by step,
    which goes for one direction and no packed input."""

    def __post_init__(self) -> None:
        check_layout(self.architecture, self.grids)

    def places(self, layer: int, direction: int) -> Iterator[tuple[str, str, tuple[slice, ...]]]:
        """Every block of one layer and direction: its name, the parameter that holds it, and where."""
        for name, grid in self.grids[layer, direction].items():
            row = 0
            for names in grid:
                below, column = row + self._rows(names[0]), 0
                for block in names:
                    width = self._columns(block, layer)
                    if width is None:
                        yield block, name, (slice(row, below),)
                        continue
                    yield block, name, (slice(row, below), slice(column, column + width))
                    column += width
                row = below

    def blocks(self, parameters: Mapping[str, Tensor], layer: int, direction: int) -> Blocks:
        """The blocks of one layer and direction: views of the module's parameters."""
        return {block: parameters[name][place] for block, name, place in self.places(layer, direction)}

    def stacked(self, parameters: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """The parameters as the architecture names and stacks them: "weight_ih_l0", ..."""
        found: dict[str, Tensor] = {}
        for (layer, direction), names in self._names():
            blocks = self.blocks(parameters, layer, direction)
            for one in self.architecture.cell.parameters:
                found[names[one.kind]] = torch.cat([blocks[block] for block in one.blocks])
        return found

    def held(self, module: nn.Module) -> dict[str, Tensor]:
        """The module's parameters by their own names, shared ones under each, and made anew where they are computed.

        Raises:
            ModuleError: the module does not hold one of them.
        """
        found: dict[str, Tensor] = {}
        with torch.no_grad(), buffers_as_they_were(module):
            for name in (name for grids in self.grids.values() for name in grids):
                try:
                    value = attrgetter(name)(module)
                except AttributeError:
                    value = None
                if not isinstance(value, Tensor):
                    raise ModuleError(
                        "module-parameter",
                        N_("{module} must hold {name}, as its layout says, and does not. Make it as its class does."),
                        module=self.architecture.module,
                        name=name,
                    )
                found[name] = value
        return found

    def _names(self) -> Iterator[tuple[tuple[int, int], Mapping[str, str]]]:
        for layer, sides in enumerate(self.architecture.layer_parameters):
            for direction, names in enumerate(sides):
                yield (layer, direction), names

    def _rows(self, block: str) -> int:
        one = next(one for one in self.architecture.cell.parameters if block in one.blocks)
        return self.architecture.size(one.rows)

    def _columns(self, block: str, layer: int) -> int | None:
        one = next(one for one in self.architecture.cell.parameters if block in one.blocks)
        return None if one.columns is None else self.architecture.size(one.columns, layer)


def under_one_another(*blocks: str) -> Grid:
    """A grid of one column."""
    return tuple((block,) for block in blocks)


@singledispatch
def layout_of(module: object) -> Layout | None:
    """How a module keeps its parameters; None for a module that rnnviz does not know.

    A module of your own is known when a function is registered for its class with ``layout_of.register``.
    """
    return None


@lru_cache(maxsize=256)
def stacked_layout(architecture: Architecture) -> Layout:
    """PyTorch's own: every parameter of the architecture is its blocks under one another."""
    kinds = {one.kind: under_one_another(*one.blocks) for one in architecture.cell.parameters}
    return Layout(
        architecture,
        {
            (layer, direction): {name: kinds[kind] for kind, name in names.items()}
            for layer, sides in enumerate(architecture.layer_parameters)
            for direction, names in enumerate(sides)
        },
    )


@layout_of.register(nn.RNNBase)
@layout_of.register(nn.RNNCellBase)
def _(module: Recurrent) -> Layout:
    return stacked_layout(architecture_of(module))
