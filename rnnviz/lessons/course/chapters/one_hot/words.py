"""The words of the lesson: as typed, and counted in the course's own text."""

import re
from functools import lru_cache
from importlib.resources import files

import numpy as np
from jaxtyping import Float

from rnnviz.errors import InputError
from rnnviz.lessons.course import chapters
from rnnviz.words import N_

MOST_WORDS = 12
"""Words that have room in the figures."""

COUNTED = 60
"""The most frequent words of the course that are counted."""

LETTERS = 4
"""Letters of a word that says something: shorter ones are mostly "the", "of" and "and"."""


def typed_words(text: str) -> tuple[str, ...]:
    """The different words of a text, in their order.

    Raises:
        InputError: there are fewer than two, or more than have room.

    >>> typed_words("apple banana, apple 橙子")
    ('apple', 'banana', '橙子')
    """
    words = tuple(dict.fromkeys(re.findall(r"[^\W_]+", text)))
    if not 2 <= len(words) <= MOST_WORDS:
        template = N_("The text must have from 2 to {most} different words, got {got}. Put spaces between them.")
        raise InputError("lesson-words", template, most=MOST_WORDS, got=len(words))
    return words


@lru_cache(maxsize=1)
def counts() -> tuple[tuple[str, ...], Float[np.ndarray, "words texts"]]:
    """How often the most frequent words of this course stand in each of its sections, in English."""
    texts = [text for chapter in chapter_texts() for text in re.split(r"^## ", chapter, flags=re.MULTILINE)[1:]]
    split = [re.findall(rf"[a-z]{{{LETTERS},}}", text.lower()) for text in texts]
    total: dict[str, int] = {}
    for words in split:
        for word in words:
            total[word] = total.get(word, 0) + 1
    most = tuple(sorted(total, key=lambda word: (-total[word], word))[:COUNTED])
    table = np.array([[words.count(word) for words in split] for word in most], dtype=np.float64)
    table.flags.writeable = False
    return most, table


def chapter_texts() -> list[str]:
    """The English text of every lesson, in the order of their names."""
    folders = sorted(
        each.name for each in files(chapters).iterdir() if each.is_dir() and each.joinpath("en.md").is_file()
    )
    return [files(chapters).joinpath(folder, "en.md").read_text(encoding="utf-8") for folder in folders]
