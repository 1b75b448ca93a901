"""A drawn cell type, painted on a grid of dots and looked at: what touches what, whatever it is called.

Where `drawing` measures between corners and centres, these checks see only which dots are covered by what.
"""

from itertools import pairwise

import numpy as np

from rnnviz.cells import CellType
from rnnviz.cells.diagram import Diagram, Wire
from tests.cells.drawing import Box, chip_box, node_box

NEAR = 40
"""How far a chip may be from its own wire or node."""


def _dots(box: Box, grow: int = 0) -> tuple[slice, slice]:
    (x, y), (width, height) = box.at, box.size
    left, top = round(x - width / 2) - grow, round(y - height / 2) - grow
    return (
        slice(max(0, top), max(0, top + round(height) + 2 * grow)),
        slice(max(0, left), max(0, left + round(width) + 2 * grow)),
    )


def _canvas(drawn: Diagram) -> np.ndarray:
    return np.zeros((int(drawn.size[1]) + 1, int(drawn.size[0]) + 1), dtype=np.int16)


def _nodes(drawn: Diagram) -> np.ndarray:
    """For each dot, 1 and the place in the list of the node that covers it; 0 for none."""
    canvas = _canvas(drawn)
    for place, node in enumerate(drawn.nodes, 1):
        canvas[_dots(node_box(node))] = place
    return canvas


def _path(wire: Wire) -> list[tuple[int, int]]:
    """The dots of a wire, from its start to its end."""
    dots: list[tuple[int, int]] = []
    for (x0, y0), (x1, y1) in pairwise(wire.points):
        count = int(max(abs(x1 - x0), abs(y1 - y0), 1)) + 1
        xs, ys = np.linspace(x0, x1, count).round().astype(int), np.linspace(y0, y1, count).round().astype(int)
        dots += list(zip(ys.tolist(), xs.tolist(), strict=True))
    return dots


def check_covered(cell_type: CellType, drawn: Diagram) -> None:
    """No dot is painted twice, and nothing is cut off at the edge: the dots painted are all that there is to paint."""
    times = _canvas(drawn)
    boxes = [*map(node_box, drawn.nodes), *map(chip_box, drawn.chips)]
    for box in boxes:
        times[_dots(box)] += 1
    assert times.max() == 1, "two things on one place"
    assert times.sum() == sum(round(box.size[0]) * round(box.size[1]) for box in boxes), "cut off at the edge"
    chips = len(cell_type.variables)
    nodes = sum(round(w) * round(h) for w, h in (node_box(node).size for node in drawn.nodes))
    assert times.sum() - nodes == chips * np.prod(chip_box(drawn.chips[0]).size), "a chip for each variable"


def check_followed(cell_type: CellType, drawn: Diagram) -> None:
    """Whoever follows the wires by eye arrives, at each node, with the values that its operation reads."""
    canvas = _nodes(drawn)
    names = ["", *(operation.name for operation in cell_type.operations)]
    arriving: dict[str, list[str]] = {name: [] for name in names}
    for wire in drawn.wires:
        path = [names[canvas[dot]] for dot in _path(wire)]
        start, end = path[0], path[-1]
        assert start in ("", wire.source), f"{wire.source} starts at {start}"
        between = [name for name in path if name not in ("", start, end, wire.source)]
        assert not between, f"{wire.source} runs through {between[0]}"
        arriving[end].append(wire.source)
    for operation in cell_type.operations:
        assert sorted(arriving[operation.name]) == sorted(operation.reads), operation.name
    leaving = {*cell_type.states, *filter(None, [cell_type.readout])}
    assert sorted(arriving[""]) == sorted(leaving), "wires that leave"


def check_beside(cell_type: CellType, drawn: Diagram) -> None:
    """Beside each chip there is a wire or a node of its own variable."""
    nodes = {node.name: node_box(node) for node in drawn.nodes}
    for chip in drawn.chips:
        own = _canvas(drawn)
        if chip.name in nodes:
            own[_dots(nodes[chip.name])] = 1
        for wire in drawn.wires:
            if wire.source == chip.name:
                for dot in _path(wire):
                    own[dot] = 1
        assert own[_dots(chip_box(chip), grow=NEAR)].any(), f"nothing of {chip.name} beside its chip"


CHECKS = {"covered": check_covered, "followed": check_followed, "beside": check_beside}
