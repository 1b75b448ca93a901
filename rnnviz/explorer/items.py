"""What can be chosen in the picture, and what is said of it: all of it is asked of `locate`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rnnviz.analysis import Location, Place, locate
from rnnviz.analysis.each import each
from rnnviz.analysis.tensors import tensors
from rnnviz.errors import PlaceError
from rnnviz.explorer.grid import Node
from rnnviz.explorer.sheets import Sheet, half_of, place_in
from rnnviz.recorder import DIRECTIONS, Recording
from rnnviz.words import Translation

_GRIDS = ("h", "c")


@dataclass(frozen=True)
class Item:
    """A place that can be chosen.

    Attributes:
        key: as code: ``output[0, :, 4:]``, or ``rec.h[1, 1, 0]`` for a node of the grid.
        says: which numbers these are, in words.
        same: the other places that hold the same numbers, or some of them: the first few.
        more: how many such places are not named.
    """

    key: str
    says: str
    same: tuple[str, ...] = ()
    more: int = 0


_MOST_NAMED = 8
"""Other places that are named."""


def item_of(rec: Recording, place: Place, words: Translation) -> Item:
    """What is said of a place of a tensor."""
    axes = tensors(rec)[place.tensor].axes
    index = {axis.name: one for axis, one in zip(axes, place.index, strict=True) if one != slice(None)}
    try:
        found = locate(rec, place.tensor, **index)
    except PlaceError as error:
        return Item(code_of(place), error.message(words))
    own = [one for one in found.places if one.tensor == place.tensor]
    # As `places` writes it, so that the place does not name itself among the others.
    key = own[0] if len(own) == 1 else place
    return _item(code_of(key), found, [one for one in found.places if one.tensor != place.tensor], words)


def node_item(rec: Recording, node: Node, words: Translation) -> Item:
    """What is said of a node of the grid."""
    found = locate(rec, "h", layer=node.layer, direction=DIRECTIONS[node.direction], t=node.t)
    return _item(node_key(node), found, [one for one in found.places if one.tensor != "h"], words)


def _item(key: str, found: Location, others: Sequence[Place], words: Translation) -> Item:
    same = tuple(code_of(one) for one in others[:_MOST_NAMED])
    return Item(key, found.sentence(words), same, len(others) - len(same))


def node_key(node: Node) -> str:
    """The place of a node in the recording."""
    return f"rec.h[{node.layer}, {node.direction}, {node.t}]"


def code_of(place: Place) -> str:
    """A place as code: the recording's own grids by their full name."""
    return f"rec.{place}" if place.tensor in _GRIDS else str(place)


@dataclass(frozen=True)
class Keys:
    """The items of a sheet, from the widest to the narrowest.

    Attributes:
        sheet: all of it.
        halves: one for each direction along its columns, or one.
        rows: for each half, its rows.
        cells: for each row, its cells, half after half.
    """

    sheet: Item
    halves: tuple[Item, ...]
    rows: tuple[tuple[Item, ...], ...]
    cells: tuple[tuple[Item, ...], ...]

    def __iter__(self) -> Iterator[Item]:
        yield self.sheet
        yield from self.halves
        for row in (*self.rows, *self.cells):
            yield from row


def keys_of(rec: Recording, sheet: Sheet, words: Translation) -> Keys:
    """Everything that can be chosen in a sheet."""
    halves = [half_of(rec, direction) for direction in range(len(sheet.halves))] if len(sheet.halves) > 1 else [None]
    rows = sheet.drawn_rows
    return Keys(
        item_of(rec, place_in(rec, sheet), words),
        tuple(item_of(rec, place_in(rec, sheet, columns=half), words) for half in halves),
        tuple(tuple(item_of(rec, place_in(rec, sheet, row, half), words) for row in rows) for half in halves),
        tuple(_cells(rec, sheet, words)),
    )


def _cells(rec: Recording, sheet: Sheet, words: Translation) -> Iterator[tuple[Item, ...]]:
    """The cells of each row, all of a sheet located at once."""
    variable = tensors(rec)[sheet.tensor].variable
    found = each(rec, variable, sheet.coordinates)
    for row, padding in zip(sheet.drawn_rows, (sheet.ids < 0).tolist(), strict=True):
        items = []
        for column, empty in zip(sheet.drawn_columns, padding, strict=True):
            location, places = next(found)
            own = place_in(rec, sheet, row, column)
            if empty:
                items.append(item_of(rec, own, words))
                continue
            others = tuple(code_of(one) for one in places if one.tensor != sheet.tensor)
            items.append(Item(code_of(own), location.sentence(words), others))
        yield tuple(items)
