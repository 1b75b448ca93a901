"""Trainings out of files that people opened: whoever has the same file opened sees the same view."""

from rnnviz import limits
from rnnviz.errors import FileError
from rnnviz.training.history import History
from rnnviz.training.history_file import load_history
from rnnviz.training.opened import Opened
from rnnviz.words import N_


class OpenedHistories(Opened[History]):
    """Each in a folder of its own, which goes with it."""

    def _read(self, name: str, content: bytes) -> History:
        try:
            return load_history(content)
        except FileError as error:
            template = N_(
                "The file must be a training, as history.save(path) writes it, and it cannot be read as one. Choose "
                "another file."
            )
            # What is wrong inside means little to a visitor; another version of the format does.
            raise error if error.code == "history-file-schema" else FileError("history-opened", template) from error

    def _elsewhere(self, name: str) -> FileError:
        template = N_(
            "This link shows a training out of a file, {got}, that is not open here. Open the file under File: who "
            "sent the link has it."
        )
        return FileError("history-elsewhere", template, got=name)


OPENED_HISTORIES = OpenedHistories(most=limits.MAX_OPENED_FILES, most_bytes=limits.MAX_OPENED_BYTES)
"""Shared by all visits."""
