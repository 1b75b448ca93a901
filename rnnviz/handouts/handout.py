"""Time steps as printable pages: `handout`, and the object it returns."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import index
from typing import SupportsIndex

from rnnviz.document import Document, known_language
from rnnviz.errors import ArgumentError
from rnnviz.handouts.page import page
from rnnviz.handouts.sheet import Sheet
from rnnviz.handouts.units import units_of
from rnnviz.recorder import Step
from rnnviz.words import N_, translation

MOST_DIGITS = 17
"""Digits after the point, at most: a float64 has no more."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Handout(Document):
    """Time steps calculated as by hand, each on an A4 page of its own; what `handout` returns.

    As the last value of a notebook's cell it displays itself. To print it, save it, open the file in a browser and
    print from there.
    """

    sheets: tuple[Sheet, ...]
    language: str

    @property
    def title(self) -> str:
        """The cell type of the first step."""
        return self.sheets[0].title

    def to_html(self) -> str:
        """All of it as one HTML page that loads nothing, so it works offline and from a file."""
        return page(self.sheets, self.language)

    def __repr__(self) -> str:
        steps = ", ".join(f"t={sheet.step.t}" for sheet in self.sheets)
        what = f"{self.sheets[0].step.cell_type.name}, {steps}"
        return f'<rnnviz handout: {what}; shown in a notebook, or in a browser after .save("handout.html")>'


def handout(
    step: Step | Iterable[Step],
    *,
    language: str = "en",
    digits: SupportsIndex = 4,
    units: Iterable[SupportsIndex] | None = None,
    projected_units: Iterable[SupportsIndex] | None = None,
) -> Handout:
    """The whole calculation of a time step as a page to print: what is given, every operation, the result.

    Args:
        step: one time step, such as ``rec.track()[0]``, or several, such as ``rec.track()``: a page for each, in that
            order.
        language: "en" or "zh".
        digits: after the point, 0..17.
        units: the units to calculate, from 0, in the order wanted. Where they are left out: both units of a layer that
            has two, and of a larger one the two whose states changed most in this step.
        projected_units: the same for the hidden state of an ``nn.LSTM(proj_size=...)``, which has units of its own.

    Raises:
        PlaceError: the layer has no such unit, or no projection.
        ArgumentError: what is given is no step, there is no such language, or that many digits are not to be had.

    >>> import torch, rnnviz
    >>> rec = rnnviz.record(torch.nn.GRU(input_size=3, hidden_size=2).double(), torch.ones(4, 1, 3).double())
    >>> paper = rnnviz.handout(rec.track()[0])
    >>> paper.to_html()[:15]
    '<!doctype html>'
    """
    steps = _steps(step)
    if isinstance(digits, bool) or not hasattr(digits, "__index__") or not 0 <= index(digits) <= MOST_DIGITS:
        raise ArgumentError(
            "handout-digits",
            N_("digits must be a whole number from 0 to {most}, got {got}. Four are enough to follow by hand."),
            most=MOST_DIGITS,
            got=repr(digits),
        )
    words = translation(known_language(language))
    return Handout(
        tuple(Sheet(each, units_of(each, units, projected_units), index(digits), words) for each in steps), language
    )


def _steps(given: object) -> tuple[Step, ...]:
    # A recording has a step for every track: which one is meant is not known.
    several = tuple(given) if isinstance(given, Iterable) and not isinstance(given, str) else (given,)
    steps = tuple(one for one in several if isinstance(one, Step))
    if not steps or len(steps) < len(several):
        raise ArgumentError(
            "handout-steps",
            N_("step must be one time step or several, got {got}. Take one: rec.track()[0]."),
            got="none" if not several else type(next(one for one in several if not isinstance(one, Step))).__name__,
        )
    return steps
