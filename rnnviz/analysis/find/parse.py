"""From the text of a condition to its tree. Nothing is ever evaluated as Python."""

from functools import cache
from typing import Any

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput

from rnnviz import limits
from rnnviz.analysis.find.explain import explain
from rnnviz.analysis.find.length import check_length
from rnnviz.analysis.find.tree import (
    Arithmetic,
    Call,
    Comparison,
    Logic,
    Name,
    Negative,
    Node,
    Not,
    Number,
    Span,
    Unit,
    Units,
)
from rnnviz.errors import ConditionError
from rnnviz.words import N_


def parse(condition: str) -> Node:
    """The tree of a condition.

    Raises:
        ConditionError: it is no condition; the error marks the place.

    >>> parse("f[3] < 0.1").rest[0][1].value
    0.1
    """
    if not isinstance(condition, str):
        raise ConditionError(
            "condition-type",
            N_("condition must be a text such as 'f[3] < 0.1', got {got}. Write it as a str."),
            got=type(condition).__name__,
            condition="",
            start=0,
            end=0,
        )
    if not condition.strip():
        raise ConditionError(
            "condition-empty",
            N_("condition must ask something, got an empty text. Write one such as f[3] < 0.1."),
            condition=condition,
            start=0,
            end=0,
        )
    too_long = N_("condition must have at most {most} characters, got {got}. Ask in several calls.")
    check_length(condition, limits.MAX_CONDITION, ConditionError, "condition-length", too_long)
    try:
        tree = _grammar().parse(condition)
    except UnexpectedInput as failure:
        raise explain(condition, _grammar().lex(condition), failure) from None
    _check_depth(condition, tree)
    return _node(tree)


@cache
def _grammar() -> Lark:
    # The basic lexer knows a keyword wherever it stands; the contextual one would take a stray "and" for a name.
    return Lark.open("grammar.lark", rel_to=__file__, parser="lalr", lexer="basic", propagate_positions=True)


def _check_depth(condition: str, tree: Tree[Token]) -> None:
    """Refuse a tree that is too deep for functions that call themselves; brackets alone make it no deeper."""
    deepest, place = 0, tree
    left = [(tree, 1)]
    while left:
        node, depth = left.pop()
        if depth > deepest:
            deepest, place = depth, node
        left.extend((child, depth + 1) for child in node.children if isinstance(child, Tree) and child.data in _MAKERS)
    if deepest > limits.MAX_CONDITION_DEPTH:
        span = _span(place)
        raise ConditionError(
            "condition-depth",
            N_(
                "condition must have at most {most} operations inside one another, got {got}. "
                "Write it flatter, or ask in several calls."
            ),
            most=limits.MAX_CONDITION_DEPTH,
            got=deepest,
            condition=condition,
            start=span.start,
            end=span.end,
        )


def _node(tree: Tree[Token]) -> Node:
    made: Node = _MAKERS[tree.data](_span(tree), tree.children)
    return made


def _span(tree: Tree[Token]) -> Span:
    return Span(tree.meta.start_pos, tree.meta.end_pos)


def _number(span: Span, children: list[Any]) -> Node:
    return Number(span, float(children[0]))


def _name(span: Span, children: list[Any]) -> Node:
    name, index = str(children[0]), children[1]
    if name == "inf" and index is None:
        return Number(span, float("inf"))
    return Name(span, name, None if index is None else _index(index))


def _index(tree: Tree[Token]) -> Unit | Units:
    if tree.data == "unit":
        return Unit(_span(tree), _signed(tree.children))
    bounds = [child if isinstance(child, Tree) else None for child in tree.children if not isinstance(child, Token)]
    first, last = (None if bound is None else _signed(bound.children) for bound in bounds)
    return Units(_span(tree), first, last)


def _signed(children: list[Any]) -> str:
    return "".join(str(child) for child in children if child is not None)


def _row(kind: type[Arithmetic] | type[Comparison]) -> Any:
    def made(span: Span, children: list[Any]) -> Node:
        pairs = zip(children[1::2], children[2::2], strict=True)
        return kind(span, _node(children[0]), tuple((str(operator), _node(part)) for operator, part in pairs))

    return made


def _logic(word: str) -> Any:
    return lambda span, children: Logic(span, word, tuple(_node(child) for child in children))


def _call(span: Span, children: list[Any]) -> Node:
    name = children[0]
    named = Span(name.start_pos, name.end_pos)
    return Call(span, str(name), named, tuple(_node(child) for child in children[1:] if child is not None))


_MAKERS: dict[str, Any] = {
    "number": _number,
    "name": _name,
    "call": _call,
    "negative": lambda span, children: Negative(span, _node(children[1])),
    "opposite": lambda span, children: Not(span, _node(children[0])),
    "product": _row(Arithmetic),
    "sum": _row(Arithmetic),
    "comparison": _row(Comparison),
    "both": _logic("and"),
    "either": _logic("or"),
}
"""What each rule of the grammar becomes."""
