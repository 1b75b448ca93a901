"""Numbers for objects, so that two names of the same object can be told."""

import weakref
from collections.abc import Iterable
from typing import Any

from torch import nn

from rnnviz.tracing.values import Value

_LASTING = (nn.Module, nn.Parameter)


class Identities:
    """One number for each object, for as long as some frame holds on to it.

    Python gives the address of an object to another one when the first is gone; so an object that was looked at is
    held until the frame is looked at again, which is as long as Python itself holds the variables of a traced frame.
    Modules and parameters keep their numbers for as long as they live: what was seen of them is seen again.
    """

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}
        self._holders: dict[int, int] = {}
        self._lasting: dict[int, tuple[weakref.ref[Any], int]] = {}
        self._next = 0
        self.values: dict[int, Value] = {}
        """By these numbers: what was seen of an object last, by whichever name."""

    def of(self, thing: object) -> int:
        """The number of an object; it must then be held."""
        address = id(thing)
        number = self._numbers.get(address)
        if number is not None:
            return number
        lasting = self._lasting.get(address)
        if lasting is not None and lasting[0]() is thing:
            number = lasting[1]
        else:
            number, self._next = self._next, self._next + 1
            if issubclass(type(thing), _LASTING):
                self._lasting[address] = (weakref.ref(thing), number)
        self._numbers[address] = number
        return number

    def hold(self, things: Iterable[Any]) -> None:
        """Keep the numbers of these objects; who calls keeps the objects."""
        holders = self._holders
        for thing in things:
            address = id(thing)
            holders[address] = holders.get(address, 0) + 1

    def release(self, things: Iterable[Any]) -> None:
        """Forget the numbers of those that nobody else holds."""
        for thing in things:
            address = id(thing)
            self._holders[address] -= 1
            if not self._holders[address]:
                del self._holders[address]
                number = self._numbers.pop(address)
                if not issubclass(type(thing), _LASTING):
                    self.values.pop(number, None)
