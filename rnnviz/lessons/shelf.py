"""A bounded shelf of things that are costly to make, shared by all visits."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Shelf(Generic[Value]):
    """Keeps the most recently used values, up to a count and a size in all.

    A class of students opens the same page at the same moment: what one visit is making, the others wait for.

    >>> shelf = Shelf(most=2, most_bytes=100, size=len)
    >>> shelf.get("a", lambda: "one"), shelf.get("a", lambda: "not made again")
    ('one', 'one')
    """

    def __init__(self, *, most: int, most_bytes: int, size: Callable[[Value], int]) -> None:
        self._most = most
        self._most_bytes = most_bytes
        self._size = size
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, Future[Value]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value kept under ``key``, or what ``make`` returns; what it raises is raised, and nothing is kept."""
        with self._lock:
            future = self._kept.get(key)
            mine = future is None
            if future is None:
                future = self._kept[key] = Future()
            self._kept.move_to_end(key)
        if mine:
            self._make(key, future, make)
        return future.result()

    def _make(self, key: Hashable, future: Future[Value], make: Callable[[], Value]) -> None:
        try:
            future.set_result(make())
        except BaseException as error:  # Whatever it is, nobody may wait for ever
            with self._lock:
                self._kept.pop(key, None)
            future.set_exception(error)
        with self._lock:
            self._trim()

    def _trim(self) -> None:
        made = [key for key, future in self._kept.items() if future.done() and future.exception() is None]
        total = sum(self._size(self._kept[key].result()) for key in made)
        # The newest stays even if it alone is too large: somebody is looking at it.
        for key in made[:-1]:
            if len(self._kept) <= self._most and total <= self._most_bytes:
                break
            total -= self._size(self._kept.pop(key).result())
