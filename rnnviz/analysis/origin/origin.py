"""Where does this number come from?"""

import math
import operator
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import SupportsIndex

import numpy as np

from rnnviz.analysis.origin.home import INITIAL, home
from rnnviz.analysis.origin.slope import slope
from rnnviz.analysis.origin.source import Source
from rnnviz.analysis.origin.term import Factor, Term
from rnnviz.analysis.origin.terms import Reading, terms
from rnnviz.analysis.rerun.made import MadeStep
from rnnviz.cells.expression import Call
from rnnviz.cells.operation import Operation
from rnnviz.errors import ArgumentError, PlaceError
from rnnviz.recorder import Recording, Track
from rnnviz.words import N_

_PRINTED = 8
"""Terms of a printed answer; of more, the sum of the others."""


@dataclass(frozen=True, eq=False)
class Origin:
    """One number and what it is made of; what `rnnviz.origin` returns."""

    recording: Recording
    batch: int
    place: Source
    """Which number it is."""
    value: float
    """As it was recorded."""
    operation: Operation | None
    """What made it; None for what came from outside the step: the input, and a state of the step before."""
    terms: tuple[Term, ...]
    """What it is made of, the largest first: they add up to the value. None where it came from outside the network, or
    where an edit set it."""
    slope: float | None = None
    """For the result of a function: how much it moves with its argument, from 0 to 1."""
    trail: tuple[Source, ...] = field(default=())
    """The numbers that were followed to this one, which is the last."""
    edits: tuple[str, ...] = ()
    """Of an edited run: the edits that set this number, in the order in which they were made."""

    @property
    def variable(self) -> str:
        """Its name: "f"; "h_0" for an initial state."""
        return self.place.variable

    @property
    def unit(self) -> int:
        """From 0; of the input, the feature."""
        return self.place.unit

    @property
    def t(self) -> int:
        """The position in the input; of an initial state, that of the step which reads it."""
        return self.place.t

    @property
    def layer(self) -> int:
        """From 0."""
        return self.place.layer

    @property
    def direction(self) -> str:
        """ "forward" or "reverse"."""
        return self.place.direction

    @property
    def label(self) -> str | None:
        """The label of the input at ``t``, for a value of the input."""
        return self.place.label

    @cached_property
    def total(self) -> float:
        """The sum of the contributions in float64: the value, but for the rounding of the recording's type."""
        return _sum([term.contribution for term in self.terms]) if self.terms else self.value

    def follow(self, what: Term | Source) -> "Origin":
        """The origin of a number that this one is made of.

        Args:
            what: one of ``terms``, if one value stands in it; else one of ``term.sources``.

        Raises:
            ArgumentError: the term is a bias, or it holds several values.
        """
        found = what if isinstance(what, Source) else _single(what)
        track = self.recording.track(found.layer, found.direction, self.batch)
        return _origin(track, found.variable, found.unit, found.t, self.trail)

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def __repr__(self) -> str:
        made = "set by an edit" if self.edits else f"{len(self.terms)} terms"
        return f"<Origin: {self.place}: {self.value:.6g}, {made}>"

    def _lines(self) -> Iterator[str]:
        yield f"{self.place} = {self.value:.4f}"
        for edit in self.edits:
            yield f"  set by the edit {edit}"
        for term in self.terms[:_PRINTED]:
            numbers = " * ".join(f"{factor.value:.4f}" for factor in term.factors)
            yield f"  {term.contribution:+.4f} = {term.code}" + (f" = {numbers}" if len(term.factors) > 1 else "")
        if len(self.terms) > _PRINTED:
            rest = _sum([term.contribution for term in self.terms[_PRINTED:]])
            yield f"  {rest:+.4f} = {len(self.terms) - _PRINTED} more"


