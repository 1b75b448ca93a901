"""What must hold of a drawn cell type. Ordinary tests and planted faults use these checks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np

from rnnviz.cells import CellType
from rnnviz.cells.diagram import Chip, Diagram, NodeShape, Wire
from rnnviz.cells.operation import Point

CHIP: Point = (110.0, 30.0)


@dataclass(frozen=True)
class Box:
    """A rectangle around a centre."""

    name: str
    at: Point
    size: Point

    def overlaps(self, other: "Box") -> bool:
        """Whether the two share any area."""
        return all(
            abs(a - b) < (m + n) / 2 for a, b, m, n in zip(self.at, other.at, self.size, other.size, strict=True)
        )

    def gap(self, other: "Box") -> float:
        """How far apart the two are; 0 where they touch."""
        return sum(
            max(0.0, abs(a - b) - (m + n) / 2)
            for a, b, m, n in zip(self.at, other.at, self.size, other.size, strict=True)
        )

    def inside(self, size: Point) -> bool:
        """Whether it lies wholly between (0, 0) and ``size``."""
        return all(half / 2 <= at <= most - half / 2 for at, half, most in zip(self.at, self.size, size, strict=True))

    def holds(self, point: Point) -> bool:
        """Whether a point lies in it."""
        return all(abs(a - b) <= half / 2 for a, b, half in zip(self.at, point, self.size, strict=True))


def node_box(node: NodeShape) -> Box:
    """A node as large as the player draws it."""
    radius, width, height = _node_sizes()
    return Box(node.name, node.at, (2 * radius, 2 * radius) if node.shape == "circle" else (width, height))


@cache
def _node_sizes() -> tuple[float, float, float]:
    """Radius of a circle, width of a box and height of a box with a caption, from the player's own script."""
    script = Path(__file__).parents[2].joinpath("rnnviz/player/static/diagram.js").read_text(encoding="utf-8")
    wanted = (r"const CIRCLE = (\d+);", r"const BOX = \{ width: (\d+),", r"const CAPTIONED = (\d+);")
    radius, width, height = (re.search(pattern, script) for pattern in wanted)
    if radius is None or width is None or height is None:
        raise AssertionError("diagram.js no longer says how large a node is")
    return float(radius[1]), float(width[1]), float(height[1])


def chip_box(chip: Chip) -> Box:
    """The place of a variable's numbers."""
    return Box(chip.name, chip.at, CHIP)


def check_wires(cell_type: CellType, drawn: Diagram) -> None:
    """Each wire joins what an operation reads, once; each state, and what is read out, leaves the diagram once."""
    found = sorted((wire.source, wire.target or "") for wire in drawn.wires)
    wanted = [(name, operation.name) for operation in cell_type.operations for name in operation.reads]
    leaving = {*cell_type.states, *filter(None, [cell_type.readout])}
    assert found == sorted([*wanted, *((name, "") for name in leaving)])


def check_wire_ends(cell_type: CellType, drawn: Diagram) -> None:
    """A wire starts where its value is made or comes in, and ends at the node that reads it."""
    nodes = {node.name: node_box(node) for node in drawn.nodes}
    chips = {chip.name: chip_box(chip) for chip in drawn.chips}
    for wire in drawn.wires:
        what = f"{wire.source} to {wire.target}"
        start, end = wire.points[0], wire.points[-1]
        if wire.source in nodes:
            # A wire may also branch off another wire of the same value.
            at = nodes[wire.source].at
            same = [other for other in drawn.wires if other.source == wire.source and other.points[0] == at]
            assert start == at or any(_lies_on(other, start) for other in same), f"{what} starts at {start}"
        else:
            enters = start[0] == 0.0 and any(chips[wire.source].holds(point) for point in _along(wire))
            assert chips[wire.source].holds(start) or enters, f"{what} starts at {start}"
        if wire.target is None:
            assert end[0] == drawn.size[0], f"{what} ends at {end}"
        else:
            assert nodes[wire.target].holds(end), f"{what} ends at {end}"
        for one, other in pairwise(wire.points):
            assert (one[0] == other[0]) != (one[1] == other[1]), f"{what}: {one} to {other} is not straight"


def check_names(cell_type: CellType, drawn: Diagram) -> None:
    """Every operation has a node, every variable a chip."""
    assert [node.name for node in drawn.nodes] == [operation.name for operation in cell_type.operations]
    assert sorted(chip.name for chip in drawn.chips) == sorted(cell_type.variables)


def check_room(cell_type: CellType, drawn: Diagram) -> None:
    """Nothing lies outside, no two chips or nodes overlap."""
    boxes = [*map(node_box, drawn.nodes), *map(chip_box, drawn.chips)]
    for box in boxes:
        assert box.inside(drawn.size), f"{box.name} at {box.at} is outside {drawn.size}"
    for one, other in combinations(boxes, 2):
        assert not one.overlaps(other), f"{one} and {other}"
    for wire in drawn.wires:
        for x, y in wire.points:
            assert 0 <= x <= drawn.size[0], f"{wire.source} to {wire.target}"
            assert 0 <= y <= drawn.size[1], f"{wire.source} to {wire.target}"


def check_clear_ways(cell_type: CellType, drawn: Diagram) -> None:
    """No wire runs through a node that it does not belong to."""
    for wire in drawn.wires:
        for node in drawn.nodes:
            if node.name not in (wire.source, wire.target):
                for point in _along(wire):
                    assert not node_box(node).holds(point), f"{wire.source} to {wire.target} runs through {node.name}"


def check_chips(cell_type: CellType, drawn: Diagram) -> None:
    """A chip lies nearest, give or take 5 units, to the wire or the node of its own variable."""
    for chip in drawn.chips:
        box = chip_box(chip)
        gaps = dict.fromkeys(cell_type.variables, np.inf)
        for wire in drawn.wires:
            gaps[wire.source] = min(gaps[wire.source], *(box.gap(Box("", point, (0, 0))) for point in _along(wire)))
        for node in drawn.nodes:
            gaps[node.name] = min(gaps[node.name], box.gap(node_box(node)))
        own = gaps.pop(chip.name)
        nearest = min(gaps, key=gaps.__getitem__)
        assert own < gaps[nearest] + 5, (
            f"{chip.name} at {chip.at} is {own} from its own, {gaps[nearest]} from {nearest}"
        )
        assert own <= 40, f"{chip.name} at {chip.at} is {own} from its own"


CHECKS = {
    "wires": check_wires,
    "wire-ends": check_wire_ends,
    "names": check_names,
    "room": check_room,
    "clear-ways": check_clear_ways,
    "chips": check_chips,
}


def _along(wire: Wire) -> Iterator[Point]:
    """Points along a wire, five units apart or less."""
    for (x0, y0), (x1, y1) in pairwise(wire.points):
        steps = max(1, round(max(abs(x1 - x0), abs(y1 - y0)) / 5))
        for step in range(steps + 1):
            yield x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps


def _lies_on(wire: Wire, point: Point) -> bool:
    return any(
        min(a[axis], b[axis]) <= point[axis] <= max(a[axis], b[axis]) and a[1 - axis] == b[1 - axis] == point[1 - axis]
        for a, b in pairwise(wire.points)
        for axis in (0, 1)
    )
