"""A condition, or an expression that is a number, read and checked for some layers of a recording."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from jaxtyping import Bool, Float

from rnnviz.analysis.find.check import About, Kind, check, check_number, single_units
from rnnviz.analysis.find.evaluate import holds, known_from, numbers
from rnnviz.analysis.find.functions import OVER_STEPS, OVER_TRUTHS, OVER_UNITS
from rnnviz.analysis.find.in_expression import in_expression
from rnnviz.analysis.find.names import Scope
from rnnviz.analysis.find.parse import parse
from rnnviz.analysis.find.tree import Call, Comparison, Name, Node, parts
from rnnviz.analysis.find.window import Window
from rnnviz.errors import ConditionError
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
        scope = self.scopes[track.layer]
        found: dict[str, float | np.ndarray] = {}
        for name, back in sorted(_asked(self.tree, _TODAY), key=lambda one: (one[0].span.start, one[1])):
            assert isinstance(name, Name)
            reference = scope.reference(name)
            if not reference.axis or step - back < known_from(name, scope):
                continue
            values = Window(track, step - back, step - back + 1).read(reference)[0]
            values = values.copy()
            values.setflags(write=False)
            written = "prev(" * back + name.written + ")" * back
            found[written] = float(values[0]) if reference.single else values
        return found

    def told(self, track: Track, step: int, unit: int | None) -> dict[str, float]:
        """What a list of hits says of one: single numbers, each as it is written, for one of the units it is about.

        These are the functions over units, as ``mean(f)``, and the other names with their unit. Of a name whose units
        are no longer known, as in ``any(isnan(h))``, the first one that is not finite is told.
        """
        scope, about, found = self.scopes[track.layer], self.about[track.layer], dict[str, float]()
        inside = {one for call in _over_truths(self.tree) for one, _ in _asked(call, _TODAY)}
        for node, back in sorted(_asked(self.tree, _TODAY, whole=True), key=lambda one: (one[0].span.start, one[1])):
            if step - back < known_from(node, scope):
                continue
            if isinstance(node, Call):
                written = scope.condition[node.span.start : node.span.end]
                value = numbers(node, scope, Window(track, step - back, step - back + 1))
                found["prev(" * back + written + ")" * back] = float(value[0, 0])
                continue
            reference = scope.reference(node)
            if not reference.axis:
                continue
            values = Window(track, step - back, step - back + 1).read(reference)[0]
            same = about and node not in inside and (reference.axis, reference.units) == (about.axis, about.units)
            bad = np.flatnonzero(~np.isfinite(values))
            if reference.single:
                at, written = 0, node.written
            elif same and unit is not None:
                at, written = unit - reference.units.start, f"{node.text}[{unit}]"
            elif bad.size:
                at, written = int(bad[0]), f"{node.text}[{reference.units[int(bad[0])]}]"
            else:
                continue
            found["prev(" * back + written + ")" * back] = float(values[at])
        return found


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
    try:
        return _asking(rec, expression, layers, check_number, name or expression)
    except ConditionError as error:
        raise in_expression(error) from None


def _asking(
    rec: Recording, text: str, layers: Collection[int], checked: Callable[[Node, Scope], Kind], said: str
) -> Question:
    tree = parse(text)
    scopes = {layer: Scope(text, rec, layer) for layer in layers}
    about = {layer: checked(tree, scope).about for layer, scope in scopes.items()}
    return Question(said, tree, MappingProxyType(scopes), MappingProxyType(about))


_TODAY = frozenset((0,))


def _over_truths(node: Node) -> list[Node]:
    """The calls below a node that put truth values of all units together."""
    if isinstance(node, Call) and node.function in OVER_TRUTHS:
        return [node]
    return [found for part in parts(node) for found in _over_truths(part)]


def _asked(node: Node, back: frozenset[int], whole: bool = False) -> set[tuple[Name | Call, int]]:
    """Every name below a node, and how many steps before it is asked for; ``whole`` keeps functions over units."""
    if isinstance(node, Name) or (whole and isinstance(node, Call) and node.function in OVER_UNITS):
        return {(node, one) for one in back}
    if isinstance(node, Call) and node.function in OVER_STEPS:
        earlier = frozenset(one + 1 for one in back)
        back = earlier if node.function == "prev" else back | earlier
    if isinstance(node, Comparison) and node.rest[0][0] == "crosses":
        back = back | {one + 1 for one in back}
    return {asked for part in parts(node) for asked in _asked(part, back, whole)}
