"""Random conditions, each as text and as plain NumPy: the two know nothing of each other but the tree.

Numbers are worked out at one step of one track: a scalar, an array of units, or None where the step before the first is
asked for. Truth values are 1 where something holds, 0 where it fails and 0.5 where there is nothing to say; ``and`` is
the smallest, ``or`` the largest, ``not`` takes it from 1.
"""

import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Written:
    """A part of a condition: an operator or function, its parts; a name or a constant is its own operator."""

    operator: str
    parts: tuple["Written", ...] = ()
    index: str = ""
    units: slice | int | None = None

    def walk(self) -> Iterator["Written"]:
        yield self
        for part in self.parts:
            yield from part.walk()


# How tightly each binds, and how tightly its parts must bind to stand without brackets.
_LOOSE = {"or": 0, "and": 1, "not": 2, "chain": 3, "crosses": 3, "+": 4, "-": 4, "*": 5, "/": 5, "negative": 6}
_COMPARE = ("<", "<=", ">", ">=", "==", "!=")
_OVER_UNITS = ("mean", "min", "max", "sum", "norm", "std", "any", "all")
_CALLS = (*_OVER_UNITS, "abs", "isnan", "isinf", "isfinite", "prev", "change")


def text(node: Written, draw: random.Random) -> str:
    """The condition as somebody may write it: brackets where they are needed, sometimes elsewhere, spaces anyhow."""
    space = draw.choice(("", " ", " ", "  "))

    def part(one: Written, least: int) -> str:
        said = text(one, draw)
        return f"({space}{said})" if _LOOSE.get(one.operator, 7) < least or draw.random() < 0.1 else said

    match node.operator, node.parts:
        case ("and" | "or") as word, parts:
            return f" {word} ".join(part(one, _LOOSE[word] + 1) for one in parts)
        case "not", (one,):
            return f"not {part(one, 2)}"
        case "chain", parts:
            signs = node.index.split()
            said = part(parts[0], 4)
            for sign, one in zip(signs, parts[1:], strict=True):
                said += f"{space}{sign}{space}{part(one, 4)}"
            return said
        case "crosses", (left, right):
            return f"{part(left, 4)} crosses {part(right, 4)}"
        case ("+" | "-" | "*" | "/") as sign, (left, right):
            least = _LOOSE[sign]
            return f"{part(left, least)}{space}{sign}{space}{part(right, least + 1)}"
        case "negative", (one,):
            return f"-{space}{part(one, 6)}"
        case name, (one,):
            return f"{name}({space}{text(one, draw)}{space})"
        case name, ():
            return name + node.index
    raise AssertionError(node)


def single_units(node: Written) -> tuple[int, ...] | None:
    """What a hit says of units where the condition is about none: those named one by one, if all are of one axis."""
    found = _singles(node)
    return tuple(sorted({unit for _, unit in found})) if len({axis for axis, _ in found}) == 1 else None


def _singles(node: Written) -> set[tuple[str, int]]:
    if node.operator in _OVER_UNITS:
        return set()
    if isinstance(node.units, int):
        return {(axis_of(node.operator), node.units)}
    return set().union(*(_singles(part) for part in node.parts))


def axis_of(name: str) -> str:
    """Which values are counted alike; h of a projected LSTM is told apart by the caller."""
    return {"x": "features", "h": "h", "h_prev": "h"}.get(name, "units")


# --- what it means, step by step ---


