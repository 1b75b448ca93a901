"""A condition worked out over some steps of a track.

Numbers are NumPy's: those of the recording keep their type, those of the condition take it on, so that ``f == 0.1``
holds in float32 where PyTorch would say so; sums over units are made in float64. NaN compares as everywhere: only
``!=`` holds.

What is said of the step before the first one is neither true nor false. A truth value is therefore kept as two arrays,
where it holds and where it fails (Kleene's logic, 1938): ``not`` changes them over, and a step is found only where the
whole holds.
"""

import operator
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from types import MappingProxyType
from typing import Any

import numpy as np
from jaxtyping import Bool, Float

from rnnviz.analysis.find.functions import EACH, OVER_UNITS, TESTS
from rnnviz.analysis.find.names import Reference, Scope
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
    parts,
)
from rnnviz.analysis.find.window import Window

Value = float | Float[np.ndarray, "steps units"]
"""A number that is the same everywhere takes on the type of what it meets."""

_ARITHMETIC: Mapping[str, Callable[[Any, Any], Any]] = MappingProxyType(
    {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": np.divide}
)
_COMPARE: Mapping[str, Callable[[Any, Any], Any]] = MappingProxyType(
    {
        "<": operator.lt,
        "<=": operator.le,
        ">": operator.gt,
        ">=": operator.ge,
        "==": operator.eq,
        "!=": operator.ne,
    }
)


@dataclass(frozen=True, eq=False)
class Truth:
    """Where something holds, and where it fails; at the other places there is nothing to say."""

    holds: Bool[np.ndarray, "steps units"]
    fails: Bool[np.ndarray, "steps units"]


def holds(node: Node, scope: Scope, window: Window) -> Bool[np.ndarray, "steps units"]:
    """Where a condition holds: at each step once, or for each of the units that it is about."""
    # 1/0 is inf and inf - inf is NaN: they are answers here.
    with np.errstate(all="ignore"):
        return _Walk(scope).truth(node, window).holds


def numbers(node: Node, scope: Scope, window: Window) -> Float[np.ndarray, "steps units"]:
    """What an expression is at each step, once or for each of its units; NaN before the first step that has it."""
    with np.errstate(all="ignore"):
        found = np.asarray(_Walk(scope).number(node, window))
    found = np.broadcast_to(found, (len(window), found.shape[1] if found.ndim else 1))
    known = np.arange(window.first, window.last)[:, None] >= known_from(node, scope)
    worked_out: np.ndarray = np.where(known, found, found.dtype.type(np.nan))
    return worked_out


def known_from(node: Node, scope: Scope) -> int:
    """The first step, counted as they are processed, at which a part of a condition has its value; -1 for a state."""
    match node:
        case Number():
            return -sys.maxsize
        case Name():
            reference = scope.reference(node)
            return -1 if _is_state(reference, scope) else (-sys.maxsize if reference.kind == "length" else 0)
        case Call(function="prev" | "change"):
            return 1 + max(known_from(part, scope) for part in parts(node))
        case Comparison(rest=(("crosses", _),)):
            return 1 + max(known_from(part, scope) for part in parts(node))
    return max(known_from(part, scope) for part in parts(node))


def _is_state(reference: Reference, scope: Scope) -> bool:
    return reference.kind == "value" and reference.variable in scope.recording.cell.states


@dataclass(frozen=True)
class _Walk:
    scope: Scope

    def number(self, node: Node, window: Window) -> Value:
        match node:
            case Number(value=value):
                return value
            case Name():
                return self._name(node, window)
            case Negative(operand=operand):
                return -self.number(operand, window)
            case Arithmetic(first=first, rest=rest):
                found = self.number(first, window)
                for sign, part in rest:
                    found = _plain(_ARITHMETIC[sign](found, self.number(part, window)))
                return found
            case Call(function="prev", arguments=(argument,)):
                return self.number(argument, window.before)
            case Call(function="change", arguments=(argument,)):
                values = self.number(argument, window.wider)
                return _plain(_now(values) - _before(values))
            case Call(function=function, arguments=(argument,)):
                worked_out = EACH.get(function) or OVER_UNITS[function]
                return _plain(worked_out(_array(self.number(argument, window))))
        raise AssertionError(node)

    def truth(self, node: Node, window: Window) -> Truth:
        match node:
            case Comparison():
                return self._comparison(node, window)
            case Not(operand=operand):
                found = self.truth(operand, window)
                return Truth(found.fails, found.holds)
            case Logic(word=word, parts=found):
                truths = [self.truth(part, window) for part in found]
                both = [[truth.holds for truth in truths], [truth.fails for truth in truths]]
                every, some = (_every, _some) if word == "and" else (_some, _every)
                return Truth(every(both[0]), some(both[1]))
            case Call(function="prev", arguments=(argument,)):
                return self.truth(argument, window.before)
            case Call(function="any", arguments=(argument,)):
                one = self.truth(argument, window)
                return Truth(_any(one.holds), _all(one.fails))
            case Call(function="all", arguments=(argument,)):
                one = self.truth(argument, window)
                return Truth(_all(one.holds), _any(one.fails))
            case Call(function=function, arguments=(argument,)):
                return self._known(node, window, TESTS[function](_array(self.number(argument, window))))
        raise AssertionError(node)

    def _name(self, name: Name, window: Window) -> Value:
        reference = self.scope.reference(name)
        if reference.kind == "length":
            return float(len(window.track))
        return window.positions() if reference.kind == "t" else window.read(reference)

    def _comparison(self, node: Comparison, window: Window) -> Truth:
        if node.rest[0][0] == "crosses":
            return self._crosses(node, window)
        left, found = self.number(node.first, window), []
        for sign, part in node.rest:
            right = self.number(part, window)
            found.append(_COMPARE[sign](left, right))
            left = right
        return self._known(node, window, _every(found))

    def _crosses(self, node: Comparison, window: Window) -> Truth:
        """From below to at or above, or from above to at or below."""
        left, right = self.number(node.first, window.wider), self.number(node.rest[0][1], window.wider)
        rises = (_before(left) < _before(right)) & (_now(left) >= _now(right))
        falls = (_before(left) > _before(right)) & (_now(left) <= _now(right))
        return self._known(node, window, rises | falls)

    def _known(self, node: Node, window: Window, found: Any) -> Truth:
        """A truth value, from the first step on at which there is one."""
        known = np.arange(window.first, window.last)[:, None] >= known_from(node, self.scope)
        return Truth(found & known, ~np.asarray(found) & known)


def _every(found: list[Any]) -> Any:
    return reduce(operator.and_, found)


def _some(found: list[Any]) -> Any:
    return reduce(operator.or_, found)


def _any(found: Any) -> Any:
    """Whether it is so for any of the units."""
    return np.any(found, axis=1, keepdims=True)


def _all(found: Any) -> Any:
    """Whether it is so for all of the units."""
    return np.all(found, axis=1, keepdims=True)


def _plain(value: Any) -> Value:
    """A number that is the same everywhere as Python's own, so that it goes on to take on other types."""
    return value if np.ndim(value) else float(value)


def _array(value: Value) -> Any:
    return np.float64(value) if isinstance(value, float) else value


def _now(values: Value) -> Any:
    """Without the step that stands before the others."""
    return values if isinstance(values, float) else values[1:]


def _before(values: Value) -> Any:
    """Each step's predecessor."""
    return values if isinstance(values, float) else values[:-1]
