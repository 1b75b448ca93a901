"""A file that cannot be read, and what is said of it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class BadFile:
    """How such a file is made, and the one sentence that it is refused with, word for word."""

    make: Callable[[], bytes]
    message: str
    name: str = ""
    """What the file is called, if that matters."""

    def __str__(self) -> str:
        return self.make.__name__


class BadFiles(list[BadFile]):
    """A table of them: functions that make one, each behind its message."""

    def says(self, message: str, name: str = "") -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
        """Puts the function below into the table."""

        def add(make: Callable[[], bytes]) -> Callable[[], bytes]:
            self.append(BadFile(make, message, name))
            return make

        return add
