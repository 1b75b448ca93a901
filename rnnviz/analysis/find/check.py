"""Whether a condition means anything: numbers where numbers belong, truth values elsewhere, units of one kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from rnnviz.analysis.find.functions import (
    EACH,
    FUNCTIONS,
    OVER_TRUTHS,
    OVER_UNITS,
    TESTS,
    example,
)
from rnnviz.analysis.find.names import GRADIENT, Reference, Scope
from rnnviz.analysis.find.quote import quote
from rnnviz.analysis.find.tree import (
    Arithmetic,
    Call,
    Comparison,
    Logic,
    Name,
    Negative,
    Node,
    Not,
    Number,
    Span,
    parts,
)
from rnnviz.errors import ConditionError
from rnnviz.words import N_


@dataclass(frozen=True)
class About:
    """The units that something is about: it has one value for each of them."""

    axis: str
    units: range
    name: str

    @property
    def written(self) -> str:
        """The units as they could be written: ``f[0:4]``."""
        return f"{self.name}[{self.units.start}:{self.units.stop}]"


@dataclass(frozen=True)
class Kind:
    """What a part of a condition is: true or false, or a number; once for each step, or once for each unit."""

    truth: bool
    about: About | None


def check(node: Node, scope: Scope) -> Kind:
    """What a whole condition is about.

    Raises:
        ConditionError: it is none.
    """
    return _Checker(scope).truth(node)


def check_number(node: Node, scope: Scope) -> Kind:
    """What a whole expression is about: a number at each step, or one for each unit.

    Raises:
        ConditionError: it is none.
    """
    kind = _Checker(scope).kind(node)
    if kind.truth:
        raise ConditionError(
            "expression-number",
            N_(
                "expression must be a number such as mean(f), got {got}, which is true or false. "
                "Ask rnnviz.find for the steps at which it holds."
            ),
            got=quote(scope.condition[node.span.start : node.span.end]),
            condition=scope.condition,
            start=node.span.start,
            end=node.span.end,
        )
    return kind


def single_units(node: Node, scope: Scope) -> tuple[int, ...] | None:
    """The units that a condition names one by one, all of one axis; None where there are none, or of two axes."""
    found = {(one.axis, one.units.start) for one in _singles(node, scope)}
    axes = {axis for axis, _ in found}
    return tuple(sorted(unit for _, unit in found)) if len(axes) == 1 else None


def _singles(node: Node, scope: Scope) -> list[Reference]:
    if isinstance(node, Name):
        reference = scope.reference(node)
        return [reference] if reference.single and reference.axis else []
    if isinstance(node, Call) and node.function in (*OVER_UNITS, *OVER_TRUTHS):
        return []
    return [one for part in parts(node) for one in _singles(part, scope)]


@dataclass(frozen=True)
class _Checker:
    scope: Scope

    def truth(self, node: Node) -> Kind:
        kind = self.kind(node)
        if not kind.truth:
            got = self._text(node.span)
            raise ConditionError(
                "condition-truth",
                N_("condition must have something true or false here, got {got}, a number. Compare it with another."),
                got=quote(got),
                **self._place(node.span),
            )
        return kind

    def number(self, node: Node) -> Kind:
        kind = self.kind(node)
        if kind.truth:
            raise ConditionError(
                "condition-number",
                N_(
                    "condition must have a number here, got {got}, which is true or false. "
                    "Join what is true or false with and, or, not."
                ),
                got=quote(self._text(node.span)),
                **self._place(node.span),
            )
        return kind

    def kind(self, node: Node) -> Kind:
        match node:
            case Number():
                return Kind(False, None)
            case Name():
                return Kind(False, self._about(node))
            case Negative(operand=operand):
                return self.number(operand)
            case Arithmetic():
                return Kind(False, self._together([(part, self.number(part)) for part in parts(node)]))
            case Comparison():
                self._check_crosses(node)
                return Kind(True, self._together([(part, self.number(part)) for part in parts(node)]))
            case Not(operand=operand):
                return self.truth(operand)
            case Logic():
                return Kind(True, self._together([(part, self.truth(part)) for part in parts(node)]))
            case Call():
                return self._call(node)

    def _about(self, name: Name) -> About | None:
        reference = self.scope.reference(name)
        return None if reference.single else About(reference.axis, reference.units, name.text)

    def _together(self, found: Sequence[tuple[Node, Kind]]) -> About | None:
        """The units that all parts are about; a part that is one number goes with any."""
        first: tuple[Node, About] | None = None
        for node, kind in found:
            if kind.about is None:
                continue
            if first is None:
                first = node, kind.about
            elif (first[1].axis, first[1].units) != (kind.about.axis, kind.about.units):
                raise self._apart(first, (node, kind.about))
        return first and first[1]

    def _apart(self, first: tuple[Node, About], other: tuple[Node, About]) -> ConditionError:
        one, two = first[1], other[1]
        return ConditionError(
            "condition-units-apart",
            N_(
                "units must be the same on both sides, got {got} beside {first}. Choose single units, as in "
                "{first_unit} and {got_unit}, or put all units together with a function such as mean."
            ),
            got=two.written,
            first=one.written,
            first_unit=f"{one.name}[{one.units.start}]",
            got_unit=f"{two.name}[{two.units.start}]",
            **self._place(other[0].span),
        )

    def _check_crosses(self, node: Comparison) -> None:
        if len(node.rest) > 1 and any(operator == "crosses" for operator, _ in node.rest):
            raise ConditionError(
                "condition-crosses",
                N_(
                    "crosses must stand alone between two numbers, got another comparison in {got}. "
                    "Join two comparisons with and."
                ),
                got=quote(self._text(node.span)),
                **self._place(node.span),
            )

    def _call(self, node: Call) -> Kind:
        function = node.function
        if function not in FUNCTIONS:
            raise self._no_function(node)
        if len(node.arguments) != 1:
            raise ConditionError(
                "condition-arguments",
                N_("{name} must be given exactly one argument, got {got}. Write it as {example}."),
                name=function,
                got=len(node.arguments),
                example=example(function),
                **self._place(node.span),
            )
        (argument,) = node.arguments
        if function == "prev":
            return self.kind(argument)
        if function in OVER_TRUTHS:
            self._check_many(node, self.truth(argument))
            return Kind(True, None)
        kind = self.number(argument)
        if function in OVER_UNITS:
            self._check_many(node, kind)
            return Kind(False, None)
        return Kind(function in TESTS, kind.about) if function in TESTS or function in EACH else kind

    def _check_many(self, node: Call, kind: Kind) -> None:
        if kind.about is None:
            raise ConditionError(
                "condition-over-units",
                N_(
                    "{name} must be given something with a value for each unit, got {got}, which has one at each step. "
                    "Write it as {example}, or leave {name} out."
                ),
                name=node.function,
                got=quote(self._text(node.arguments[0].span)),
                example=example(node.function),
                **self._place(node.arguments[0].span),
            )

    def _no_function(self, node: Call) -> ConditionError:
        name, scope = node.function, self.scope
        facts: dict[str, object] = {"got": quote(name), **self._place(node.named)}
        if name in (*scope.names, "t", "length") or name.removeprefix(GRADIENT) in scope.names:
            return ConditionError(
                "condition-not-function",
                N_(
                    "{name} must stand without round brackets, it is no function, got {got}. "
                    "Units stand in square brackets."
                ),
                name=name,
                got=quote(f"{name}("),
                **self._place(node.named),
            )
        near = get_close_matches(name.lower(), FUNCTIONS, 1, 0.6)
        if near:
            return ConditionError(
                "condition-function-near",
                N_("function must be one of {choices}, got {got}. Choose one of these; did you mean {near}?"),
                choices=", ".join(FUNCTIONS),
                near=quote(near[0]),
                **facts,
            )
        return ConditionError(
            "condition-function",
            N_("function must be one of {choices}, got {got}. Choose one of these."),
            choices=", ".join(FUNCTIONS),
            **facts,
        )

    def _text(self, span: Span) -> str:
        return self.scope.condition[span.start : span.end]

    def _place(self, span: Span) -> dict[str, object]:
        return {"condition": self.scope.condition, "start": span.start, "end": span.end}
