"""Which arrays are there: for each direction the matrices, and all biases or none."""

from collections.abc import Collection, Iterable, Mapping
from typing import Literal, TypeVar

from rnnviz.errors import WeightsError
from rnnviz.formats.weights.layout import Layout
from rnnviz.words import N_

Direction = Literal["forward", "reverse"]
DIRECTIONS: tuple[Direction, Direction] = ("forward", "reverse")
A = TypeVar("A")


def check_cell(cell: str) -> str:
    """``cell``, if it is a cell type whose weights can be converted.

    Raises:
        WeightsError: it is none of "LSTM", "GRU" and "RNN".
    """
    if cell not in ("LSTM", "GRU", "RNN"):
        raise WeightsError(
            "weights-cell", N_('cell must be "LSTM", "GRU" or "RNN", got {got}. Choose one.'), got=repr(cell)
        )
    return cell


def name_of(layout: Layout, direction: Direction | None) -> str:
    """How arrays of a direction are called, "{name}" for the part; None for a layer with one direction."""
    return "{name}" if direction is None else layout.names[DIRECTIONS.index(direction)]


def by_direction(layout: Layout, arrays: Mapping[str, A]) -> dict[Direction | None, dict[str, A]]:
    """The arrays of each direction by the names of the layout's parts; None is the only direction of a layer.

    Raises:
        WeightsError: an array is missing, or one is there that does not belong.
    """
    ways: tuple[Direction | None, ...] = DIRECTIONS
    known = {
        name_of(layout, way).format(name=part.name): (way, part.name)
        for way in (*DIRECTIONS, None)
        for part in layout.parts
    }
    if not any(known.get(name, (None, ""))[0] for name in arrays):
        ways = (None,)
    found: dict[Direction | None, dict[str, A]] = {way: {} for way in ways}
    for name, array in arrays.items():
        way, part = known.get(name, (None, ""))
        if way not in found or not part:
            names = [name_of(layout, way).format(name=part.name) for way in ways for part in layout.parts]
            raise unknown_name(name, names)
        found[way][part] = array
    some_bias = any(bias.name in parts for bias in layout.biases for parts in found.values())
    for way, parts in found.items():
        check_complete(layout, parts, name_of(layout, way), bias=some_bias or layout.bias_needed)
    return found


def check_complete(layout: Layout, parts: Collection[str], name: str, *, bias: bool) -> None:
    """All matrices are there, and all biases where there are some.

    Raises:
        WeightsError: one is missing.
    """
    for part in layout.parts if bias else layout.matrices:
        if part.name not in parts:
            rule = [name.format(name=one.name) for one in (layout.parts if bias else layout.matrices)]
            raise WeightsError(
                "weights-missing",
                N_("weights must hold {rule}: {name} is missing. Pass all arrays of a layer, with all biases or none."),
                rule=", ".join(rule),
                name=name.format(name=part.name),
            )


def unknown_name(name: str, rule: Iterable[str]) -> WeightsError:
    """The error for an array that does not belong."""
    return WeightsError(
        "weights-unknown",
        N_(
            "weights must hold arrays by the names {rule}, got {name}. "
            "Leave it out, or take away what precedes the name."
        ),
        rule=", ".join(rule),
        name=name,
    )
