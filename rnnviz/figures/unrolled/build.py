"""Where the boxes and arrows of an unrolled network lie.

One unit of width is a column, one of height a unit of a state; y grows upwards.
"""

from dataclasses import dataclass

import numpy as np

from rnnviz.figures.canvas import Arrow
from rnnviz.figures.outside_text import shown, width
from rnnviz.figures.unrolled.graph import Box, Graph, Label, Link
from rnnviz.figures.unrolled.part import Part
from rnnviz.words import Translation

_GAP = 1.5
"""Between a row and what it reads: room for an arrow and its letters."""
_BETWEEN = 0.9
"""Between the two directions of one layer."""
_FLAT = 1.2
"""Height of a box with one line of text."""
_SIDE = 0.28
"""How far from the middle of a column the arrows of either direction run."""
MAX_FEATURES = 4
"""Features of an input that are written out."""


@dataclass(frozen=True)
class Sizes:
    """What depends on how much there is to draw."""

    units: int
    """Units of each state that are drawn."""
    unit_height: float
    features: int
    """Features of the input that are written out, 0 where there is no room."""
    every_letter: bool
    """Whether each arrow to the next state has its letters; else the first of a row has."""
    apart: float
    """How much farther the initial state stands from the first column, for the letters on that arrow."""
    letters: int
    """Letters of a label that fit below a column."""

    @property
    def state_height(self) -> float:
        return self.units * self.unit_height

    def fit(self, label: str) -> str:
        """As much of a label as there is room for."""
        cut = len(label)
        while cut > 1 and width(label[:cut]) > self.letters:
            cut -= 1
        return shown(label if cut == len(label) else label[: max(cut - 1, 1)] + "…")

    @property
    def input_height(self) -> float:
        return self.features or _FLAT


def build(parts: list[Part], sizes: Sizes, words: Translation) -> Graph:
    """All boxes and arrows of the parts, which stand on the same rows."""
    _ = words
    graph = Graph()
    two = len(parts[0].directions) == 2
    layers = parts[0].rec.num_layers
    graph.rows.append((sizes.input_height / 2, "x"))
    below = [_inputs(graph, part, sizes) for part in parts]
    height = sizes.input_height + _GAP
    ends: list[dict[tuple[int, int], Box]] = [{} for _part in parts]
    for layer in range(layers):
        states: list[list[list[Box]]] = [[] for _part in parts]
        for direction in parts[0].directions:
            sign = (" ←" if direction else " →") if two else ""
            graph.rows.append((height + sizes.state_height / 2, _("layer {layer}").format(layer=layer) + sign))
            for number, part in enumerate(parts):
                previous = ends[number - 1].get((layer, 0)) if part.before else None
                chain = _chain(graph, part, (layer, direction), height, sizes, previous)
                states[number].append(chain)
                ends[number][layer, direction] = chain[-1]
                _reads_input(graph, below[number], chain, (direction, two), number == 0)
            height += sizes.state_height + _BETWEEN
        height -= _BETWEEN
        last = layer == layers - 1
        if two and not last:
            below = [_joints(graph, part, chains, layer, height) for part, chains in zip(parts, states, strict=True)]
            height += _GAP + 0.4
        else:
            below = [chains[0] for chains in states]
        height += _GAP
        if last:
            graph.rows.append((height + _FLAT / 2, "y"))
            for part, chains in zip(parts, states, strict=True):
                _outputs(graph, part, chains, height, sizes)
    if len(parts) > 1:
        for part, name in zip(parts, (_("encoder"), _("decoder")), strict=True):
            middle = part.column(0) + (part.length - 1) / 2
            graph.labels.append(Label(name, middle, height + _FLAT + 0.6, "middle center"))
    return graph


def _span(direction: int, two: bool, every_letter: bool) -> tuple[float, float]:
    """How far a state reaches to the left and to the right of its column's middle."""
    if two:
        return (-0.12, 0.44) if direction else (-0.44, 0.12)
    return (-0.27, 0.27) if every_letter else (-0.32, 0.32)


def _inputs(graph: Graph, part: Part, sizes: Sizes) -> list[Box]:
    boxes = []
    values = part.track(0, 0).input
    for t in range(part.length):
        column = part.column(t)
        label = part.track(0, 0).label(t)
        text = sizes.fit(label) if label else f"x_{t}"
        # Where there is no room for text in the box, the label stands below it.
        inside = not sizes.features and sizes.unit_height == 1
        tick = f"{text}<br>{t}" if label and not inside else str(t)
        graph.ticks.append((column, tick))
        boxes.append(
            Box(
                kind="x",
                name=f"x_{t}",
                left=column - 0.36,
                right=column + 0.36,
                bottom=0.0,
                top=float(sizes.input_height),
                known=part.input_known(t),
                values=values[t, : sizes.features] if sizes.features and not part.no_input[t] else None,
                text=text if inside and not part.no_input[t] else "",
                open=part.no_input[t],
            )
        )
    graph.boxes += boxes
    return boxes


