"""Rows of different lengths as PyTorch packs them: sorted, read column by column, and back."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Int

from rnnviz.errors import ArgumentError
from rnnviz.figures.canvas import Arrow, Grid, Scale, Trace, animated, arrows, cells, drawn, labels, outlines
from rnnviz.figures.canvas.animation import CONTROLS
from rnnviz.figures.names import ENGLISH
from rnnviz.figures.outside_text import shown
from rnnviz.theme import page_colours, text_on
from rnnviz.words import N_, Translation

MAX_PACKED_ROWS = 8
MAX_PACKED_STEPS = 8
MAX_PACKED = 32
"""Tokens of all rows together, side by side in one strip."""

_APART = 1.8
_NAMES = 1.2
"""The middle of the names beside the strip."""
_SCALE = Scale(0.0, 1.0, "unit")


@dataclass(frozen=True, eq=False)
class _Packed:
    lengths: tuple[int, ...]
    data: np.ndarray
    batch_sizes: np.ndarray
    sorted_indices: np.ndarray
    unsorted_indices: np.ndarray
    labels: tuple[tuple[str, ...], ...]

    @property
    def longest(self) -> int:
        return max(self.lengths)

    @property
    def width(self) -> float:
        """Of all three grids side by side."""
        return 3 * self.longest + 2 * _APART

    def left(self, place: int) -> float:
        """Where a grid begins."""
        return place * (self.longest + _APART)

    def colour(self, row: int) -> float:
        """Each row of the batch keeps its place on the colour scale, wherever its tokens go."""
        return 0.2 + 0.8 * row / max(len(self.lengths) - 1, 1)


def packing(
    lengths: Sequence[int],
    *,
    data: Int[np.ndarray, " tokens"],
    batch_sizes: Int[np.ndarray, " longest"],
    sorted_indices: Int[np.ndarray, " batch"],
    unsorted_indices: Int[np.ndarray, " batch"],
    labels: Sequence[Sequence[str]] | None = None,
    start: int = 0,
    dark: bool = False,
    words: Translation = ENGLISH,
) -> go.Figure:
    """What ``pack_padded_sequence`` makes of rows of these ``lengths``, as an animation.

    The arrays are those of a ``PackedSequence`` made from a tensor (batch, longest) that holds ``row * longest + t`` at
    (row, t): so the order that is drawn is PyTorch's own. ``labels`` are the tokens of each row, as many as it is long.

    Raises:
        ArgumentError: there are more than 8 rows, 8 time steps or 32 tokens, or the arrays do not belong together.
    """
    longest, count = max(lengths, default=0), sum(lengths)
    if not 0 < len(lengths) <= MAX_PACKED_ROWS or longest > MAX_PACKED_STEPS or count > MAX_PACKED:
        raise ArgumentError(
            "packing-size",
            N_("At most {rows} rows of {steps} time steps can be shown, {tokens} tokens in all. Take fewer."),
            rows=MAX_PACKED_ROWS,
            steps=MAX_PACKED_STEPS,
            tokens=MAX_PACKED,
        )
    names = labels or [[f"{chr(ord('A') + row)}{t}" for t in range(length)] for row, length in enumerate(lengths)]
    places = {row * longest + t for row, length in enumerate(lengths) for t in range(length)}
    belongs = set(data.tolist()) == places and len(data) == count and int(batch_sizes.sum()) == count
    if not belongs or [len(row) for row in names] != list(lengths):
        raise ArgumentError("packing-rows", N_("data, batch_sizes and labels must belong to rows of these lengths."))
    tokens = tuple(tuple(shown(token) for token in row) for row in names)
    packed = _Packed(tuple(lengths), data, batch_sizes, sorted_indices, unsorted_indices, tokens)
    return _figure(packed, start, words, dark=dark)


def _figure(packed: _Packed, start: int, words: Translation, *, dark: bool) -> go.Figure:
    _ = words
    rows = len(packed.lengths)
    figure = go.Figure()
    figure.layout.xaxis.range = [-1.3, packed.width + 0.1]
    figure.layout.yaxis.range = [-4.4, rows + 1.0]
    title = _("Rows of different lengths, packed")
    notes = [
        _("batch_sizes: how many rows are still running at each time step"),
        _("no padding is computed; afterwards the rows are back in the order given"),
    ]
    drawn(figure, title=title, notes=notes, height=30 * (rows + 5.4), dark=dark, right=44, bottom=12 + CONTROLS)
    frames = [_frame(packed, stage, words, dark=dark) for stage in range(packed.longest + 3)]
    said = [_("given"), _("sorted"), *(f"t={t}" for t in range(packed.longest)), _("unpacked")]
    return animated(
        figure, frames, prefix="", steps=said, dark=dark, words=words, start=range(len(frames))[start], below=4
    )


def _frame(packed: _Packed, stage: int, words: Translation, *, dark: bool) -> list[Trace]:
    """Stage 0 is what is given, 1 the rows sorted, then each column read, at last the rows put back."""
    _ = words
    page = page_colours(dark)
    rows, longest = len(packed.lengths), packed.longest
    read = min(max(stage - 1, 0), longest)
    given = list(range(rows))
    order = [int(row) for row in packed.sorted_indices]
    back = [order[int(place)] for place in packed.unsorted_indices]
    orders = [given, order if stage >= 1 else [], back if stage == longest + 2 else []]
    traces: list[Trace] = []
    texts: list[tuple[float, float, str, str]] = []
    for place, rows_here in enumerate(orders):
        grid = _grid(packed, rows_here, place)
        traces.append(cells(grid, _SCALE, name=("given", "sorted", "unpacked")[place])[0])
        texts += _tokens(packed, rows_here, place, page.muted)
        names = (_("padded, as given"), _("sorted by length"), _("unpacked"))
        texts.append((packed.left(place) + longest / 2, rows + 0.55, names[place], page.text))
    strip, strip_texts = _strip(packed, read, page.text)
    traces.append(cells(strip, _SCALE, name="data")[0])
    texts += strip_texts
    traces.append(
        labels([(x, y) for x, y, _text, _ink in texts], [one[2] for one in texts], colours=[one[3] for one in texts])
    )
    moves = []
    for place, (before, after) in enumerate(((given, orders[1]), (order, orders[2]))):
        ends = packed.left(place) + longest, packed.left(place + 1)
        moves += [
            Arrow(((ends[0] + 0.1, _row(rows, before.index(row))), (ends[1] - 0.55, _row(rows, to))))
            for to, row in enumerate(after)
        ]
    traces.append(arrows(moves, colour=page.muted, width=2, name="moves"))
    left, low = packed.left(1) + read, float(rows - int(packed.batch_sizes[read - 1]))
    now = [(left - 1, low, left, float(rows))]
    first = int(packed.batch_sizes[: read - 1].sum()) if read else 0
    now.append((float(strip.across[first]), -2.0, float(strip.across[first + int(packed.batch_sizes[read - 1])]), -1.0))
    reading = now if 2 <= stage <= longest + 1 else []
    boxes = [(packed.left(place), 0.0, packed.left(place) + longest, float(rows)) for place in range(3)]
    traces.append(outlines(boxes, colour=page.border, name="frames"))
    traces.append(outlines(reading, colour=page.accent_ink, width=4, name="read now"))
    return traces


def _row(rows: int, place: int) -> float:
    """The middle of a row, the first on top."""
    return rows - place - 0.5


def _grid(packed: _Packed, order: list[int], place: int) -> Grid:
    """The tokens of the rows in this order; padding is left open."""
    shape = len(packed.lengths), packed.longest
    grid = Grid.at(np.zeros(shape), packed.left(place), len(packed.lengths))
    present = np.zeros(shape, dtype=bool)
    values = np.zeros(shape)
    for to, row in enumerate(order):
        present[to, : packed.lengths[row]] = True
        values[to] = packed.colour(row)
    return Grid(values, grid.across, grid.down, present)


def _tokens(packed: _Packed, order: list[int], place: int, muted: str) -> list[tuple[float, float, str, str]]:
    """What stands in the boxes of one grid, and which row of the batch each of its rows is."""
    texts = []
    rows = len(packed.lengths)
    for to, row in enumerate(order):
        ink = text_on(_SCALE.colour(packed.colour(row)))
        y = _row(rows, to)
        texts.append((packed.left(place) - 0.3, y, str(row), muted))
        for t in range(packed.longest):
            text = packed.labels[row][t] if t < packed.lengths[row] else "·"
            texts.append((packed.left(place) + t + 0.5, y, text, ink if t < packed.lengths[row] else muted))
    return texts


def _strip(packed: _Packed, read: int, ink: str) -> tuple[Grid, list[tuple[float, float, str, str]]]:
    """``data`` as far as it has been read, and ``batch_sizes`` under it."""
    count = len(packed.data)
    width = min(1.0, packed.width / count)
    done = int(packed.batch_sizes[:read].sum())
    source = [divmod(int(place), packed.longest) for place in packed.data]
    values = np.array([[packed.colour(row) for row, _t in source]])
    grid = Grid.at(values, 0.0, -1.0, width)
    present = np.arange(count)[None] < done
    texts = [(_NAMES, -0.55, "data", ink), (_NAMES, -3.2, "batch_sizes", ink)]
    for place, (row, t) in enumerate(source[:done]):
        texts.append((width * (place + 0.5), -1.5, packed.labels[row][t], text_on(_SCALE.colour(packed.colour(row)))))
    first = 0
    for size in packed.batch_sizes[:read]:
        texts.append((width * (first + int(size) / 2), -2.5, str(int(size)), ink))
        first += int(size)
    return Grid(values, grid.across, grid.down, present), texts
