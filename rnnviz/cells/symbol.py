"""How a name is split for print: ``c_prev`` is c at the previous step, ``W_hi`` is W with index hi."""

from dataclasses import dataclass

from rnnviz.cells.expression import LEAK, is_parameter


@dataclass(frozen=True)
class Symbol:
    """A letter or word, an index, and the time it belongs to (None for weights)."""

    base: str
    index: str
    time: str | None


def symbol(name: str, *, reverse: bool = False) -> Symbol:
    """The parts of a printed name.

    ``t`` is the position in the input, so in the reverse direction the previous state is at t+1.

    >>> symbol("c_prev"), symbol("c_prev", reverse=True).time
    (Symbol(base='c', index='', time='t-1'), 't+1')
    >>> symbol("W_hi")
    Symbol(base='W', index='hi', time=None)
    """
    if name == LEAK:
        return Symbol("α", "", None)
    base, _, index = name.partition("_")
    if is_parameter(name):
        return Symbol(base, index, None)
    if index == "prev":
        return Symbol(base, "", "t+1" if reverse else "t-1")
    return Symbol(base, index, "t")
