"""One step, and how its page is written."""

from collections.abc import Sequence
from dataclasses import dataclass

from rnnviz.cells import Operation
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

    def units_of(self, operation: Operation) -> Units:
        """The units to calculate of an operation: a projected hidden state has its own."""
        own = (
            self.units.projected
            if self.step.cell_type.size_of(operation.name) == self.step.cell_type.other_size
            else None
        )
        return own or self.units

    def unit_words(self, units: Sequence[int], operation: Operation | None = None) -> str:
        """Some units in words: "units 0 and 1", or "units 0 and 1 of h" where the operation's are not the layer's."""
        _ = self.words
        if operation is not None and self.units_of(operation) is not self.units:
            return _("{units} of {variable}").format(units=self.unit_words(units), variable=operation.name)
        *others, last = units
        if not others:
            return _("unit {unit}").format(unit=last)
        before = str(others[0])
        for one in others[1:]:
            before = _("{others}, {last}").format(others=before, last=one)
        listed = _("{others} and {last}").format(others=before, last=last)
        return _("units {units}").format(units=listed)
