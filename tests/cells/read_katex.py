"""Reads a KaTeX string as KaTeX would print it."""

import re

from tests.cells.grammar import Constant, Symbol, Token, split_index

_WORD = r"\\mathit\{[A-Za-z]+\}"
_TOKEN = re.compile(
    rf"(?P<name>(?P<base>{_WORD}|[A-Za-z])_\{{(?P<index>(?:{_WORD}|[^{{}}\\])*)\}})"
    r"|(?P<greek>\\alpha)"
    r"|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<function>\\sigma|\\tanh|\\operatorname\{relu\})"
    r"|(?P<sign>\\left\(|\\right\)|\\odot|\\,|[-+=])"
    r"|(?P<space>\s+)"
)
_FUNCTIONS = {r"\sigma": "sigmoid", r"\tanh": "tanh", r"\operatorname{relu}": "relu"}
_SIGNS = {r"\left(": "(", r"\right)": ")", r"\odot": "*", r"\,": "@"}


def katex_tokens(text: str) -> list[Token]:
    """The names, numbers and signs of a KaTeX string; anything else is an error."""
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        assert match is not None, f"KaTeX not understood: {text[at:]!r}"
        at = match.end()
        if match["name"]:
            index, offset = split_index(_plain(match["index"]))
            found.append(Symbol(_plain(match["base"]), index, offset))
        elif match["greek"]:
            found.append(Symbol("alpha", "", None))
        elif match["number"]:
            found.append(Constant(match["number"]))
        elif match["function"]:
            found.append(_FUNCTIONS[match["function"]])
        elif match["sign"]:
            found.append(_SIGNS.get(match["sign"], match["sign"]))
    return found


def _plain(text: str) -> str:
    return re.sub(r"\\mathit\{([A-Za-z]+)\}", r"\1", text)