@dataclass(frozen=True, eq=False)
class Oracle:
    """One track: every value in the order of processing, and the states before the first step."""

    values: Mapping[str, np.ndarray]
    initial: Mapping[str, np.ndarray]
    words: Mapping[str, str]
    reverse: bool
    length: int

    def number(self, node: Written, k: int) -> Any:
        match node.operator, node.parts:
            case "negative", (one,):
                found = self.number(one, k)
                return None if found is None else -found
            case ("+" | "-" | "*" | "/") as sign, (left, right):
                return _calculate(sign, self.number(left, k), self.number(right, k))
            case "prev", (one,):
                return self.number(one, k - 1)
            case "change", (one,):
                return _calculate("-", self.number(one, k), self.number(one, k - 1))
            case "abs", (one,):
                found = self.number(one, k)
                return None if found is None else np.abs(found)
            case name, (one,):
                found = self.number(one, k)
                return None if found is None else _over_units(name, np.asarray(found, np.float64))
        if node.operator == "t":
            return None if k < 0 else np.float64(self.length - 1 - k if self.reverse else k)
        if node.operator == "length":
            return float(self.length)
        if node.operator == "inf" or node.operator[0] in "0123456789.":
            return float(node.operator)
        name = self.words.get(node.operator, node.operator)
        if k >= 0:
            vector = self.values[name][k]
        elif k == -1 and name in self.initial:
            vector = self.initial[name]
        else:
            return None
        return vector if node.units is None else vector[node.units]

    def truth(self, node: Written, k: int) -> Any:
        match node.operator, node.parts:
            case "and", parts:
                return _all_of(np.minimum, [self.truth(one, k) for one in parts])
            case "or", parts:
                return _all_of(np.maximum, [self.truth(one, k) for one in parts])
            case "not", (one,):
                return 1 - self.truth(one, k)
            case "prev", (one,):
                return self.truth(one, k - 1)
            case "any", (one,):
                return np.max(self.truth(one, k))
            case "all", (one,):
                return np.min(self.truth(one, k))
            case "crosses", (left, right):
                now, before = [(self.number(left, j), self.number(right, j)) for j in (k, k - 1)]
                if any(one is None for one in (*now, *before)):
                    return np.float64(0.5)
                rises = (before[0] < before[1]) & np.greater_equal(now[0], now[1])
                falls = np.greater(before[0], before[1]) & np.less_equal(now[0], now[1])
                return np.float64(1) * (rises | falls)
            case "chain", parts:
                numbers = [self.number(one, k) for one in parts]
                if any(one is None for one in numbers):
                    return np.float64(0.5)
                pairs = zip(node.index.split(), numbers, numbers[1:], strict=False)
                return _all_of(np.minimum, [np.float64(1) * _compare(*pair) for pair in pairs])
            case name, (one,):
                found = self.number(one, k)
                if found is None:
                    return np.float64(0.5)
                return np.float64(1) * {"isnan": np.isnan, "isinf": np.isinf, "isfinite": np.isfinite}[name](found)
        raise AssertionError(node)


def _calculate(sign: str, left: Any, right: Any) -> Any:
    if left is None or right is None:
        return None
    if sign == "/" and isinstance(left, float) and isinstance(right, float) and right == 0:
        return math.nan if left == 0 or math.isnan(left) else math.copysign(math.inf, left) * math.copysign(1, right)
    return {"+": lambda: left + right, "-": lambda: left - right, "*": lambda: left * right, "/": lambda: left / right}[
        sign
    ]()


def _compare(sign: str, left: Any, right: Any) -> Any:
    return {
        "<": lambda: left < right,
        "<=": lambda: left <= right,
        ">": lambda: left > right,
        ">=": lambda: left >= right,
        "==": lambda: left == right,
        "!=": lambda: left != right,
    }[sign]()


def _all_of(pick: Any, found: Sequence[Any]) -> Any:
    whole = found[0]
    for one in found[1:]:
        whole = pick(whole, one)
    return whole


def _over_units(name: str, values: np.ndarray) -> Any:
    if name == "mean":
        return sum(values.tolist()) / len(values) if len(values) < 8 else values.mean()
    if name == "sum":
        return np.float64(sum(values.tolist()))
    if name == "norm":
        return np.float64(math.sqrt(sum(one * one for one in values.tolist())))
    if name == "std":
        mean = sum(values.tolist()) / len(values)
        return np.float64(math.sqrt(sum((one - mean) ** 2 for one in values.tolist()) / len(values)))
    return np.float64(min(values) if name == "min" else max(values))


# --- drawing one ---


