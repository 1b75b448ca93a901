"""The code of a function as the player shows it: lines of pieces, each with what kind of word it is."""

from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, String, _TokenType

from rnnviz.tracing import Source

Piece = tuple[str, str]
"""A class of the style sheet, or nothing, and the text."""

_CLASSES: tuple[tuple[_TokenType, str], ...] = (
    (Keyword, "keyword"),
    (Operator.Word, "keyword"),
    (String.Interpol, ""),
    (String, "string"),
    (Number, "number-word"),
    (Comment, "comment"),
    (Name.Function, "defined"),
    (Name.Class, "defined"),
    (Name.Decorator, "decorator"),
    (Name.Builtin, "builtin"),
)

_LEXER = PythonLexer(stripnl=False, ensurenl=False)


def lines_of(source: Source) -> list[list[Piece]]:
    """Its lines, in pieces; joined they are the source's text, letter for letter.

    >>> lines_of(Source("f", "f.py", 1, "def f():\\n    return 1", 2))
    [[('keyword', 'def'), ('', ' '), ('defined', 'f'), ('', '():')], [('', '    '), ('keyword', 'return'), ('', ' '), \
('number-word', '1')]]
    """
    lines: list[list[Piece]] = [[]]
    for token, text in _tokens(source.text):
        for number, part in enumerate(text.split("\n")):
            if number:
                lines.append([])
            if not part:
                continue
            kind = next((name for group, name in _CLASSES if token in group), "")
            if lines[-1] and lines[-1][-1][0] == kind:
                lines[-1][-1] = (kind, lines[-1][-1][1] + part)
            else:
                lines[-1].append((kind, part))
    return lines


def _tokens(text: str) -> list[tuple[_TokenType, str]]:
    found = list(_LEXER.get_tokens_unprocessed(text))
    return [(token, part) for _, token, part in found]
