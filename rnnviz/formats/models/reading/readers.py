"""The processes that take files apart: a few, kept warm; one that dies or takes too long is replaced."""

import mmap
import tempfile
from concurrent.futures import TimeoutError as LateError
from pathlib import Path

from pebble import ProcessExpired

from rnnviz import limits
from rnnviz.errors import FileError
from rnnviz.formats.models.kind import Form
from rnnviz.formats.models.reading.answer import understood
from rnnviz.formats.models.reading.work import CONTENT, NUMBERS, begin, work
from rnnviz.formats.models.unpacked import Unpacked
from rnnviz.processes import WarmPool
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
        self._seconds = seconds
        self._pool = WarmPool(processes, begin, memory)

    def warm(self) -> None:
        """Start the processes before anybody waits for them; returns at once."""
        self._pool.warm()

    def close(self) -> None:
        """End all processes."""
        self._pool.close()

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
            task = self._pool.started().schedule(work, args=(folder, form), timeout=self._seconds)
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
