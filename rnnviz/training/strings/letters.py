"""Letters to be written backwards, or in their order."""

import zlib
from collections.abc import Callable

import torch

from rnnviz.training.encoder_decoder import BEGIN, END, Alphabets, Case
from rnnviz.training.strings.kind import Split, StringsKind

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHORTEST = 3

_HELD_OUT_ONE_IN = 10


def backwards(text: str) -> str:
    """The last letter first.

    >>> backwards("abc")
    'cba'
    """
    return text[::-1]


def in_order(text: str) -> str:
    """The letters by the alphabet.

    >>> in_order("cafe")
    'acef'
    """
    return "".join(sorted(text))


class Letters(StringsKind):
    """Random strings of `LETTERS`, `SHORTEST` to ``length`` of them, each length as often.

    Args:
        answer: what is to be written for a text; it has as many letters.
        length: letters of the longest string.
    """

    example = "rhythm"

    def __init__(self, answer: Callable[[str], str], length: int) -> None:
        self._answer, self._length = answer, length
        self.alphabets = Alphabets(LETTERS, f"{LETTERS}{END}{BEGIN}", length)

    def right(self, text: str) -> str:
        return self._answer(text)

    def cases(self, generator: torch.Generator, count: int, split: Split) -> list[Case]:
        """Random strings; one answer of ten is held out, whichever texts lead to it."""
        found: list[Case] = []
        while len(found) < count:
            lengths = torch.randint(SHORTEST, self._length + 1, (count,), generator=generator).tolist()
            rows = torch.randint(len(LETTERS), (count, self._length), generator=generator).tolist()
            texts = ["".join(LETTERS[index] for index in row[:size]) for row, size in zip(rows, lengths, strict=True)]
            pairs = [(text, self._answer(text)) for text in texts]
            found += [pair for pair in pairs if _held_out(pair[1]) == (split == "held out")]
        return found[:count]


def _held_out(answer: str) -> bool:
    """By a checksum of the answer: the same in every run, without a list of all strings that there are."""
    return zlib.crc32(answer.encode()) % _HELD_OUT_ONE_IN == 0
