"""What a visitor predicted, kept for the visit."""

from dataclasses import dataclass, field

MOST = 500
"""Answers that are kept; the oldest go first."""


@dataclass
class Quiz:
    """Answers by the key of their question, and the score.

    >>> quiz = Quiz()
    >>> quiz.answer("a", 1, right=1), quiz.answer("b", 0, right=2), quiz.answer("b", 2, right=2)
    (None, None, None)
    >>> quiz.right, quiz.asked, quiz.answers
    (1, 2, {'a': 1, 'b': 0})
    """

    right: int = 0
    asked: int = 0
    number: int = 0
    """Of the question that is asked now, where one follows the other,"""
    current: str = ""
    """and its key."""
    answers: dict[str, int] = field(default_factory=dict)

    def answered(self, key: str) -> bool:
        """Whether a question has its answer."""
        return key in self.answers

    def answer(self, key: str, given: int, right: int) -> None:
        """Take an answer; a second one to the same question counts for nothing."""
        if key in self.answers:
            return
        self.answers[key] = given
        self.asked += 1
        self.right += given == right
        while len(self.answers) > MOST:
            self.answers.pop(next(iter(self.answers)))

    def next(self) -> None:
        """Go on to another question."""
        self.number, self.current = self.number + 1, ""
