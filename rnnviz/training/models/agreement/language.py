"""English clauses in which a new subject replaces the old one, and the form of "be" shows which one is remembered.

``he really is busy today , so I often am tired``: between a subject and its verb stand adverbs, and a clause may go on
without a subject of its own (``, but still is here``), so the subject is needed until another one comes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import torch

FORM_OF = MappingProxyType({"I": "am", "you": "are", "he": "is", "she": "is", "we": "are", "they": "are"})
SUBJECTS = tuple(FORM_OF)
FILLERS = ("really", "often", "still", "always", "usually", "also", "certainly", "perhaps")
VERBS = ("am", "is", "are")
STATES = ("busy", "tired", "happy", "here", "late", "ready")
TIMES = ("today", "again")
LINKS = ("so", "but", "and")
WORDS = (*SUBJECTS, *FILLERS, *VERBS, *STATES, *TIMES, ",", *LINKS)

NO_VERB = "-"
ANSWERS = (NO_VERB, *VERBS)
"""What may come next: no form of "be", or which one."""

MOST_FILLERS = 6
"""Between a subject and its verb, in training."""
FARTHEST = 12
"""The same, among the cases of "distances"."""
MOST_CLAUSES = 3

Split = Literal["training", "combinations", "distances"]
"""Which cases: those to train on; with a subject and an adverb that never meet there; with more adverbs than there."""

_NEVER_TOGETHER = frozenset(zip(SUBJECTS, FILLERS, strict=False))


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence, and for every word the form of "be" that may come right after it (or `NO_VERB`)."""

    words: tuple[str, ...]
    answers: tuple[str, ...]


def answers_of(words: Sequence[str]) -> tuple[str, ...]:
    """The rule of the language: after a subject or an adverb comes the form that the last subject asks for.

    >>> answers_of("he is busy today , so I".split())
    ('is', '-', '-', '-', '-', '-', 'am')
    """
    found, form = [], NO_VERB
    for word in words:
        form = FORM_OF.get(word, form)
        found.append(form if word in FORM_OF or word in FILLERS else NO_VERB)
    return tuple(found)


def unseen_pairs(words: Sequence[str]) -> list[tuple[str, str]]:
    """The subjects and adverbs in a sentence that never meet in training.

    >>> unseen_pairs("he still is here , so I often am tired".split())
    [('he', 'still')]
    """
    found, subject = [], ""
    for word in words:
        subject = word if word in FORM_OF else subject
        if (subject, word) in _NEVER_TOGETHER:
            found.append((subject, word))
    return found


def longest_distance(words: Sequence[str]) -> int:
    """The most adverbs in a row.

    >>> longest_distance("he often really is here , so I am late".split())
    2
    """
    longest = run = 0
    for word in words:
        run = run + 1 if word in FILLERS else 0
        longest = max(longest, run)
    return longest


def cases(generator: torch.Generator, count: int, split: Split = "training") -> list[Case]:
    """Random sentences of a split; no sentence can be of two.

    >>> made = cases(torch.Generator().manual_seed(0), 3)
    >>> all(case.answers == answers_of(case.words) and not unseen_pairs(case.words) for case in made)
    True
    """
    found: list[Case] = []
    while len(found) < count:
        words = _sentence(_Draws(generator), split)
        if (split == "combinations") == bool(unseen_pairs(words)) and (
            (split == "distances") == (longest_distance(words) > MOST_FILLERS)
        ):
            found.append(Case(words, answers_of(words)))
    return found


class _Draws:
    def __init__(self, generator: torch.Generator) -> None:
        self._generator = generator

    def below(self, end: int) -> int:
        return int(torch.randint(end, (), generator=self._generator))

    def one_of(self, words: Sequence[str]) -> str:
        return words[self.below(len(words))]


def _sentence(draws: _Draws, split: Split) -> tuple[str, ...]:
    clauses = 1 + draws.below(MOST_CLAUSES)
    words = _clause(draws, draws.one_of(SUBJECTS), split)
    subject = words[0]
    for _ in range(clauses - 1):
        # Without a subject of its own a clause needs an adverb: ", so often is late".
        own = draws.below(5) < 3
        subject = draws.one_of(SUBJECTS) if own else subject
        more = _clause(draws, subject, split, least=0 if own else 1)
        words += [",", draws.one_of(LINKS), *(more if own else more[1:])]
    return tuple(words)


def _clause(draws: _Draws, subject: str, split: Split, least: int = 0) -> list[str]:
    most = FARTHEST if split == "distances" else MOST_FILLERS
    number = least + draws.below(most + 1 - least)
    allowed = [word for word in FILLERS if split == "combinations" or (subject, word) not in _NEVER_TOGETHER]
    words = [subject, *(draws.one_of(allowed) for _ in range(number)), FORM_OF[subject], draws.one_of(STATES)]
    return [*words, draws.one_of(TIMES)] if draws.below(3) == 0 else words
