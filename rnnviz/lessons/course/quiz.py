"""A question with today's numbers in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from rnnviz.lessons.course.text import QuestionText, filled


@dataclass(frozen=True, slots=True)
class Asked:
    """What a lesson's code says of one of its questions.

    Attributes:
        right: the name of the option that is right, worked out from a run.
        numbers: for the gaps of the question, its options and what is said after the answer.
    """

    right: str
    numbers: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Filled:
    """A question as it is asked: Markdown without gaps.

    Attributes:
        text: the question.
        options: the answers to choose from.
        right: which of them is right.
        explanation: said after the answer.
    """

    text: str
    options: tuple[str, ...]
    right: int
    explanation: str


def asked(question: QuestionText, found: Asked, numbers: Mapping[str, object]) -> Filled:
    """The question with its numbers; ``numbers`` are those of the lesson's text.

    Raises:
        KeyError: a gap has no number.
    """
    known = {**numbers, **found.numbers}
    why = (question.reasons.get(found.right, ""), question.explanation)
    return Filled(
        filled(question.text, known),
        tuple(filled(option, known) for option in question.options.values()),
        list(question.options).index(found.right),
        filled("\n\n".join(part for part in why if part), known),
    )
