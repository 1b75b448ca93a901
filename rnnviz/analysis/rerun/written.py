"""An edit as it was written, before anything is known of the recording."""

from dataclasses import dataclass
from typing import Literal

from rnnviz.analysis.rerun.edit import Part


@dataclass(frozen=True, slots=True)
class Span:
    """A place in the text, from ``start`` up to but not with ``end``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of the text and where it stands."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Value:
    """What is put in: a number as it is written, or a label in quotes."""

    label: bool
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Time:
    """``t=5``"""

    name: Word
    number: Word


@dataclass(frozen=True, slots=True)
class Where:
    """``layer=1``, ``direction=reverse`` or ``row=0``"""

    name: Word
    value: Word


@dataclass(frozen=True, slots=True)
class Index:
    """What stands in the square brackets."""

    parts: tuple[Part, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Written:
    """One edit."""

    span: Span
    name: Word
    index: Index | None
    operator: Literal["=", "+=", "*="]
    value: Value
    start: Time | None
    stop: Time | None
    """Equal to ``start`` for ``at t=4``."""
    where: tuple[Where, ...]
