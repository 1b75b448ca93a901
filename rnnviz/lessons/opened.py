"""Recordings out of files that people opened: whoever has the same file opened sees the same view."""

import shutil
import tempfile
import weakref
from contextlib import suppress
from pathlib import Path

from rnnviz import limits
from rnnviz.errors import FileError
from rnnviz.recorder import Recording, load
from rnnviz.training.opened import Opened
from rnnviz.words import N_


class OpenedFiles(Opened[Recording]):
    """Files in a folder of their own; what is mapped stays readable when it made room."""

    _folder: Path | None = None

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
        return super().keep(content)

    def _elsewhere(self, name: str) -> FileError:
        template = N_(
            "This link shows a recording out of a file, {got}, that is not open here. Open the file under File: who "
            "sent the link can save it there."
        )
        return FileError("recording-elsewhere", template, got=name)

    def _read(self, name: str, content: bytes) -> Recording:
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

    def _forget(self, name: str) -> None:
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