def origin(
    rec: Recording,
    name: str,
    unit: SupportsIndex,
    t: SupportsIndex,
    *,
    layer: SupportsIndex = 0,
    direction: str = "forward",
    batch: SupportsIndex = 0,
) -> Origin:
    """What a number is made of: every weight, input and earlier value, with what each contributes.

    A sum has a term for each summand, and a matrix product in it one for each of its columns; a product is one term; a
    function passes its argument on one to one. What the step before or the layer below handed over is one term, the
    number there. So every number can be followed back through time, to the input and the initial states. In an edited
    run the way ends at what an edit set: it has no terms, and ``edits`` names the edit.

    Args:
        rec: the recording.
        name: a variable of the step, one of ``rec.cell.variables``; or "h_0", "c_0", an initial state.
        unit: which unit of it, from 0; a negative one counts from the last.
        t: the position in the input, from 0, in both directions; a negative one counts from the row's end. An initial
            state belongs to the first step that is processed.
        layer: from 0.
        direction: "forward" or "reverse".
        batch: the batch row, from 0.

    Raises:
        PlaceError: there is no such variable, unit, time step, layer, direction or row.
        ArgumentError: the recording has no weights, and the number is made with some.

    >>> import torch, rnnviz
    >>> rec = rnnviz.record(torch.nn.LSTM(input_size=3, hidden_size=2), torch.ones(4, 1, 3))
    >>> found = rnnviz.origin(rec, "c", unit=1, t=3)
    >>> sorted(term.code for term in found.terms)
    ['kept[1]', 'written[1]']
    >>> kept = found.follow(Source("kept", 1, 3))
    >>> kept.terms[0].code, [str(source) for source in kept.terms[0].sources]
    ('f[1] * c_prev[1]', ['f[1] at t = 3', 'c[1] at t = 2'])
    """
    track = rec.track(operator.index(layer), direction, operator.index(batch))
    return _origin(track, name, operator.index(unit), operator.index(t), ())


def _origin(track: Track, name: str, unit: int, t: int, trail: tuple[Source, ...]) -> Origin:
    cell_type, t = track.cell_type, track.position(t)
    state = name.removesuffix(INITIAL)
    initial = name != state and state in cell_type.states
    if initial:
        t, values = track.order[0], track.initial(state)
    else:
        values = track.part(name, t, t + 1)[0]
    unit, value = _unit(name, unit, len(values)), float(values[unit])
    step = MadeStep(track, t)
    label = track.label(t) if name == "x" and track.layer == 0 else None
    place = Source(name, unit, t, track.layer, track.direction, label)
    edits = tuple(map(str, step.of(name, unit)))
    operation = None if initial or name in cell_type.inputs else cell_type.operation(name)
    steep: float | None = None
    if initial or edits:
        found: tuple[Term, ...] = ()
    elif operation is None:
        there = home(step, name, unit)
        found = () if there == place else (_handed_over(step, there, value),)
    else:
        found = _terms(step, operation, place, value)
        call = operation.expression
        steep = slope(call.function, found[0].factors[0].value) if isinstance(call, Call) else None
    return Origin(track.recording, track.batch, place, value, operation, found, steep, (*trail, place), edits)


def _handed_over(step: MadeStep, there: Source, value: float) -> Term:
    """What the step before or the layer below made; dropout between two layers multiplies it."""
    rec = step.track.recording
    factors = [Factor(there.code, value, (there,))]
    if there.layer < step.track.layer and rec.layer_inputs is not None:
        below = rec.track(there.layer, there.direction, step.track.batch)
        made = float(below.part(there.variable, there.t, there.t + 1)[0, there.unit])
        if made not in (0.0, value) and math.isfinite(made):
            factors = [Factor(there.code, made, (there,)), Factor("dropout", value / made)]
    return Term(tuple(factors), value)


def _terms(step: MadeStep, operation: Operation, place: Source, value: float) -> tuple[Term, ...]:
    track, t = step.track, step.t
    if operation.parameters and not track.weights:
        raise ArgumentError(
            "origin-weights",
            N_(
                "rec must have weights to say what {got} is made of, and it has none. Save it with weights=True, or "
                "record it again."
            ),
            got=place.code,
        )
    read = {name: track.part(name, t, t + 1)[0] for name in operation.reads}
    values = {**read, **{name: step.weights[name] for name in operation.parameters}}
    wide = {name: np.asarray(one, np.float64) for name, one in values.items()}
    return terms(operation.expression, place.unit, value, Reading(wide, lambda name, unit: home(step, name, unit)))


def _unit(name: str, unit: int, size: int) -> int:
    if not -size <= unit < size:
        raise PlaceError(
            "origin-unit",
            N_("unit of {name} must be at least -{size} and below {size}, got {got}. Choose one that it has."),
            name=name,
            size=size,
            got=unit,
        )
    return unit % size


def _single(term: Term) -> Source:
    if len(term.sources) == 1:
        return term.sources[0]
    if not term.sources:
        raise ArgumentError(
            "origin-weight",
            N_(
                "what must hold a value of the run to follow, got {got}, which is a weight. Follow a term with a value "
                "in it."
            ),
            got=term.code,
        )
    raise ArgumentError(
        "origin-several",
        N_("what must be one value, got {got}, which holds {count}. Follow one of its sources: {choices}."),
        got=term.code,
        count=len(term.sources),
        choices=", ".join(source.code for source in term.sources),
    )


def _sum(values: list[float]) -> float:
    # fsum has no answer where inf and -inf meet, or the sum leaves float64.
    try:
        return math.fsum(values)
    except (OverflowError, ValueError):
        return math.nan
