"""Time steps as printable pages: `handout`, and the object it returns."""

import html
from collections.abc import Iterable
from dataclasses import dataclass
from operator import index
from pathlib import Path
from typing import SupportsIndex

from rnnviz.errors import ArgumentError
from rnnviz.handouts.page import page
from rnnviz.handouts.sheet import Sheet
from rnnviz.handouts.units import units_of
from rnnviz.recorder import Step
from rnnviz.words import LANGUAGES, N_, translation

MOST_DIGITS = 17
"""Digits after the point, at most: a float64 has no more."""

# A notebook that is not trusted shows no frames; the title inside stays.
_FRAME = """<iframe title="{title}" style="display: block; width: 100%; height: 800px; border: 0" \
sandbox srcdoc="{page}">{title}</iframe>"""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Handout:
    """Time steps calculated as by hand, each on an A4 page of its own; what `handout` returns.

    As the last value of a notebook's cell it displays itself. To print it, save it, open the file in a browser and
    print from there.
    """

    sheets: tuple[Sheet, ...]
    language: str

    def to_html(self) -> str:
        """All of it as one HTML page that loads nothing, so it works offline and from a file."""
        return page(self.sheets, self.language)

    def save(self, path: str | Path) -> Path:
        """Write the page `to_html` to a file, in UTF-8; where it was written.

        Raises:
            OSError: the file cannot be written.
        """
        written = Path(path)
        written.write_text(self.to_html(), encoding="utf-8", newline="\n")
        return written

    def _repr_html_(self) -> str:
        """What a notebook displays: the page in a frame of its own, so that its styles stay its own."""
        return _FRAME.format(title=html.escape(self.sheets[0].title), page=html.escape(self.to_html()))

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
) -> Handout:
    """The whole calculation of a time step as a page to print: what is given, every operation, the result.

    Args:
        step: one time step, such as ``rec.track()[0]``, or several, such as ``rec.track()``: a page for each, in that
            order.
        language: "en" or "zh".
        digits: after the point, 0..17.
        units: the units to calculate, from 0, in the order wanted. Where they are left out: both units of a layer that
            has two, and of a larger one the two whose states changed most in this step.

    Raises:
        PlaceError: the layer has no such unit.
        ArgumentError: no step is given, there is no such language, or that many digits are not to be had.

    >>> import torch, rnnviz
    >>> rec = rnnviz.record(torch.nn.GRU(input_size=3, hidden_size=2).double(), torch.ones(4, 1, 3).double())
    >>> paper = rnnviz.handout(rec.track()[0])
    >>> paper.to_html()[:15]
    '<!doctype html>'
    """
    steps = (step,) if isinstance(step, Step) else tuple(step)
    if not steps:
        raise ArgumentError(
            "handout-steps", N_("step must be one time step or several, got none. Take one: rec.track()[0].")
        )
    if language not in LANGUAGES:
        raise ArgumentError(
            "handout-language",
            N_("language must be one of {choices}, got {got}. Choose one of these."),
            choices=", ".join(LANGUAGES),
            got=repr(language),
        )
    if not 0 <= index(digits) <= MOST_DIGITS:
        raise ArgumentError(
            "handout-digits",
            N_("digits must be a whole number from 0 to {most}, got {got}. Four are enough to follow by hand."),
            most=MOST_DIGITS,
            got=digits,
        )
    chosen = None if units is None else tuple(index(unit) for unit in units)
    words = translation(language)
    return Handout(tuple(Sheet(each, units_of(each, chosen), index(digits), words) for each in steps), language)
