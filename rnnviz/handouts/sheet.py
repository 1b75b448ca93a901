"""One step, and how its page is written."""

from collections.abc import Sequence
from dataclasses import dataclass

from rnnviz.handouts.units import Units
from rnnviz.recorder import Step
from rnnviz.words import Translation


@dataclass(frozen=True, eq=False)
class Sheet:
    """What every part of a page needs to know."""

    step: Step
    units: Units
    digits: int
    words: Translation

    @property
    def title(self) -> str:
        """What the page is about."""
        _ = self.words
        return _("{cell_type}: one time step by hand").format(cell_type=self.step.cell_type.name)

    def unit_words(self, units: Sequence[int]) -> str:
        """Some units in words: "units 0 and 1"."""
        _ = self.words
        *others, last = units
        if not others:
            return _("unit {unit}").format(unit=last)
        before = str(others[0])
        for one in others[1:]:
            before = _("{others}, {last}").format(others=before, last=one)
        listed = _("{others} and {last}").format(others=before, last=last)
        return _("units {units}").format(units=listed)
