"""Ticks on the player's timeline: where breakpoints stop, as plain JSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from rnnviz.analysis import Hits
from rnnviz.cells.substitute import number
from rnnviz.recorder import DIRECTIONS

MOST_RUNS = 4000
"""Runs of steps that travel: beyond, those of the track that is looked at alone."""
MOST_SAID = 300
"""Hits of a breakpoint whose values are told."""

Side = tuple[int, str, int]
"""Layer, direction and batch row."""


@dataclass(frozen=True, eq=False)
class Marks:
    """Where one breakpoint stops, without the recording that it was asked of.

    Attributes:
        count: of the steps at which it stops.
        runs: of each track that has any: neighbouring steps, from the first up to the second, by position.
        said: of the first ones: the values at a position, "f[3] = 0.05".
    """

    count: int
    runs: dict[Side, list[tuple[int, int]]]
    said: dict[Side, dict[int, str]]

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        return 200 * sum(map(len, self.runs.values())) + 200 * min(self.count, MOST_SAID)


def marks(hits: Hits) -> Marks:
    """Where these hits are."""
    found: dict[Side, list[tuple[int, int]]] = {}
    for layer, direction, row in hits.tracks:
        steps = np.sort(hits.steps(layer, direction, row))
        ends = np.flatnonzero(np.diff(steps, append=steps[-1] + 2) > 1)
        starts = np.concatenate([[0], ends[:-1] + 1])
        runs = zip(steps[starts].tolist(), (steps[ends] + 1).tolist(), strict=True)
        found[layer, direction, row] = list(runs)
    said: dict[Side, dict[int, str]] = {}
    for index in range(min(len(hits), MOST_SAID)):
        layer, direction, row, t = hits.place(index)
        said.setdefault((layer, direction, row), {})[t] = values_text(hits, index)
    return Marks(len(hits), found, said)


def values_text(hits: Hits, index: int) -> str:
    """The values of a hit in one line: "c_prev[1] = 0.6854, kept[1] = 0.0274".

    The same name asked of two steps is there twice, the earlier one as prev(...).
    """
    return ", ".join(f"{name} = {number(value)}" for name, value in [*hits.told(index).items()][:_MOST_VALUES])


_MOST_VALUES = 4


def ticks(lines: Sequence[tuple[str, Marks]], track: Side) -> dict[str, Any]:
    """What the player is told of some breakpoints, each with its name.

    Args:
        lines: the name of each as the person reads it, and where it stops.
        track: layer, direction and batch row that are looked at: where there are too many runs for all tracks, these
            alone are sent, the `MOST_RUNS` at the smallest t.

    Returns:
        ``lines``, the names; ``tracks``, each with ``runs`` of [line, start, stop] and ``said``, [line, t, values];
        ``left_out``, how many runs of this track are not sent.
    """
    every = {side for _, one in lines for side in one.runs}
    total = sum(len(runs) for _, one in lines for runs in one.runs.values())
    sent = sorted(every, key=lambda side: (side[0], DIRECTIONS.index(side[1]), side[2]))
    if total > MOST_RUNS:
        sent = [track] if track in every else []
    found = []
    left_out = 0
    for side in sent:
        runs = [[line, *run] for line, (_, one) in enumerate(lines) for run in one.runs.get(side, ())]
        if len(runs) > MOST_RUNS:
            # By time step, so that up to the last tick there is every tick of every line.
            runs.sort(key=lambda run: run[1])
            left_out += len(runs) - MOST_RUNS
        said = [[line, t, text] for line, (_, one) in enumerate(lines) for t, text in one.said.get(side, {}).items()]
        layer, direction, row = side
        found.append({"layer": layer, "direction": direction, "row": row, "runs": runs[:MOST_RUNS], "said": said})
    return {"lines": [name for name, _ in lines], "tracks": found, "left_out": left_out}
