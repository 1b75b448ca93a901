"""An unrolled network as Plotly draws it: what never changes, and what each step shows."""

import numpy as np

from rnnviz.cells.substitute import number
from rnnviz.figures.canvas import Grid, Scale, Trace, arrows, cells, labels, numbers, outlines
from rnnviz.figures.unrolled.graph import Box, Graph
from rnnviz.theme import colour_of, page_colours

_STATES = ("h", "start")


def fixed(graph: Graph, *, dark: bool) -> list[Trace]:
    """Boxes, inputs and letters: the same in every frame."""
    page = page_colours(dark)
    of = {kind: [box for box in graph.boxes if box.kind == kind] for kind in ("x", "h", "start", "joint", "y")}
    x, y, state = colour_of("x", dark), colour_of("readout", dark), colour_of("hidden_state", dark)
    inputs = [box for box in of["x"] if not box.open]
    traces = [
        outlines([box.edges for box in inputs], colour=x.fill, fill=page.surface, name="inputs"),
        outlines([box.edges for box in of["y"]], colour=y.fill, fill=y.tint, name="outputs"),
        outlines([box.edges for box in of["h"] + of["start"]], colour=state.fill, name="states"),
        outlines([box.edges for box in of["joint"]], colour=page.muted, fill=page.surface, name="joints"),
    ]
    for anchor in sorted({label.anchor for label in graph.labels}):
        some = [label for label in graph.labels if label.anchor == anchor]
        traces.append(labels([(one.x, one.y) for one in some], [one.text for one in some], anchor=anchor))
    return traces


def moving(graph: Graph, step: int, scale: Scale, *, write: bool, holes: bool, dark: bool) -> list[Trace]:
    """What is known after ``step`` steps, and the arrows that were used in the last of them.

    ``holes`` says whether any state holds a number that is none.
    """
    page = page_colours(dark)
    future = [link.arrow for link in graph.links if link.step > step and not link.dashed]
    done = [link.arrow for link in graph.links if link.step < step and not link.dashed]
    now = [link.arrow for link in graph.links if link.step == step and not link.dashed]
    fed = [link.arrow for link in graph.links if link.step <= step and link.dashed]
    boxes = [box for box in graph.boxes if box.kind in _STATES]
    rows = sorted({box.bottom for box in boxes})
    grids = [_grid([box for box in boxes if box.bottom == row], step) for row in rows]
    traces: list[Trace] = []
    for grid, hover in grids:
        traces += cells(grid, scale, hover, "state")[: 2 if holes else 1]
    if write:
        traces.append(numbers([grid for grid, _ in grids], scale))
    told = [box for box in graph.boxes if box.known <= step]
    texts = [(box.middle, box.height, box.text) for box in told if box.text]
    for box in told:
        if box.kind == "x" and box.values is not None:
            texts += [
                (box.middle, box.top - place - 0.5, number(float(value), 2, short=True))
                for place, value in enumerate(box.values)
            ]
    traces.append(labels([(x, y) for x, y, _ in texts], [text for _, _, text in texts], name="texts"))
    current = [box.edges for box in graph.boxes if box.known == step and box.kind in ("h", "joint", "y")]
    traces += [
        arrows(future, colour=page.border, width=1.5, name="later"),
        arrows(done, colour=page.muted, width=2, name="done"),
        arrows(fed, colour=colour_of("readout", dark).fill, width=2, dash="dot", name="fed back"),
        arrows(now, colour=page.accent_ink, width=4, name="now"),
        outlines(current if step else [], colour=page.accent_ink, width=4, name="new"),
    ]
    return traces


def _grid(boxes: list[Box], step: int) -> tuple[Grid, np.ndarray]:
    """The states of one row, with a gap between each two of them; and what the mouse says of each number."""
    boxes = sorted(boxes, key=lambda box: box.left)
    units = len(boxes[0].values) if boxes[0].values is not None else 0
    values = np.full((units, 2 * len(boxes) - 1), np.nan)
    hover = np.full(values.shape, "", dtype=object)
    present = np.zeros(values.shape, dtype=bool)
    for place, box in enumerate(boxes):
        if box.known <= step and box.values is not None:
            values[:, 2 * place] = box.values
            present[:, 2 * place] = True
            hover[:, 2 * place] = [
                f"{box.name}[{unit}] = {number(float(value))}" for unit, value in enumerate(box.values)
            ]
    across = np.array([edge for box in boxes for edge in (box.left, box.right)], dtype=np.float64)
    down = np.linspace(boxes[0].top, boxes[0].bottom, units + 1)
    return Grid(values, across, down, present), hover
