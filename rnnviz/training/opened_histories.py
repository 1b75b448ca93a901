"""Trainings out of files that people opened, kept by the hash of their content."""

from rnnviz.errors import FileError
from rnnviz.training.history import History
from rnnviz.words import N_


class OpenedHistories:
    """Histories in folders of their own."""

    def get(self, name: str) -> History:
        """The history of that name.

        Raises:
            FileError: it was never opened here, or had to make room.
        """
        template = N_(
            "This link shows a training out of a file, {got}, that is not open here. Open the file under File: who "
            "sent the link has it."
        )
        raise FileError("history-elsewhere", template, got=name)


OPENED_HISTORIES = OpenedHistories()
"""Shared by all visits."""
