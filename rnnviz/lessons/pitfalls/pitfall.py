"""What a pitfall is: the line that people write, the line that is right, and what the difference does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

import plotly.graph_objects as go

from rnnviz.words import Translation

Topic = Literal["shapes", "directions", "lengths", "states", "weights", "training"]
TOPICS: tuple[Topic, ...] = ("shapes", "directions", "lengths", "states", "weights", "training")
"""In the order in which the page lists them."""


@dataclass(frozen=True, eq=False)
class Side:
    """What one of the two programs left behind.

    Attributes:
        names: its variables.
        error: what stopped it, if anything did.
    """

    names: Mapping[str, Any]
    error: Exception | None = None

    def __getitem__(self, name: str) -> Any:
        return self.names[name]


@dataclass(frozen=True, eq=False)
class Run:
    """Both programs, run on the same data."""

    wrong: Side
    right: Side


@dataclass(frozen=True, eq=False)
class Outcome:
    """What the difference did in one run.

    Attributes:
        sentence: what can be seen, an English template that the catalogue knows.
        values: the numbers in it, each computed from the run.
        figure: draws it, for a dark page or a light one, in the words of the visit.
    """

    sentence: str
    figure: Callable[[bool, Translation], go.Figure]
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def said(self, translate: Translation) -> str:
        """The sentence with its numbers."""
        return translate(self.sentence).format(**self.values)


@dataclass(frozen=True, eq=False)
class Pitfall:
    """A mistake that many people make, as two programs that differ in a line or two.

    Attributes:
        title: what it is about, in a few words.
        topic: where the page lists it.
        story: what people want, and why they write what they write; one or two sentences.
        setup: the code before; it seeds with ``torch.manual_seed(0)``, and another number may be put in its place.
        wrong: what people write.
        right: what is right.
        why: the reason, one to three sentences.
        outcome: what came of it, from the variables that both programs left.
        raises: whether the wrong program is stopped by an error.

    Title, story and why are English texts that the catalogue knows (``N_``).
    """

    title: str
    topic: Topic
    story: str
    setup: str
    wrong: str
    right: str
    why: str
    outcome: Callable[[Run], Outcome]
    raises: bool = False
