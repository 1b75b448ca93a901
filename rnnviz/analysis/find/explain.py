"""Why a text is no condition: the first place where it goes wrong, and one sentence about it."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from itertools import takewhile
from types import MappingProxyType
from unicodedata import normalize

from lark import Token
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from rnnviz.analysis.find.quote import quote
from rnnviz.errors import ConditionError
from rnnviz.words import N_

KEYWORDS = ("and", "crosses", "not", "or")

_INSTEAD: Mapping[str, str] = MappingProxyType(
    {
        "=": "==",
        "=<": "<=",
        "=>": ">=",
        "<>": "!=",
        "&": "and",
        "&&": "and",
        "|": "or",
        "||": "or",
        "!": "not",
        "~": "not",
        "≤": "<=",
        "≥": ">=",
        "≠": "!=",
        "∧": "and",
        "∨": "or",
        "¬": "not",
        "−": "-",
        "–": "-",
        "×": "*",
        "·": "*",
        "÷": "/",
        "∞": "inf",
    }
)
"""What other languages, mathematics and keyboards write, and what is written here."""
_COMPARED = ("<=", ">=", "==", "!=")

_BRACKETS: Mapping[str, str] = MappingProxyType({"_OPEN": ")", "_LEFT": "]"})
"""What closes a bracket, by the kind of the token that opens it."""
_OPENED: Mapping[str, str] = MappingProxyType({")": "(", "]": "["})

_ENDS = frozenset(("NUMBER", "NAME", "_CLOSE", "_RIGHT"))
"""Tokens that a number or a truth value may end with."""
_BEGINS = frozenset(("NUMBER", "NAME", "_OPEN", "_NOT"))
"""Tokens that one may begin with; a minus may also stand between two."""


def explain(condition: str, tokens: Iterable[Token], failure: UnexpectedInput) -> ConditionError:
    """The error to raise where the grammar does not go on; ``tokens`` are those of the condition."""
    if isinstance(failure, UnexpectedCharacters):
        assert failure.pos_in_stream is not None
        return _character(condition, failure.pos_in_stream)
    assert isinstance(failure, UnexpectedToken)
    if failure.token.type == "$END":
        return _end(condition, [*tokens])
    start, _ = _place(failure.token)
    # Only what stands before the wrong token can be relied on to be tokens at all.
    seen = [*takewhile(lambda token: _place(token)[0] < start, tokens)]
    return _token(condition, seen, failure.token)


def _character(condition: str, start: int) -> ConditionError:
    """A character that no name, number or sign begins with."""
    before = condition[max(0, start - 2) : start]
    if condition[start] == "=" and before in _COMPARED:
        return _instead(condition, start - 2, start + 1, before)
    for length in (2, 1):
        written = condition[start : start + length]
        if len(written) == length and written in _INSTEAD:
            return _instead(condition, start, start + length, _INSTEAD[written])
    letter = condition[start]
    plain = normalize("NFKC", letter)
    if plain != letter and len(plain) == 1 and plain.isascii() and plain.isprintable():
        return _instead(condition, start, start + 1, _INSTEAD.get(plain, plain))
    return _stray(condition, start, start + 1)


def _end(condition: str, seen: Sequence[Token]) -> ConditionError:
    """The condition ends too early."""
    still_open = _open(seen)
    if still_open:
        bracket = still_open[-1]
        start, end = _place(bracket)
        return ConditionError(
            "condition-open",
            N_("condition must close every bracket, and {got} stays open. Put {instead} where it ends."),
            got=quote(bracket),
            instead=quote(_BRACKETS[bracket.type]),
            condition=condition,
            start=start,
            end=end,
        )
    _, end = _place(seen[-1])
    return ConditionError(
        "condition-unfinished",
        N_("condition must go on after {got} with a name, a number or a bracket, and it ends there. Write the rest."),
        got=quote(seen[-1]),
        condition=condition,
        start=end,
        end=end,
    )


def _token(condition: str, seen: Sequence[Token], token: Token) -> ConditionError:
    """A name, number or sign that cannot stand where it stands."""
    start, end = _place(token)
    still_open = _open(seen)
    before = seen[-1] if seen else None
    after_operand = before is not None and before.type in _ENDS
    if still_open and still_open[-1].type == "_LEFT":
        if token.type == "_CLOSE":
            return _instead(condition, start, end, "]")
        return _index(condition, token)
    if token.type in ("_CLOSE", "_RIGHT"):
        if not still_open:
            return _closed(condition, token)
        if token != _BRACKETS[still_open[-1].type]:
            return _instead(condition, start, end, _BRACKETS[still_open[-1].type])
    if before is not None and _place(before)[1] == start and before + token in _INSTEAD:
        return _instead(condition, _place(before)[0], end, _INSTEAD[before + token])
    if token.type == "COLON":
        return _stray(condition, start, end)
    if token.type == "_LEFT" and not after_operand:
        return _instead(condition, start, end, "(")
    if before is not None and after_operand:
        if token.type == "_LEFT":
            return _index_place(condition, before, token)
        if token.type == "_COMMA":
            return _comma(condition, token)
        if token.type in _BEGINS:
            return _together(condition, before, token)
    return ConditionError(
        "condition-operand",
        N_("condition must have a name, a number or a bracket before {got}, got none. Write what is missing there."),
        got=quote(token),
        condition=condition,
        start=start,
        end=end,
    )


def _together(condition: str, before: Token, token: Token) -> ConditionError:
    start, end = _place(token)
    near = get_close_matches(token.lower(), KEYWORDS, 1, 0.7) if token.type == "NAME" else []
    if near:
        return _instead(condition, start, end, near[0])
    return ConditionError(
        "condition-together",
        N_(
            "condition must have an operator, and or or between {before} and {got}, got none. "
            "Put one there, such as and between two comparisons."
        ),
        before=quote(before),
        got=quote(token),
        condition=condition,
        start=start,
        end=end,
    )


def _instead(condition: str, start: int, end: int, instead: str) -> ConditionError:
    return ConditionError(
        "condition-instead",
        N_("condition must have {instead} here, got {got}. Replace it."),
        instead=quote(instead),
        got=quote(condition[start:end]),
        condition=condition,
        start=start,
        end=end,
    )


def _stray(condition: str, start: int, end: int) -> ConditionError:
    return ConditionError(
        "condition-character",
        N_("condition must be made of names, numbers, operators and brackets, got {got}. Remove it."),
        got=quote(condition[start:end]),
        condition=condition,
        start=start,
        end=end,
    )


def _closed(condition: str, token: Token) -> ConditionError:
    start, end = _place(token)
    return ConditionError(
        "condition-close",
        N_("condition must open a bracket before it is closed, got {got} without {instead}. Remove it, or open one."),
        got=quote(token),
        instead=quote(_OPENED[str(token)]),
        condition=condition,
        start=start,
        end=end,
    )


def _index(condition: str, token: Token) -> ConditionError:
    start, end = _place(token)
    return ConditionError(
        "condition-index",
        N_("units must be chosen in the form [3], [-1] or [2:5], got {got} there. Write whole numbers."),
        got=quote(token),
        condition=condition,
        start=start,
        end=end,
    )


def _index_place(condition: str, before: Token, token: Token) -> ConditionError:
    start, end = _place(token)
    return ConditionError(
        "condition-index-place",
        N_("units must be chosen right after a name, as in f[3], got {got} after {before}. Move it to the name."),
        got=quote(token),
        before=quote(before),
        condition=condition,
        start=start,
        end=end,
    )


def _comma(condition: str, token: Token) -> ConditionError:
    start, end = _place(token)
    return ConditionError(
        "condition-comma",
        N_("condition must be a single question, got {got}. Join two questions with and, or with or."),
        got=quote(token),
        condition=condition,
        start=start,
        end=end,
    )


def _open(seen: Sequence[Token]) -> list[Token]:
    """The brackets that are open after these tokens."""
    found: list[Token] = []
    for token in seen:
        if token.type in _BRACKETS:
            found.append(token)
        elif token.type in ("_CLOSE", "_RIGHT"):
            found.pop()
    return found


def _place(token: Token) -> tuple[int, int]:
    assert token.start_pos is not None
    assert token.end_pos is not None
    return token.start_pos, token.end_pos
