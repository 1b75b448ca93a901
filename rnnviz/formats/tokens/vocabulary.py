"""Which row of an embedding belongs to which token: a list that a model's file does not hold."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import Any

from rnnviz import limits
from rnnviz.errors import InputError
from rnnviz.formats.text_file import read_text_file
from rnnviz.formats.tokens.split import SPLITS
from rnnviz.words import N_

_UNKNOWN = ("<unk>", "<UNK>", "[UNK]", "[unk]", "<oov>", "<OOV>", "UNK", "unk")
"""Names that are common for the token of all words that are in no list."""

_SHOWN = 40
"""Characters of a token that a sentence repeats."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Tokens and their numbers.

    Attributes:
        numbers: by token, from 0.
        unknown: the number of the token that stands for all others; None where there is none.
    """

    numbers: Mapping[str, int]

    def __post_init__(self) -> None:
        object.__setattr__(self, "numbers", MappingProxyType(dict(self.numbers)))

    @property
    def unknown(self) -> int | None:
        return next((self.numbers[name] for name in _UNKNOWN if name in self.numbers), None)

    def number(self, token: str) -> int | None:
        """The number of a token: as it is written, else in small letters, else that of unknown tokens; or None.

        >>> Vocabulary({"hello": 3, "<unk>": 0}).number("Hello"), Vocabulary({"<unk>": 0}).number("x")
        (3, 0)
        """
        return self.numbers.get(token, self.numbers.get(token.lower(), self.unknown))

    def names(self) -> Mapping[int, str]:
        """The tokens by their numbers."""
        return {number: token for token, number in self.numbers.items()}


def read_vocabulary(content: str | bytes) -> Vocabulary:
    """A token a line, the first line number 0; or JSON: a list of tokens, or an object of tokens and their numbers.

    Raises:
        InputError: it is empty, or too long, a token stands in it twice, or a number is none.
        FileError: it is no text.

    >>> read_vocabulary('{"be": 1, "to": 0}').numbers["be"], read_vocabulary("to" + chr(10) + "be").numbers["be"]
    (1, 1)
    """
    if len(content) > limits.MAX_VOCABULARY_BYTES:
        template = N_("A vocabulary may have up to {most} MB, got {got} MB: leave rare tokens out.")
        most, got = (f"{size / 1024**2:.1f}" for size in (limits.MAX_VOCABULARY_BYTES, len(content)))
        raise InputError("vocabulary-large", template, most=most, got=got)
    text = content if isinstance(content, str) else read_text_file(content, most_bytes=limits.MAX_VOCABULARY_BYTES)
    text = text.replace("\r\n", "\n").strip("\n")
    numbers = _from_json(text) if text.lstrip()[:1] in ("{", "[") and _is_json(text) else _from_lines(text.split("\n"))
    if not numbers:
        template = N_("A vocabulary must hold at least one token, a line for each, and is empty.")
        raise InputError("vocabulary-empty", template)
    return Vocabulary(numbers)


def sample(vocabulary: Vocabulary, how: str = "words", count: int = 6) -> str:
    """A text of the first tokens that come out of it again when it is cut.

    >>> sample(Vocabulary({"<pad>": 0, "good": 1, "film": 2}))
    'good film'
    """
    between = "" if how == "characters" else " "
    ordered = sorted(vocabulary.numbers, key=vocabulary.numbers.__getitem__)
    single = (token for token in ordered if token.strip() and SPLITS[how](token) == (token,))
    return between.join(islice(single, count)) or ordered[0]


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):
        return False


def _from_lines(lines: list[str]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for number, line in enumerate(lines):
        token = line.rstrip("\r")
        if token in numbers and token:
            template = N_(
                "A token may stand in the vocabulary once: {token} is in line {first} and in line {second}. Take one "
                "of them out."
            )
            first, second = numbers[token] + 1, number + 1
            raise InputError("vocabulary-twice", template, token=_short(token), first=first, second=second)
        numbers[token] = number
    # An empty line has its number, and no token; only the last of them is a character that could be meant.
    numbers.pop("", None)
    return numbers


def _from_json(text: str) -> dict[str, int]:
    told: Any = json.loads(text)
    if isinstance(told, list):
        told = {token: number for number, token in enumerate(told)} if _all_text(told) else told
    if isinstance(told, dict) and all(_is_number(number) for number in told.values()):
        return dict(told)
    template = N_(
        "A vocabulary in JSON must be a list of tokens, or an object of tokens and their numbers from 0, such as "
        '{{"the": 0}}; this one is neither.'
    )
    raise InputError("vocabulary-json", template)


def _all_text(told: list[Any]) -> bool:
    return all(isinstance(token, str) for token in told)


def _is_number(value: object) -> bool:
    return type(value) is int and 0 <= value <= limits.MAX_POSITION


def _short(token: str) -> str:
    return repr(token if len(token) <= _SHOWN else token[:_SHOWN] + "…")
