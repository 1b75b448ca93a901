"""A condition that was read and checked for some layers of a recording."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from jaxtyping import Bool

from rnnviz.analysis.find.check import About, check, single_units
from rnnviz.analysis.find.evaluate import holds, known_from
from rnnviz.analysis.find.functions import OVER_STEPS
from rnnviz.analysis.find.names import Scope
from rnnviz.analysis.find.parse import parse
from rnnviz.analysis.find.tree import Call, Comparison, Name, Node, parts
from rnnviz.analysis.find.window import Window
from rnnviz.recorder import Recording, Track


@dataclass(frozen=True, eq=False)
class Question:
    """A condition and what it means in each layer."""

    condition: str
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
        about = self.about[track.layer]
        units = len(about.units) if about else 1
        return np.broadcast_to(found, (last - first, units))

    def values(self, track: Track, step: int) -> dict[str, float | np.ndarray]:
        """Every name in it with its value at one step, and at the steps before where it asks for them."""
        scope = self.scopes[track.layer]
        found: dict[str, float | np.ndarray] = {}
        for name, back in sorted(_asked(self.tree, frozenset((0,))), key=lambda one: (one[0].span.start, one[1])):
            reference = scope.reference(name)
            if not reference.axis or step - back < known_from(name, scope):
                continue
            values = Window(track, step - back, step - back + 1).read(reference)[0]
            values = values.copy()
            values.setflags(write=False)
            written = "prev(" * back + name.written + ")" * back
            found[written] = float(values[0]) if reference.single else values
        return found


def ask(rec: Recording, condition: str, layers: Collection[int]) -> Question:
    """Read a condition, and check it for some layers of a recording.

    Raises:
        ConditionError: it is none.
    """
    tree = parse(condition)
    scopes = {layer: Scope(condition, rec, layer) for layer in layers}
    about = {layer: check(tree, scope).about for layer, scope in scopes.items()}
    return Question(condition, tree, MappingProxyType(scopes), MappingProxyType(about))


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
