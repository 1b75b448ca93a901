"""Files that people opened, kept by the hash of their content: a link cannot hold a file, but it can name one."""

import hashlib
from abc import ABC, abstractmethod
from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

from rnnviz.errors import FileError

DIGITS = 16
"""Hexadecimal digits of the hash: 64 bits tell apart whatever is opened here."""

Content = TypeVar("Content")


def name_of(content: bytes) -> str:
    """The name of a content: the beginning of its SHA-256.

    >>> name_of(b"")
    'e3b0c44298fc1c14'
    """
    return hashlib.sha256(content).hexdigest()[:DIGITS]


class Opened(ABC, Generic[Content]):
    """What was read out of files, the oldest out when they are too many. Shared by all visits.

    Args:
        most: how many files.
        most_bytes: bytes of all files together (bytes).
    """

    def __init__(self, *, most: int, most_bytes: int) -> None:
        self._most, self._most_bytes = most, most_bytes
        self._lock = Lock()
        self._kept: OrderedDict[str, tuple[Content, int]] = OrderedDict()

    @abstractmethod
    def _read(self, name: str, content: bytes) -> Content:
        """What is in a file; raises a FileError where nothing is."""

    @abstractmethod
    def _elsewhere(self, name: str) -> FileError:
        """What is said where the file is not open."""

    def _forget(self, name: str) -> None:
        """Free what belongs to a file that made room."""
        return

    def keep(self, content: bytes) -> str:
        """Keep the content of a file; its name is the beginning of its SHA-256.

        Raises:
            FileError: it is too large, or not what it should be.
        """
        name = name_of(content)
        with self._lock:
            if name not in self._kept:
                self._put(name, self._read(name, content), len(content))
            self._kept.move_to_end(name)
        return name

    def _put(self, name: str, read: Content, size: int) -> None:
        """Keep what was read, with the lock held; the oldest make room."""
        self._kept[name] = read, size
        self._trim()

    def get(self, name: str) -> Content:
        """What is in the file of that name.

        Raises:
            FileError: it was never opened here, or had to make room.
        """
        with self._lock:
            if name in self._kept:
                self._kept.move_to_end(name)
                return self._kept[name][0]
        raise self._elsewhere(name)

    def _trim(self) -> None:
        total = sum(size for _, size in self._kept.values())
        while len(self._kept) > 1 and (len(self._kept) > self._most or total > self._most_bytes):
            name, (_, size) = self._kept.popitem(last=False)
            total -= size
            self._forget(name)