def _chain(
    graph: Graph, part: Part, place: tuple[int, int], bottom: float, sizes: Sizes, previous: Box | None
) -> list[Box]:
    """The states of one layer and direction, each led to by the one before, the first by ``previous``."""
    layer, direction = place
    track = part.track(layer, direction)
    name = track.cell_type.state
    left, right = _span(direction, len(part.directions) == 2, sizes.every_letter)
    values = track.values(name)

    def box(column: float, numbers: np.ndarray, known: int, said: str, kind: str) -> Box:
        return Box(
            kind="start" if kind == "start" else "h",
            name=said,
            left=column + left,
            right=column + right,
            bottom=bottom,
            top=bottom + sizes.state_height,
            known=known,
            values=numbers[: sizes.units],
        )

    known = part.known[layer, direction]
    boxes = [box(part.column(t), values[t], int(known[t]), f"{name}[t={t}]", "h") for t in range(part.length)]
    graph.boxes += boxes
    if not part.memory:
        return boxes
    before = previous
    if before is None:
        column = part.column(part.length) + sizes.apart if track.reverse else part.column(-1) - sizes.apart
        before = box(column, track.initial(name), 0, f"{name}_0", "start")
        graph.boxes.append(before)
        graph.labels.append(Label(f"{name}_0", before.middle, before.bottom - 0.1, "bottom center"))
    elif sizes.every_letter:
        graph.labels.append(Label(f"{name}_n", before.middle, before.bottom - 0.1, "bottom center"))
    for number, t in enumerate(track.order):
        after = boxes[t]
        start, end = (before.left, after.right) if track.reverse else (before.right, after.left)
        graph.links.append(Link(Arrow(((start, before.height), (end, after.height))), after.known))
        if sizes.every_letter or (number == 0 and previous is None):
            graph.labels.append(Label("W_hh", (start + end) / 2, after.height + 0.05, "top center"))
        before = after
    return boxes


def _reads_input(graph: Graph, below: list[Box], chain: list[Box], place: tuple[int, bool], first: bool) -> None:
    """From each input, or the layer below, up to the state: past the other direction's box where there is one."""
    direction, two = place
    shift = (_SIDE if direction else -_SIDE) if two else 0.0
    for t, (source, target) in enumerate(zip(below, chain, strict=True)):
        if source.open:
            continue
        column = round(source.middle)
        across = column + shift
        graph.links.append(Link(Arrow(((across, source.top), (across, target.bottom))), target.known))
        if direction and t == len(chain) - 1:
            graph.labels.append(Label("W_ih", across + 0.05, target.bottom - 0.45, "middle right"))
        if not direction and t == 0 and first:
            graph.labels.append(Label("W_ih", across - 0.05, (source.top + target.bottom) / 2, "middle left"))


def _joints(graph: Graph, part: Part, chains: list[list[Box]], layer: int, height: float) -> list[Box]:
    """Both halves of a position side by side: what the layer above reads."""
    boxes = []
    for t in range(part.length):
        column = part.column(t)
        known = int(part.known[layer, :, t].max())
        bottom = height + _GAP - 0.6
        joint = Box("joint", f"[→, ←][t={t}]", column - 0.42, column + 0.42, bottom, bottom + 0.4, known)
        for shift, chain in zip((-_SIDE, _SIDE), chains, strict=True):
            graph.links.append(Link(Arrow(((column + shift, chain[t].top), (column + shift, bottom))), chain[t].known))
        boxes.append(joint)
    graph.boxes += boxes
    return boxes


def _outputs(graph: Graph, part: Part, chains: list[list[Box]], height: float, sizes: Sizes) -> None:
    """The outputs, over the position at which the first direction is read."""
    made: dict[int, Box] = {}
    for number, places in enumerate(part.reads):
        column = part.column(places[0])
        sources = [chain[t] for chain, t in zip(chains, places, strict=True)]
        known = max(source.known for source in sources)
        text = sizes.fit(part.outputs[number]) if part.outputs else sizes.fit(f"y_{places[0]}")
        made[places[0]] = y = Box(
            "y", f"y_{places[0]}", column - 0.36, column + 0.36, height, height + _FLAT, known, text=text
        )
        graph.boxes.append(y)
        for shift, source in zip((-_SIDE, _SIDE) if len(chains) == 2 else (0.0,), sources, strict=True):
            start = round(source.middle) + shift
            arrow = Arrow(((start, source.top), (column + shift, height)))
            graph.links.append(Link(arrow, known))
    inputs = {box.name: box for box in graph.boxes if box.kind == "x" and round(box.middle) >= part.offset}
    for t, fed in enumerate(part.fed):
        if fed and t - 1 in made:
            y, x = made[t - 1], inputs[f"x_{t}"]
            across = part.column(t) - 0.44
            graph.links.append(
                Link(
                    Arrow(
                        (
                            (y.right, y.height),
                            (across, y.height),
                            (across, x.height),
                            (x.left, x.height),
                        )
                    ),
                    y.known,
                    dashed=True,
                )
            )
