"""The kinds of things that are live in a lesson. Each names the controls that it depends on; they stand above it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import plotly.graph_objects as go

from rnnviz.lessons.course.lesson import Context
from rnnviz.recorder import Recording
from rnnviz.tracing import Trace


@dataclass(frozen=True, eq=False)
class Picture:
    """A figure. It stands beside the text, or, if ``wide``, under it."""

    make: Callable[[Context], go.Figure]
    controls: tuple[str, ...] = ()
    wide: bool = False


@dataclass(frozen=True, eq=False)
class Player:
    """The step player, under the text.

    Attributes:
        make: the recording to step through; the same values must give the same recording.
        place: where it begins: layer, direction, row, t, operation, unit; what is left out is the first.
        parts: of the player, for the lecture hall; see `rnnviz.player`.
    """

    make: Callable[[Context], Recording]
    place: Callable[[Context], Mapping[str, object]] = lambda context: MappingProxyType({})
    controls: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Code:
    """Code that is stepped through line by line, under the text."""

    make: Callable[[Context], Trace]
    step: int = 0
    controls: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Table:
    """Rows of text and numbers, the first row its head; numbers are formatted by whoever makes them."""

    make: Callable[[Context], Sequence[Sequence[str]]]
    controls: tuple[str, ...] = ()
    wide: bool = False


@dataclass(frozen=True, eq=False)
class Door:
    """A button that leads to another page of the app.

    Attributes:
        page: its path.
        settings: what it shows, by the names of `rnnviz.scenario.Scenario`.
        word: the lesson's word on the button.
    """

    page: str
    word: str
    settings: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    controls: tuple[str, ...] = ()


Live = Picture | Player | Code | Table | Door