@dataclass(frozen=True, eq=False)
class Author:
    """Writes random conditions that mean something: every number is about nothing, or about the units ``about``."""

    draw: random.Random
    axes: Mapping[str, tuple[Sequence[str], int]]
    """For each axis the names that are counted along it, and how many units they have."""
    typical: Sequence[str]
    """Numbers that occur in the recording, as they are written."""

    def condition(self) -> tuple[Written, range | None]:
        """A condition, and the units that it is about."""
        about = self.draw.choice([None, *self._choices()])
        node = self.truth(about, 3) if about is None else self.truths_of(about, 3)
        return node, (about[1] if about else None)

    def _choices(self) -> list[tuple[str, range, str]]:
        found = []
        for axis, (_, size) in self.axes.items():
            found += [(axis, range(size), "")] * 2
            first = self.draw.randrange(size)
            last = self.draw.randint(first + 1, size)
            found.append((axis, range(first, last), self._range(first, last, size)))
        return found

    def _range(self, first: int, last: int, size: int) -> str:
        start = self.draw.choice([str(first), str(first - size), *([""] if first == 0 else [])])
        stop = self.draw.choice([str(last), *([str(last - size)] if last < size else ["", str(last + 4)])])
        return f"[{start}:{stop}]"

    def truth(self, about: Any, depth: int) -> Written:
        kind = self.draw.random()
        if depth > 0 and kind < 0.35:
            parts = tuple(self.truth(about, depth - 1) for _ in range(self.draw.choice((2, 2, 3))))
            return Written(self.draw.choice(("and", "or")), parts)
        if depth > 0 and kind < 0.5:
            return Written(self.draw.choice(("not", "not", "prev")), (self.truth(about, depth - 1),))
        if kind < 0.6:
            over = self.draw.choice(self._choices())
            return Written(self.draw.choice(("any", "all")), (self.truths_of(over, depth - 1),))
        if kind < 0.7:
            name = self.draw.choice(("isnan", "isinf", "isfinite"))
            return Written(name, (self.number(about, depth - 1),))
        if kind < 0.8:
            return Written("crosses", (self.number(about, depth - 1), self.number(about, depth - 1)))
        count = self.draw.choice((1, 1, 1, 2))
        signs = " ".join(self.draw.choice(_COMPARE) for _ in range(count))
        return Written("chain", tuple(self.number(about, depth - 1) for _ in range(count + 1)), signs)

    def truths_of(self, about: Any, depth: int) -> Written:
        """A truth value that is surely about these units."""
        first = Written("chain", (self.numbers_of(about, depth - 1), self.number(about, 0)), self.draw.choice(_COMPARE))
        if self.draw.random() < 0.5:
            return first
        pair = [first, self.truth(about, depth - 1)]
        self.draw.shuffle(pair)
        return Written(self.draw.choice(("and", "or")), tuple(pair))

    def number(self, about: Any, depth: int) -> Written:
        kind = self.draw.random()
        if depth <= 0 or kind < 0.4:
            return self.leaf(about)
        if kind < 0.7:
            parts = (self.number(about, depth - 1), self.number(about, depth - 1))
            return Written(self.draw.choice("++--*/"), parts)
        if kind < 0.9:
            name = self.draw.choice(("negative", "abs", "prev", "prev", "change", "change"))
            return Written(name, (self.number(about, depth - 1),))
        name = self.draw.choice(("mean", "min", "max", "sum", "norm", "std"))
        return Written(name, (self.numbers_of(self.draw.choice(self._choices()), depth - 1),))

    def numbers_of(self, about: Any, depth: int) -> Written:
        """A number that is surely about these units."""
        first = self.name_of(about)
        if depth <= 0 or self.draw.random() < 0.6:
            return first
        if self.draw.random() < 0.5:
            return Written(self.draw.choice(("abs", "prev", "change", "negative")), (first,))
        return Written(self.draw.choice("+-*/"), (first, self.number(about, depth - 1)))

    def leaf(self, about: Any) -> Written:
        kind = self.draw.random()
        if about is not None and kind < 0.5:
            return self.name_of(about)
        if kind < 0.75:
            return Written(self.draw.choice((*self.typical, "0", "0.5", "1", ".25", "1e-3", "2.", "inf")))
        if kind < 0.85:
            return Written(self.draw.choice(("t", "t", "length")))
        axis = self.draw.choice(list(self.axes))
        names, size = self.axes[axis]
        unit = self.draw.randrange(size)
        return Written(self.draw.choice(names), (), f"[{self.draw.choice((unit, unit - size))}]", unit)

    def name_of(self, about: Any) -> Written:
        axis, units, index = about
        return Written(
            self.draw.choice(self.axes[axis][0]), (), index, slice(units.start, units.stop) if index else None
        )
