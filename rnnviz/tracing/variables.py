"""The variables of one followed frame, as they were when it was last looked at."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from rnnviz.tracing.content import identity_of, same_content
from rnnviz.tracing.copying import Copier, Copy
from rnnviz.tracing.identities import Identities
from rnnviz.tracing.values import GONE, Gone, Value


@dataclass(slots=True)
class Difference:
    """What is new since the last look, as `Event` tells it."""

    changed: dict[str, Value | Gone] = field(default_factory=dict)
    rebound: dict[str, Value] = field(default_factory=dict)
    others: dict[int, dict[str, Value]] = field(default_factory=dict)


class Holders:
    """All followed frames whose variables may hold the same objects."""

    def __init__(self) -> None:
        self._by_identity: defaultdict[int, set[Variables]] = defaultdict(set)

    def move(self, variables: "Variables", old: set[int], new: set[int]) -> None:
        """A frame holds other objects than before, by their identities."""
        for identity in old - new:
            self._by_identity[identity].discard(variables)
            if not self._by_identity[identity]:
                del self._by_identity[identity]
        for identity in new - old:
            self._by_identity[identity].add(variables)

    def of(self, identity: int) -> "tuple[Variables, ...]":
        """The frames with a variable that holds that object."""
        return tuple(self._by_identity.get(identity, ()))


class Variables:
    """What one frame held when it was last looked at."""

    def __init__(self, frame: int, copier: Copier, identities: Identities, holders: Holders) -> None:
        self.frame = frame
        self._copier, self._identities, self._holders = copier, identities, holders
        self._copies: dict[str, Copy] = {}
        self._told: dict[str, Value] = {}
        # What the events tell of each variable so far, those of other frames included.
        self._held: set[int] = set()

    def look(self, found: Mapping[str, object]) -> Difference:
        """What is different in the frame's variables."""
        difference, before = Difference(), self._copies
        self._copies = {}
        for name, thing in found.items():
            if not _is_variable(name):
                continue
            known = before.get(name)
            if known is not None and known.of is thing and thing is not None:
                self._copies[name] = known
                continue
            copy = self._copies[name] = self._copier.copy(thing, None if known is None else known.value)
            self._identities.hold(copy.held)
            if known is None or known.unseen != copy.unseen:
                difference.changed[name] = copy.value
            elif known.value is not copy.value:
                same = same_content(known.value, copy.value)
                (difference.rebound if same else difference.changed)[name] = copy.value
        for name, copy in before.items():
            self._identities.release(copy.held)
            if name not in self._copies:
                difference.changed[name] = GONE
        if difference.changed or difference.rebound:
            self._tell_others(difference)
        return difference

    def forget(self) -> None:
        """The frame is left."""
        self._holders.move(self, self._held, set())
        for copy in self._copies.values():
            self._identities.release(copy.held)
        self._copies, self._told, self._held = {}, {}, set()

    def _tell_others(self, difference: Difference) -> None:
        for name, value in (difference.changed | difference.rebound).items():
            if isinstance(value, Gone):
                self._told.pop(name, None)
            else:
                self._told[name] = value
        held = {identity for value in self._told.values() if (identity := identity_of(value)) is not None}
        self._holders.move(self, self._held, held)
        self._held = held
        for value in difference.changed.values():
            identity = None if isinstance(value, Gone) else identity_of(value)
            if isinstance(value, Gone) or identity is None:
                continue
            for variables in self._holders.of(identity):
                for name, told in variables._told.items():
                    if variables is not self and told is not value and identity_of(told) == identity:
                        difference.others.setdefault(variables.frame, {})[name] = value
                for name in difference.others.get(variables.frame, ()):
                    variables._told[name] = difference.others[variables.frame][name]


def _is_variable(name: str) -> bool:
    """Whether the user wrote that name: Python keeps some of its own beside them."""
    return not name.startswith(".") and not (name.startswith("__") and name.endswith("__"))
