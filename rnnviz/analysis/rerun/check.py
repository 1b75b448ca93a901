"""Whether an edit means anything for a recording: a name that it has, units of it, a number or a label to put there."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from rnnviz.analysis.find.quote import quote, shortened
from rnnviz.analysis.rerun.edit import Edit, Part
from rnnviz.analysis.rerun.editable import Editable, editable
from rnnviz.analysis.rerun.labels import Labels
from rnnviz.analysis.rerun.whereabouts import Place, Whereabouts
from rnnviz.analysis.rerun.written import Index, Span, Value, Word, Written
from rnnviz.errors import EditError
from rnnviz.recorder import Recording
from rnnviz.words import N_

_SHOWN = 20
"""Labels that a message lists."""


@dataclass(frozen=True, eq=False)
class Scope:
    """The names and sizes of a recording, for a text of edits."""

    text: str
    recording: Recording
    made: bool = False
    """Whether the recording is the edited run itself: its input is no longer the one that labels were taken from."""

    def edit(self, written: Written) -> Edit:
        """What was written, checked.

        Raises:
            EditError: it does not fit the recording.
        """
        when = Whereabouts(self.text, self.recording)
        place = when.place(written)
        target = self._target(written.name, place.layer)
        when.check(target, written)
        index = () if written.index is None else self._index(target, written.index, place.layer)
        value = self._value(target, written, place)
        start, stop = when.steps(target, written, place)
        return Edit(target.name, written.operator, value, index, start, stop, place.layer, place.direction, place.row)

    @cached_property
    def _editable(self) -> Mapping[int, Mapping[str, Editable]]:
        rec = self.recording
        return {layer: {one.name: one for one in editable(rec, layer)} for layer in range(rec.num_layers)}

    def _target(self, name: Word, layer: int) -> Editable:
        names = self._editable[layer]
        words = self.recording.cell.gate_words
        found = names.get(name.text) or names.get(words.get(name.text, ""))
        if found is not None:
            return found
        choices = (*names, *words)
        facts = {
            "choices": ", ".join(choices),
            "cell_type": self.recording.cell_type,
            "got": quote(name.text),
            **self._at(name.span),
        }
        near = get_close_matches(name.text, choices, 1, 0.6)
        if near:
            raise EditError(
                "edit-target-near",
                N_(
                    "name must be one of {choices} for cell type {cell_type}, got {got}. "
                    "Choose one of these; did you mean {near}?"
                ),
                near=quote(near[0]),
                **facts,
            )
        raise EditError(
            "edit-target",
            N_("name must be one of {choices} for cell type {cell_type}, got {got}. Choose one of these."),
            **facts,
        )

    def _index(self, target: Editable, index: Index, layer: int) -> tuple[Part, ...]:
        facts = {"name": target.name, "layer": layer, "got": shortened(self._written(index.span))}
        if len(index.parts) > len(target.shape):
            raise EditError(
                "edit-axes",
                N_(
                    "brackets of {name} must hold one number or range for each of its axes, {most} at most, got {got}. "
                    "Remove the others."
                ),
                most=len(target.shape),
                **facts,
                **self._at(index.span),
            )
        for part, size in zip(index.parts, target.shape, strict=False):
            inside = -size <= part < size if isinstance(part, int) else bool(range(size)[slice(*part)])
            if not inside:
                raise EditError(
                    "edit-units",
                    N_(
                        "units of {name} must lie within its {sizes} units in layer {layer}, got {got}. "
                        "Choose units that it has."
                    ),
                    sizes=" x ".join(map(str, target.shape)),
                    **facts,
                    **self._at(index.span),
                )
        return index.parts

    def _value(self, target: Editable, written: Written, place: Place) -> float | str:
        value = written.value
        if value.label:
            return _unquoted(value) if self.made else self._label(target, written, place)
        try:
            return float(value.text)
        except ValueError:
            pass
        raise EditError(
            "edit-value",
            N_("value must be a number, inf, nan or a label in quotes, got {got}. Write a number."),
            got=quote(value.text),
            **self._at(value.span),
        )

    def _label(self, target: Editable, written: Written, place: Place) -> str:
        value = written.value
        if (target.kind, place.layer, written.operator, written.index) != ("input", 0, "=", None):
            raise EditError(
                "edit-label-place",
                N_("a label must take the place of the whole x of layer 0, got {got}. Write x = {label}."),
                got=quote(self._written(written.span)),
                label=value.text,
                **self._at(value.span),
            )
        label, labels = _unquoted(value), Labels(self.recording)
        if not labels.places:
            raise EditError(
                "edit-no-labels",
                N_("x must be set to a number where the recording has no labels, got {got}. Record with labels=..."),
                got=shortened(value.text),
                **self._at(value.span),
            )
        if label not in labels.places:
            some = [repr(one) for one in labels.places]
            raise EditError(
                "edit-label",
                N_("label must be one that stands in the recording, got {got}. Choose one of: {choices}."),
                got=shortened(value.text),
                choices=", ".join(some[:_SHOWN]) + (", …" if len(some) > _SHOWN else ""),
                **self._at(value.span),
            )
        apart = labels.differ(label)
        if apart is not None:
            (t, row), (other_t, other_row) = apart
            raise EditError(
                "edit-label-vectors",
                N_(
                    "label must stand for one input, got {got}, whose input at t = {t} in row {row} is another than at "
                    "t = {other_t} in row {other_row}. Set the features of x instead."
                ),
                got=shortened(value.text),
                t=t,
                row=row,
                other_t=other_t,
                other_row=other_row,
                **self._at(value.span),
            )
        return label

    def _written(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def _at(self, span: Span) -> dict[str, object]:
        return {"edits": self.text, "start": span.start, "end": span.end}


def _unquoted(value: Value) -> str:
    """The label without quotes; as it stands where a backslash in it means nothing."""
    try:
        return str(ast.literal_eval(value.text))
    except (SyntaxError, ValueError):
        return value.text[1:-1]
