"""Models out of files that people opened: whoever has the same file opened sees the same view."""

from rnnviz import limits
from rnnviz.errors import FileError
from rnnviz.formats.models import ModelFile, read_model
from rnnviz.training.opened import Opened, name_of
from rnnviz.words import N_


class OpenedModels(Opened[ModelFile]):
    """What was found in each file; the files themselves are not kept."""

    def keep(self, content: bytes, called: str = "") -> str:
        """Keep what is in a file of weights; its name is the beginning of the SHA-256 of the file.

        Args:
            content: of the file.
            called: its own name, which is only ever said.

        Raises:
            FileError: the file is too large, damaged, or holds no recurrent module.
        """
        name = name_of(content)
        with self._lock:
            known = name in self._kept
        if not known:
            # Without the lock: nobody waits for another one's file.
            model = read_model(content, called)
            with self._lock:
                self._put(name, model, len(content))
        return name

    def _read(self, name: str, content: bytes) -> ModelFile:
        return read_model(content)

    def _elsewhere(self, name: str) -> FileError:
        template = N_(
            "This link shows a model out of a file, {got}, that is not open here. Open the file on the page of your "
            "own model: who sent the link has it."
        )
        return FileError("model-elsewhere", template, got=name)


OPENED_MODELS = OpenedModels(most=limits.MAX_MODELS_KEPT, most_bytes=limits.MAX_MODELS_BYTES)
"""Shared by all visits."""
