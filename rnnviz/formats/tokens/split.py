"""A text cut into tokens."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from rnnviz import limits
from rnnviz.errors import InputError
from rnnviz.formats.characters import characters
from rnnviz.words import N_

_WORD = re.compile(r"\w+(?:['’-]\w+)*|[^\w\s]")

SPLITS: Mapping[str, Callable[[str], tuple[str, ...]]] = MappingProxyType(
    {
        "words": lambda line: tuple(_WORD.findall(line)),
        "spaces": lambda line: tuple(line.split()),
        "characters": characters,
    }
)
"""By name: words and signs, each a token; what stands between spaces; characters, as a reader sees them."""


def split(text: str, how: str = "words") -> tuple[tuple[str, ...], ...]:
    """The tokens of each line; empty lines before and after the text are left out.

    Raises:
        InputError: there is no token, or too many characters or lines, or an empty line inside.

    >>> split("It's late, go!")
    (("It's", 'late', ',', 'go', '!'),)
    """
    if len(text) > limits.MAX_CHARACTERS:
        template = N_("The text may have up to {most} characters, got {got}: shorten it.")
        raise InputError("text-long", template, most=limits.MAX_CHARACTERS, got=len(text))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n")
    rows = tuple(SPLITS[how](line) for line in lines)
    if not any(rows):
        raise InputError("tokens-empty", N_("The text must hold at least one token, and has none: type some words."))
    if len(rows) > limits.MAX_ROWS:
        template = N_("The text may have up to {most} lines, got {got}: leave some out.")
        raise InputError("text-rows", template, most=limits.MAX_ROWS, got=len(rows))
    if not all(rows):
        template = N_("Every line of the text must hold a token: line {line} has none. Type one, or join the lines.")
        raise InputError("tokens-line", template, line=rows.index(()) + 1)
    return rows
