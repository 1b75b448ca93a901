"""What the edits were before: undo and redo."""

from dataclasses import dataclass, field

MOST = 50
"""Changes that can be undone."""


@dataclass
class EditHistory:
    """The texts that the edits had before the present one, and those that were undone.

    >>> history = EditHistory()
    >>> history.changed("", "f = 1")
    >>> history.undo("f = 1"), history.redo("")
    ('', 'f = 1')
    """

    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)

    def changed(self, text: str, to: str) -> None:
        """The edits were ``text`` and are changed; what was undone before is gone."""
        if text != to:
            self.before = [*self.before, text][-MOST:]
            self.after = []

    def undo(self, text: str) -> str:
        """The edits before the present ones."""
        self.after.append(text)
        return self.before.pop()

    def redo(self, text: str) -> str:
        """The edits that were undone last."""
        self.before.append(text)
        return self.after.pop()
