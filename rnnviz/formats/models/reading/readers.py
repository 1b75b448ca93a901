"""The processes that take files apart: a few, kept warm; one that dies or takes too long is replaced."""

import atexit
import mmap
import tempfile
from concurrent.futures import TimeoutError as LateError
from pathlib import Path
from threading import Lock, Thread

from pebble import ProcessExpired, ProcessPool

from rnnviz import limits
from rnnviz.errors import FileError
from rnnviz.formats.models.kind import Form
from rnnviz.formats.models.reading.answer import understood
from rnnviz.formats.models.reading.work import CONTENT, NUMBERS, begin, warm, work
from rnnviz.formats.models.unpacked import Unpacked
from rnnviz.processes import context
from rnnviz.words import N_


class Readers:
    """A bounded pool of processes; nothing is started before the first file, or `warm`.

    Args:
        processes: that read at the same time.
        seconds: that one of them has for a file.
        memory: bytes that it may take for that.
    """

    def __init__(
        self,
        *,
        processes: int = limits.MAX_READING_PROCESSES,
        seconds: float = limits.MAX_READING_SECONDS,
        memory: int = limits.MAX_READING_MEMORY,
    ) -> None:
        self._processes, self._seconds, self._memory = processes, seconds, memory
        self._lock = Lock()
        self._pool: ProcessPool | None = None

    def warm(self) -> None:
        """Start the processes before anybody waits for them; returns at once."""
        if self._pool is None:
            Thread(target=self._started, daemon=True).start()

    def close(self) -> None:
        """End all processes."""
        with self._lock:
            if self._pool is not None:
                self._pool.stop()  # type: ignore[no-untyped-call]
                self._pool.join()
                self._pool = None
                atexit.unregister(self.close)

    def unpacked(self, content: bytes, form: Form) -> Unpacked:
        """What is in a file; waits while all processes read others.

        Args:
            content: the whole file.
            form: what it is.

        Raises:
            FileError: it cannot be read, or not within the time and memory that it may take.
        """
        with tempfile.TemporaryDirectory(prefix="rnnviz-model-", ignore_cleanup_errors=True) as name:
            folder = Path(name)
            (folder / CONTENT).write_bytes(content)
            task = self._started().schedule(work, args=(folder, form), timeout=self._seconds)
            try:
                answer = task.result()
            except LateError:
                template = N_(
                    "Reading the file took more than the {most:g} seconds that it may take. It is damaged, or too "
                    "large: save the recurrent module alone."
                )
                raise FileError("model-time", template, most=self._seconds) from None
            except ProcessExpired:
                template = N_(
                    "The process that read the file ended before it was done: the file is damaged, or takes more "
                    "memory than it may. Save the recurrent module alone."
                )
                raise FileError("model-process", template) from None
            return _understood(answer, folder / NUMBERS)

    def _started(self) -> ProcessPool:
        with self._lock:
            if self._pool is None:
                # Else Python waits at its end until the processes are done.
                atexit.register(self.close)
                self._pool = ProcessPool(
                    max_workers=self._processes, initializer=begin, initargs=(self._memory,), context=context()
                )
                for _ in range(self._processes):
                    self._pool.schedule(warm)
            return self._pool


READERS = Readers()
"""Shared by all visits."""


def _understood(answer: str, numbers: Path) -> Unpacked:
    if not numbers.exists():
        return understood(answer, memoryview(b""))
    # Mapped, so that the numbers are in memory once.
    with numbers.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        view = memoryview(mapped)
        try:
            return understood(answer, view)
        finally:
            view.release()
