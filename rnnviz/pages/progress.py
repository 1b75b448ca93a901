"""How far a visitor has come in the course; kept for the visit."""

from dataclasses import dataclass, field


@dataclass
class Progress:
    """Lessons by their names.

    Attributes:
        opened: those that were looked at.
        done: those that were gone through to the end.
    """

    opened: set[str] = field(default_factory=set)
    done: set[str] = field(default_factory=set)

    def mark(self, name: str) -> str:
        """The sign before a lesson's title: done, begun, or not yet.

        >>> Progress(opened={"a", "b"}, done={"a"}).mark("b")
        '◐'
        """
        return "✓" if name in self.done else "◐" if name in self.opened else "○"
