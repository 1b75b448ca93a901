"""From the text of edits to what was written. Nothing is ever evaluated as Python."""

from functools import cache
from typing import Any

from lark import Lark, Token
from lark.exceptions import UnexpectedInput

from rnnviz import limits
from rnnviz.analysis.find.length import check_length
from rnnviz.analysis.rerun.edit import Part
from rnnviz.analysis.rerun.explain import explain, index_error, second_time
from rnnviz.analysis.rerun.written import Index, Span, Time, Value, Where, Word, Written
from rnnviz.errors import EditError
from rnnviz.words import N_


def parse(text: str) -> tuple[Written, ...]:
    """Every edit of a text, in order.

    Raises:
        EditError: the text holds something else; the error marks the place.

    >>> [one.name.text for one in parse("f = 1 from t=5; h[3] *= 0.5")]
    ['f', 'h']
    """
    too_long = N_("edits must have at most {most} characters, got {got}. Write fewer edits.")
    check_length(text, limits.MAX_EDITS, EditError, "edit-length", too_long)
    try:
        tree = _grammar().parse(text)
    except UnexpectedInput as failure:
        raise explain(text, failure) from None
    return tuple(_written(text, one) for one in tree.children if one is not None)


@cache
def _grammar() -> Lark:
    return Lark.open("grammar.lark", rel_to=__file__, parser="lalr", lexer="basic", propagate_positions=True)


def _written(text: str, tree: Any) -> Written:
    target, operator, value, *rest = tree.children
    name, *parts = target.children
    times = [one for one in rest if one.data != "where"]
    if len(times) > 1:
        raise second_time(text, _span(times[1]))
    start, stop = _when(times[0]) if times else (None, None)
    brackets = [part for part in parts if part is not None]
    return Written(
        _span(tree),
        _word(name),
        _index(text, brackets, target) if brackets else None,
        operator.value,
        _value(value),
        start,
        stop,
        tuple(Where(_word(one.children[0]), _word(one.children[2])) for one in rest if one.data == "where"),
    )


def _index(text: str, parts: list[Any], target: Any) -> Index:
    span = Span(target.children[0].end_pos, target.meta.end_pos)
    return Index(tuple(_part(text, part) for part in parts), span)


def _part(text: str, part: Any) -> Part:
    if part.data == "one":
        return _whole(text, part.children[0])
    bounds = [child for child in part.children if not isinstance(child, Token)]
    first, last = (None if bound is None else _whole(text, bound) for bound in bounds)
    return first, last


def _whole(text: str, tree: Any) -> int:
    sign, number = tree.children
    if not number.isdecimal():
        raise index_error(text, number.value, _span(tree))
    return int(f"{sign or ''}{number}")


def _value(tree: Any) -> Value:
    if tree.data == "label":
        return Value(True, tree.children[0].value, _span(tree))
    sign, number = tree.children
    return Value(False, f"{sign or ''}{number}", _span(tree))


def _when(tree: Any) -> tuple[Time | None, Time | None]:
    times = [None if one is None else Time(_word(one.children[0]), _word(one.children[2])) for one in tree.children]
    match tree.data:
        case "at":
            return times[0], times[0]
        case "up_to":
            return None, times[0]
    return times[0], times[1]


def _word(token: Any) -> Word:
    return Word(token.value, Span(token.start_pos, token.end_pos))


def _span(tree: Any) -> Span:
    return Span(tree.meta.start_pos, tree.meta.end_pos)
