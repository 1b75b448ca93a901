"""What the names in a condition stand for, in one layer of a recording."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Literal
from unicodedata import normalize

from rnnviz.analysis.find.functions import FUNCTIONS, example
from rnnviz.analysis.find.gradients import gradient_names
from rnnviz.analysis.find.quote import quote, shortened
from rnnviz.analysis.find.tree import Name, Span, Unit, Units
from rnnviz.errors import ConditionError
from rnnviz.recorder import Recording
from rnnviz.words import N_

GRADIENT = "grad_"


@dataclass(frozen=True)
class Reference:
    """What a name stands for."""

    kind: Literal["value", "gradient", "t", "length"]
    variable: str
    """The cell type's name: the letter of a gate that was written as a word; "" for t and length."""
    axis: str
    """What its units are counted along: PyTorch's word for the size; "" for t and length."""
    units: range
    """The units that are meant; none for t and length, which are one number at each step."""
    single: bool
    """Whether it is one number at each step."""


@dataclass(frozen=True, eq=False)
class Scope:
    """The names of one layer of a recording."""

    condition: str
    recording: Recording
    layer: int

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Every name of a value of the step, with the cell type's name for it: {"h": "h", "forget": "f", ...}."""
        cell = self.recording.cell
        return {**{name: name for name in cell.variables}, **cell.gate_words}

    @cached_property
    def gradients(self) -> Mapping[str, str]:
        """The same for gradients, by the name without ``grad_``; none where none were recorded."""
        known = gradient_names(self.recording)
        return {name: variable for name, variable in self.names.items() if variable in known}

    def size(self, variable: str) -> int:
        """How many units a variable has in this layer; of x, its features."""
        return self.recording.architecture.size(self.recording.cell.size_of(variable), self.layer)

    def reference(self, name: Name) -> Reference:
        """What a name stands for.

        Raises:
            ConditionError: there is no such name, or no such unit.
        """
        if name.text == "t":
            self._refuse_units(name)
            return Reference("t", "", "", range(0), True)
        if name.text == "length":
            self._refuse_units(name)
            return Reference("length", "", "", range(0), True)
        if name.text in self.names:
            return self._value("value", self.names[name.text], name)
        base = name.text.removeprefix(GRADIENT)
        if base != name.text and base in self.gradients:
            return self._value("gradient", self.gradients[base], name)
        raise self._unknown(name)

    def _value(self, kind: Literal["value", "gradient"], variable: str, name: Name) -> Reference:
        units, single = self._units(variable, name)
        return Reference(kind, variable, self.recording.cell.size_of(variable), units, single)

    def _units(self, variable: str, name: Name) -> tuple[range, bool]:
        """The units that an index chooses, and whether it is a single one."""
        size = self.size(variable)
        match name.index:
            case None:
                return range(size), False
            case Unit(span, number):
                unit = self._whole(span, number)
                if not -size <= unit < size:
                    raise self._no_unit(name, span, size, number)
                return range(unit % size, unit % size + 1), True
            case Units(span, first, last):
                bounds = (None if bound is None else self._whole(span, bound) for bound in (first, last))
                units = range(size)[slice(*bounds)]
                if not units:
                    raise self._empty(name, span, size)
                return units, False

    def _whole(self, span: Span, number: str) -> int:
        try:
            return int(number)
        except ValueError:
            raise ConditionError(
                "condition-index",
                N_("units must be chosen in the form [3], [-1] or [2:5], got {got} there. Write whole numbers."),
                got=quote(number),
                **self._place(span),
            ) from None

    def _no_unit(self, name: Name, span: Span, size: int, number: str) -> ConditionError:
        return ConditionError(
            "condition-unit",
            N_(
                "unit of {name} must be at least -{size} and below {size} in layer {layer}, got {got}. "
                "Choose one of these, or a layer that has it."
            ),
            name=name.text,
            size=size,
            layer=self.layer,
            got=shortened(number),
            **self._place(span),
        )

    def _empty(self, name: Name, span: Span, size: int) -> ConditionError:
        return ConditionError(
            "condition-units-none",
            N_(
                "units of {name} must be at least one of its {size} in layer {layer}, got {got}, which are none. "
                "Choose a larger range."
            ),
            name=name.text,
            size=size,
            layer=self.layer,
            got=shortened(name.written.removeprefix(name.text)),
            **self._place(span),
        )

    def _refuse_units(self, name: Name) -> None:
        if name.index is not None:
            raise ConditionError(
                "condition-no-units",
                N_("{name} must stand without units, it is one number at each step, got {got}. Remove the brackets."),
                name=name.text,
                got=quote(name.written),
                **self._place(name.index.span),
            )

    def _unknown(self, name: Name) -> ConditionError:
        """Why a name is none: the most helpful reason that there is."""
        text, base = name.text, name.text.removeprefix(GRADIENT)
        if text == "inf":
            self._refuse_units(name)
        if text.lower() == "nan":
            return ConditionError(
                "condition-nan",
                N_("condition must ask for NaN with isnan, nothing equals {got}. Write isnan(h)."),
                got=quote(text),
                **self._place(name.span),
            )
        if base != text and base in self.names and not self.gradients:
            return ConditionError(
                "condition-gradients",
                N_(
                    "{got} must be asked of a recording with gradients, and this one has none. "
                    "Record again with rnnviz.record(..., gradients_of=loss)."
                ),
                got=quote(text),
                **self._place(name.span),
            )
        if text in FUNCTIONS:
            return ConditionError(
                "condition-call",
                N_("{name} must be followed by what it works on, in brackets, got no brackets. Write {example}."),
                name=text,
                example=example(text),
                **self._place(name.span),
            )
        choices = (*self.names, "t", "length", *(GRADIENT + name for name in self.gradients))
        facts = {
            "cell_type": self.recording.cell_type,
            "choices": ", ".join(choices),
            "got": quote(text),
            **self._place(name.span),
        }
        near = get_close_matches(normalize("NFKC", text).lower(), choices, 1, 0.6)
        if near:
            return ConditionError(
                "condition-name-near",
                N_(
                    "name must be one of {choices} for cell type {cell_type}, got {got}. "
                    "Choose one of these; did you mean {near}?"
                ),
                near=quote(near[0]),
                **facts,
            )
        return ConditionError(
            "condition-name",
            N_("name must be one of {choices} for cell type {cell_type}, got {got}. Choose one of these."),
            **facts,
        )

    def _place(self, span: Span) -> dict[str, object]:
        return {"condition": self.condition, "start": span.start, "end": span.end}
