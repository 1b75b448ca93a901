"""One named operation of a cell type, with everything the screen says about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, get_args

from rnnviz.cells.expression import Expression, has_product, is_parameter, names, parse, without_biases
from rnnviz.cells.in_place import Kernel, kernel
from rnnviz.cells.rounding import Rounding
from rnnviz.words import N_

Role = Literal["preactivation", "gate", "candidate", "product", "state", "squashed", "unprojected", "readout"]
Range = Literal["unit", "signed"]
Point = tuple[float, float]
Condition = tuple[str, Literal["<", "<=", ">", ">=", "=="], float | str]


@dataclass(frozen=True)
class Case:
    """One way to tell what happened: the first case whose conditions all hold for a unit is told.

    ``text`` is a msgid with placeholders: ``{unit}``, ``{t}``, ``{c}`` (a value), ``{f%}`` (per cent),
    ``{|c|}`` (magnitude).
    """

    text: str
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Node:
    """Where an operation stands in the diagram, in the diagram's own units.

    ``wires`` gives, for every value the operation reads, the points that the wire runs through.
    """

    at: Point
    chip: Point
    side: Literal["above", "below", "left", "right"]
    wires: Mapping[str, tuple[Point, ...]]
    belt: tuple[str, ...] = ()
    """The values read that arrive on the conveyor belt."""
    label: str | None = None
    """Written on the node; where absent it follows from the expression."""


@dataclass(frozen=True)
class Operation:
    """A name, one small expression in PyTorch-like code, and how to speak of it.

    >>> kept = Operation("kept", "f * c_prev", "kept", "product", "cell_state")
    >>> kept.reads, kept.parameters
    (('f', 'c_prev'), ())
    """

    name: str
    text: str
    title: str
    role: Role
    colour: str
    narration: tuple[Case, ...] = ()
    node: Node | None = None
    poles: tuple[str, str] = (N_("{value} shut"), N_("{value} open"))
    """What 0 and 1 mean, for a gate."""
    bias: bool = field(default=True)

    @cached_property
    def expression(self) -> Expression:
        """The tree that everything else is derived from."""
        tree = parse(self.text)
        return tree if self.bias else without_biases(tree)

    @cached_property
    def kernels(self) -> dict[Rounding, Kernel]:
        """What computes the expression for many steps at once."""
        return {rounding: kernel(self.expression, rounding) for rounding in get_args(Rounding)}

    @cached_property
    def reads(self) -> tuple[str, ...]:
        """The values read, each once, in the order of the expression."""
        return tuple(dict.fromkeys(name for name in names(self.expression) if not is_parameter(name)))

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The weights and biases read, in the order of the expression."""
        return tuple(dict.fromkeys(name for name in names(self.expression) if is_parameter(name)))

    @cached_property
    def has_product(self) -> bool:
        """Whether a matrix product is part of it."""
        return has_product(self.expression)

    @property
    def range(self) -> Range:
        """``unit`` for values in [0, 1] (sigmoid gates), ``signed`` for all others."""
        return "unit" if self.role == "gate" else "signed"

    def without_bias(self) -> "Operation":
        """The same operation in a module built with ``bias=False``."""
        return replace(self, bias=False)
