"""A condition, or an expression that is a number, read and checked for some layers of a recording."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from jaxtyping import Bool, Float

from rnnviz.analysis.find.check import About, Kind, check, check_number, single_units
from rnnviz.analysis.find.evaluate import holds, known_from, numbers
from rnnviz.analysis.find.functions import OVER_STEPS
from rnnviz.analysis.find.names import Reference, Scope
from rnnviz.analysis.find.parse import parse
from rnnviz.analysis.find.tree import Call, Comparison, Name, Node, parts
from rnnviz.analysis.find.window import Window
from rnnviz.recorder import Recording, Track


@dataclass(frozen=True, eq=False)
class Question:
    """A condition, or an expression, and what it means in each layer."""

    condition: str
    """What was asked, as it is said again: the text, or the name of a ready breakpoint."""
    tree: Node
    scopes: Mapping[int, Scope]
    about: Mapping[int, About | None]
    """The units that it is about in each layer; None where it holds at a step, not for a unit."""

    def single_units(self, layer: int) -> tuple[int, ...] | None:
        """The units that it names one by one, where it is about no others."""
        return single_units(self.tree, self.scopes[layer])

    def holds(self, track: Track, first: int, last: int) -> Bool[np.ndarray, "steps units"]:
        """Where it holds from one step to another, counted as they are processed."""
        found = holds(self.tree, self.scopes[track.layer], Window(track, first, last))
        return np.broadcast_to(found, (last - first, self.width(track.layer)))

    def numbers(self, track: Track, first: int, last: int) -> Float[np.ndarray, "steps units"]:
        """What an expression is from one step to another, counted as they are processed."""
        found = numbers(self.tree, self.scopes[track.layer], Window(track, first, last))
        return np.broadcast_to(found, (last - first, self.width(track.layer)))

    def width(self, layer: int) -> int:
        """How many values it has at a step: one for each unit that it is about, else one."""
        about = self.about[layer]
        return len(about.units) if about else 1

    def widest(self, layer: int) -> int:
        """How many numbers the largest variable of that layer has at a step."""
        scope = self.scopes[layer]
        return max(scope.size(name) for name in scope.recording.cell.variables)

    def values(self, track: Track, step: int) -> dict[str, float | np.ndarray]:
        """Every name in it with its value at one step, and at the steps before where it asks for them."""
        return {
            "prev(" * back + name.written + ")" * back: float(values[0]) if reference.single else values
            for name, back, reference, values in self._read(track, step)
        }

    def values_of(self, track: Track, step: int, unit: int) -> dict[str, float]:
        """The same for one of the units that it is about: single numbers only, each with its unit."""
        about, found = self.about[track.layer], dict[str, float]()
        for name, back, reference, values in self._read(track, step):
            same = about is not None and (reference.axis, reference.units) == (about.axis, about.units)
            if not (reference.single or same):
                continue
            written = name.written if reference.single else f"{name.text}[{unit}]"
            at = 0 if reference.single else unit - reference.units.start
            found["prev(" * back + written + ")" * back] = float(values[at])
        return found

    def _read(self, track: Track, step: int) -> Iterator[tuple[Name, int, Reference, Float[np.ndarray, " units"]]]:
        """Every name in it, how many steps back it is asked for, and its values there."""
        scope = self.scopes[track.layer]
        for name, back in sorted(_asked(self.tree, frozenset((0,))), key=lambda one: (one[0].span.start, one[1])):
            reference = scope.reference(name)
            if reference.axis and step - back >= known_from(name, scope):
                values = Window(track, step - back, step - back + 1).read(reference)[0].copy()
                values.setflags(write=False)
                yield name, back, reference, values


def ask(rec: Recording, condition: str, layers: Collection[int], name: str = "") -> Question:
    """Read a condition, and check it for some layers of a recording; ``name`` is what it is called.

    Raises:
        ConditionError: it is none.
    """
    return _asking(rec, condition, layers, check, name or condition)


def ask_number(rec: Recording, expression: str, layers: Collection[int], name: str = "") -> Question:
    """Read an expression that is a number, and check it for some layers; ``name`` is what it is called.

    Raises:
        ConditionError: it is none.
    """
    return _asking(rec, expression, layers, check_number, name or expression)


def _asking(
    rec: Recording, text: str, layers: Collection[int], checked: Callable[[Node, Scope], Kind], said: str
) -> Question:
    tree = parse(text)
    scopes = {layer: Scope(text, rec, layer) for layer in layers}
    about = {layer: checked(tree, scope).about for layer, scope in scopes.items()}
    return Question(said, tree, MappingProxyType(scopes), MappingProxyType(about))


def _asked(node: Node, back: frozenset[int]) -> set[tuple[Name, int]]:
    """Every name below a node, and how many steps before it is asked for."""
    if isinstance(node, Name):
        return {(node, one) for one in back}
    if isinstance(node, Call) and node.function in OVER_STEPS:
        earlier = frozenset(one + 1 for one in back)
        back = earlier if node.function == "prev" else back | earlier
    if isinstance(node, Comparison) and node.rest[0][0] == "crosses":
        back = back | {one + 1 for one in back}
    return {asked for part in parts(node) for asked in _asked(part, back)}
