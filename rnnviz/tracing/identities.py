"""Numbers for objects, so that two names of the same object can be told."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from rnnviz.tracing.values import Value


class Identities:
    """One number for each object, for as long as some frame holds on to it.

    Python gives the address of an object to another one when the first is gone; so an object that was looked at is
    held until the frame is looked at again, which is as long as Python itself holds the variables of a traced frame.
    """

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}
        self._holders: Counter[int] = Counter()
        self._next = 0
        self.values: dict[int, Value] = {}
        """By these numbers: what was seen of an object last, by whichever name."""

    def of(self, thing: object) -> int:
        """The number of an object; it must then be held."""
        number = self._numbers.get(id(thing))
        if number is None:
            number = self._numbers[id(thing)] = self._next
            self._next += 1
        return number

    def hold(self, things: Iterable[Any]) -> None:
        """Keep the numbers of these objects; who calls keeps the objects."""
        self._holders.update(map(id, things))

    def release(self, things: Iterable[Any]) -> None:
        """Forget the numbers of those that nobody else holds."""
        for address in map(id, things):
            self._holders[address] -= 1
            if not self._holders[address]:
                del self._holders[address]
                self.values.pop(self._numbers.pop(address), None)
