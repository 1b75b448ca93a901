"""Data that is too large for an address: files in a folder, named by the beginning of the hash of their content."""

import re
from pathlib import Path
from threading import Lock, get_ident

from rnnviz.errors import FileError
from rnnviz.training.opened import DIGITS, name_of
from rnnviz.words import N_


class Contents:
    """A folder of contents, which the processes of a training read too.

    Args:
        folder: where the files lie.
        most_bytes: of all of them together (bytes); the oldest go first.
    """

    def __init__(self, folder: Path, *, most_bytes: int) -> None:
        self.folder, self._most_bytes, self._lock = folder, most_bytes, Lock()
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, content: bytes) -> str:
        """Keep a content; its name is the beginning of its SHA-256."""
        name = name_of(content)
        path = self.folder / name
        if path.exists():
            path.touch()
        else:
            part = path.with_suffix(f".{get_ident()}.part")
            part.write_bytes(content)
            part.rename(path)
        self._trim(path)
        return name

    def get(self, name: str) -> bytes:
        """The content of that name.

        Raises:
            FileError: it was never given here, or had to make room.
        """
        path = self.folder / name
        # A name comes out of an address: it must not lead anywhere else.
        if re.fullmatch(rf"[0-9a-f]{{{DIGITS}}}", name) and path.exists():
            return path.read_bytes()
        template = N_("This link needs data out of a file, {got}, that is not here. Give the file once more.")
        raise FileError("content-elsewhere", template, got=name)

    def _trim(self, newest: Path) -> None:
        with self._lock:
            # What is still being written, by another visit, is not counted yet.
            files = sorted(self.folder.glob("[0-9a-f]" * DIGITS), key=lambda path: path.stat().st_mtime)
            total = sum(path.stat().st_size for path in files)
            for path in files:
                if total <= self._most_bytes or path == newest:
                    break
                total -= path.stat().st_size
                path.unlink()
