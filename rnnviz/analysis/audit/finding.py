"""One thing that an audit found: how grave it is, where, the numbers, the sentence, and which page shows it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import get_args

from rnnviz.analysis.audit.table import written
from rnnviz.theme import Severity
from rnnviz.words import N_

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""From the gravest: numbers that cannot be used; what may be meant, and mostly is not; what was looked at and is as it
should be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place, as far as there is one.

    Attributes:
        layer, direction: from 0; "forward" or "reverse".
        gate: a gate or state, such as "f" or "h".
        units: which ones, from 0.
        row: the batch row.
        t: the position in the input.
        parameter: by PyTorch's name, "weight_hh_l0".
    """

    layer: int | None = None
    direction: str | None = None
    gate: str | None = None
    units: tuple[int, ...] = ()
    row: int | None = None
    t: int | None = None
    parameter: str | None = None


NOWHERE = Where()


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding.

    Attributes:
        code: a name that stays: "forget-bias".
        severity: "wrong", "look" or "fine".
        place: where.
        template: the sentence, a msgid.
        values: what stands in it: numbers, names, units.
        panels: the panels of the debugger that show it.
        page: the path of the page that shows it; "" is the debugger.
    """

    code: str
    severity: Severity
    template: str
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    place: Where = NOWHERE
    panels: tuple[str, ...] = ("charts",)
    page: str = ""

    def said(self, translate: Callable[[str], str] = str) -> str:
        """The sentence, its template passed through ``translate`` first."""
        sentence = translate(self.template).format(**{name: written(value) for name, value in self.values.items()})
        place = self.place
        if place.layer is None or place.direction is None:
            return sentence
        whole = translate(N_("Layer {layer}, {direction}: {sentence}"))
        return whole.format(layer=place.layer, direction=translate(place.direction), sentence=sentence)

    def __str__(self) -> str:
        return self.said()

    @property
    def change(self) -> Mapping[str, object]:
        """What to change in a `Scenario` to see it: its panels, and the place.

        >>> place = Where(layer=1, direction="reverse", gate="f", units=(2, 5))
        >>> dict(Finding("demo", "look", "", place=place, panels=("memory",)).change)
        {'panels': ('memory',), 'layer': 1, 'direction': 'reverse', 'gate': 'f', 'unit': 2}
        """
        found: dict[str, object] = {"panels": self.panels}
        for name in ("layer", "direction", "row", "t", "gate"):
            value = getattr(self.place, name)
            if value is not None:
                found[name] = value
        if self.place.units:
            found["unit"] = self.place.units[0]
        return MappingProxyType(found)
