"""Processes of their own: a few, with the heavy libraries loaded before anybody waits for them."""

import atexit
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import spawn
from multiprocessing.context import BaseContext
from threading import Lock, Thread
from typing import Any, Literal

from pebble import ProcessPool

PRELOADED = ("rnnviz.formats.models.reading.work", "rnnviz.training.runs.work")
"""Modules whose functions such processes run. One server makes all of them, and loads what it loads once."""


class WarmPool:
    """A bounded pool of processes; nothing is started before it is asked for.

    Args:
        processes: that work at the same time.
        begin: what each of them does first.
        given: what ``begin`` is called with.
    """

    def __init__(self, processes: int, begin: Callable[..., None], *given: object) -> None:
        self._processes, self._begin, self._given = processes, begin, given
        self._lock = Lock()
        self._pool: ProcessPool | None = None

    def warm(self) -> None:
        """Start the processes before anybody waits for them; returns at once."""
        if self._pool is None:
            Thread(target=self.started, daemon=True).start()

    def started(self) -> ProcessPool:
        """The pool, whose processes are there or on their way."""
        with self._lock:
            if self._pool is None:
                # Else Python waits at its end until the processes are done.
                atexit.register(self.close)
                self._pool = ProcessPool(
                    max_workers=self._processes, initializer=self._begin, initargs=self._given, context=_context()
                )
                for _ in range(self._processes):
                    self._pool.schedule(os.getpid)
            return self._pool

    def close(self) -> None:
        """End all processes."""
        with self._lock:
            if self._pool is not None:
                self._pool.stop()  # type: ignore[no-untyped-call]
                self._pool.join()
                self._pool = None
                atexit.unregister(self.close)


_METHOD: Literal["forkserver", "spawn"] = "forkserver" if sys.platform == "linux" else "spawn"
_PLAIN = multiprocessing.get_context(_METHOD)

_STARTING = Lock()


class _Process(_PLAIN.Process):  # type: ignore[name-defined, misc]
    """A process that does not run the caller's program again.

    So a script of three lines needs no ``__main__`` guard because a file is read in a process of its own.
    """

    @staticmethod
    def _Popen(process_obj: object) -> object:
        with _STARTING, _without_main():
            return _PLAIN.Process._Popen(process_obj)  # type: ignore[attr-defined]


class _Context(type(_PLAIN)):  # type: ignore[misc]
    Process = _Process


def _context() -> BaseContext:
    """How processes begin: with what is loaded already, where the system lets them share that."""
    found: BaseContext = _Context()
    if _METHOD == "forkserver":
        found.set_forkserver_preload(list(PRELOADED))
    return found


@contextmanager
def _without_main() -> Iterator[None]:
    """What a new process is told of this one, but for the program that runs here."""
    told = spawn.get_preparation_data

    def without(name: str) -> dict[str, Any]:
        return {key: value for key, value in told(name).items() if not key.startswith("init_main_from")}

    spawn.get_preparation_data = without
    try:
        yield
    finally:
        spawn.get_preparation_data = told
