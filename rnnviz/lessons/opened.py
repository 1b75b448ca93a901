"""Recordings out of files that people opened, kept by the hash of their content.

A link cannot hold a file, but it can name one: whoever has the same file opened sees the same view.
"""

import hashlib
import shutil
import tempfile
import weakref
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path
from threading import Lock

from rnnviz import limits
from rnnviz.errors import FileError
from rnnviz.recorder import Recording, load
from rnnviz.words import N_

DIGITS = 16
"""Hexadecimal digits of the hash: 64 bits tell apart whatever is opened here."""


class OpenedFiles:
    """Files in a folder of their own, the oldest out when they are too many; what is mapped stays readable.

    Args:
        most: how many files.
        most_bytes: bytes of all files together (bytes).
    """

    def __init__(self, *, most: int, most_bytes: int) -> None:
        self._most, self._most_bytes = most, most_bytes
        self._lock = Lock()
        self._folder: Path | None = None
        self._kept: OrderedDict[str, tuple[Recording, int]] = OrderedDict()

    def keep(self, content: bytes) -> str:
        """Keep a recording; its name is the beginning of the SHA-256 of the file.

        Raises:
            FileError: the file is too large, or no recording.
            SchemaError: the file was written by another version of the format.
        """
        if len(content) > limits.MAX_RECORDING_FILE_BYTES:
            most = f"{limits.MAX_RECORDING_FILE_BYTES:,}"
            template = N_(
                "The file must have at most {most} bytes, it has {got}. Record fewer steps, or leave the weights out."
            )
            raise FileError("recording-size", template, most=most, got=f"{len(content):,}")
        name = hashlib.sha256(content).hexdigest()[:DIGITS]
        with self._lock:
            if name not in self._kept:
                self._kept[name] = self._loaded(name, content), len(content)
            self._kept.move_to_end(name)
            self._trim()
        return name

    def get(self, name: str) -> Recording:
        """The recording of that name.

        Raises:
            FileError: it was never opened here, or had to make room.
        """
        with self._lock:
            if name in self._kept:
                self._kept.move_to_end(name)
                return self._kept[name][0]
        template = N_(
            "This link shows a recording out of a file, {got}, that is not open here. Open the file under File: who "
            "sent the link can save it there."
        )
        raise FileError("recording-elsewhere", template, got=name)

    def _loaded(self, name: str, content: bytes) -> Recording:
        path = self._path(name)
        path.write_bytes(content)
        try:
            return load(path)
        except FileError as error:
            path.unlink()
            template = N_(
                "The file must be a recording, as rec.save(path) writes it, and it cannot be read as one. Choose "
                "another file."
            )
            # The path inside means nothing to a visitor; another version of the format does.
            raise error if error.code == "file-schema" else FileError("recording-file", template) from error

    def _trim(self) -> None:
        total = sum(size for _, size in self._kept.values())
        while len(self._kept) > 1 and (len(self._kept) > self._most or total > self._most_bytes):
            name, (_, size) = self._kept.popitem(last=False)
            total -= size
            # What somebody still looks at is mapped: the system keeps it until then, or refuses.
            with suppress(OSError):
                self._path(name).unlink()

    def _path(self, name: str) -> Path:
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="rnnviz-"))
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        return self._folder / f"{name}.safetensors"


OPENED = OpenedFiles(most=limits.MAX_OPENED_FILES, most_bytes=limits.MAX_OPENED_BYTES)
"""Shared by all visits."""
