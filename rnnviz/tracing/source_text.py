"""The lines of a function as they stand in its file."""

import inspect
import linecache
import textwrap
import tokenize
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePath
from types import CodeType
from typing import Any

from rnnviz.tracing.data import Source


@dataclass(frozen=True, slots=True)
class Lines:
    """Some lines of a file."""

    file: str
    """Its path."""
    first: int
    lines: tuple[str, ...]
    globals: dict[str, Any]
    """The variables of the module, for files that only an importer can open."""

    def part(self, code: CodeType) -> "Lines | None":
        """The lines of a function that is defined in it."""
        return lines_of(code, self.globals)

    def source(self, name: str, most: int) -> Source:
        """They without their common indentation, whole lines of at most ``most`` characters."""
        text = textwrap.dedent("".join(self.lines)).rstrip("\n")
        size = text.count("\n") + 1
        if len(text) > most:
            text = text[: text.rfind("\n", 0, most + 1)] if "\n" in text[: most + 1] else text[:most]
        return Source(name, PurePath(self.file).name, self.first, text, size)


def lines_of(code: CodeType, variables: dict[str, Any]) -> Lines | None:
    """The lines of a function; None where its file cannot be read."""
    linecache.checkcache(code.co_filename)
    lines = linecache.getlines(code.co_filename, variables)
    first = code.co_firstlineno
    last = max(_numbers(code), default=first)
    if not 1 <= first <= last <= len(lines):
        return None
    with suppress(tokenize.TokenError, SyntaxError):  # lines that follow are no Python, as in a doctest
        last = max(last, first - 1 + len(inspect.getblock(lines[first - 1 :])))
    return Lines(code.co_filename, first, tuple(lines[first - 1 : last]), variables)


def _numbers(code: CodeType) -> Iterator[int]:
    """The numbers of all lines that have code, that of functions in it included."""
    for _, _, line in code.co_lines():
        if line is not None:
            yield line
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _numbers(inner)
