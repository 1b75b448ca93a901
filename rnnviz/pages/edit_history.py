"""What the edits were before: undo and redo."""

from dataclasses import dataclass, field

MOST = 50
"""Changes that can be undone."""


@dataclass
class EditHistory:
    """The texts that the edits had before the present one, and those that were undone.

    >>> history = EditHistory()
    >>> history.changed("f = 1")
    >>> history.undo(), history.redo()
    ('', 'f = 1')

    What came from elsewhere, out of a link or by Reset, has no history:

    >>> history.seen("i = 0")
    >>> history.before, history.after
    ([], [])
    """

    now: str = ""
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)

    def seen(self, text: str) -> None:
        """These are the present edits."""
        if text != self.now:
            self.now, self.before, self.after = text, [], []

    def changed(self, to: str) -> None:
        """The edits are changed; what was undone before is gone."""
        if to != self.now:
            self.before = [*self.before, self.now][-MOST:]
            self.now, self.after = to, []

    def undo(self) -> str:
        """The edits before the present ones."""
        self.after.append(self.now)
        self.now = self.before.pop()
        return self.now

    def redo(self) -> str:
        """The edits that were undone last."""
        self.before.append(self.now)
        self.now = self.after.pop()
        return self.now
