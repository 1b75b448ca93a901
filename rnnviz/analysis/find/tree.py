"""A condition as a tree: what was written, before anything is known of the recording."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A place in the text of a condition, from ``start`` up to but not with ``end``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A single unit in square brackets: ``[3]``, ``[-1]``."""

    span: Span
    number: str


@dataclass(frozen=True, slots=True)
class Units:
    """A range of units in square brackets, as Python slices: ``[2:5]``, ``[:3]``, ``[-2:]``."""

    span: Span
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written; ``inf`` is one."""

    span: Span
    value: float


@dataclass(frozen=True, slots=True)
class Name:
    """A value of the step, all its units or some of them."""

    span: Span
    text: str
    index: Unit | Units | None

    @property
    def written(self) -> str:
        """The name with its index, without spaces: ``f[2:5]``."""
        match self.index:
            case Unit(number=number):
                return f"{self.text}[{number}]"
            case Units(first=first, last=last):
                return f"{self.text}[{first or ''}:{last or ''}]"
        return self.text


@dataclass(frozen=True, slots=True)
class Negative:
    """``-f``."""

    span: Span
    operand: "Node"


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """A row of sums, or of products, worked out from left to right: ``f + i - g``."""

    span: Span
    first: "Node"
    rest: tuple[tuple[str, "Node"], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """``0.2 < f <= 0.8``: each of the operators holds between its neighbours. ``crosses`` is one of them."""

    span: Span
    first: "Node"
    rest: tuple[tuple[str, "Node"], ...]


@dataclass(frozen=True, slots=True)
class Not:
    """``not f > 0.5``."""

    span: Span
    operand: "Node"


@dataclass(frozen=True, slots=True)
class Logic:
    """Parts that hold all (``and``), or any of them (``or``)."""

    span: Span
    word: str
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A function and what stands in its brackets."""

    span: Span
    function: str
    named: Span
    """Where the function's name stands."""
    arguments: tuple["Node", ...]


Node = Number | Name | Negative | Arithmetic | Comparison | Not | Logic | Call


def parts(node: Node) -> tuple[Node, ...]:
    """The nodes right below a node, from left to right.

    >>> here = Span(0, 1)
    >>> parts(Negative(here, Number(here, 1.0)))
    (Number(span=Span(start=0, end=1), value=1.0),)
    """
    match node:
        case Negative(operand=operand) | Not(operand=operand):
            return (operand,)
        case Arithmetic(first=first, rest=rest) | Comparison(first=first, rest=rest):
            return (first, *(part for _, part in rest))
        case Logic(parts=found) | Call(arguments=found):
            return found
    return ()
