"""One step of each track: the first at which a condition holds, or the one at which a number is largest."""

import numpy as np

from rnnviz.analysis.find.hits import Found, Hits
from rnnviz.analysis.find.question import Question, ask, ask_number
from rnnviz.analysis.find.walk import blocks, collected, layers_of, packed
from rnnviz.recorder import Recording, Track


def first_of_each(
    rec: Recording, condition: str, name: str, layer: int | None, direction: str | None, batch: int | None
) -> Hits:
    """The first step of each track at which a condition holds; ``name`` is what it is called.

    Raises:
        ConditionError: the condition is none.
        PlaceError: there is no such layer, direction or row.
    """
    question = ask(rec, condition, layers_of(rec, layer, direction, batch), name)
    return collected(rec, question, direction, batch, _first)


def largest_of_each(
    rec: Recording, expression: str, name: str, layer: int | None, direction: str | None, batch: int | None
) -> Hits:
    """The step of each track at which a number is largest, and above 0; the first one of several.

    NaN is passed over; a track that has nothing above 0 has no such step. Of an expression with a value for each unit
    the hit has the unit whose value is largest.

    Raises:
        ConditionError: the expression is no number.
        PlaceError: there is no such layer, direction or row.
    """
    question = ask_number(rec, expression, layers_of(rec, layer, direction, batch), name)
    return collected(rec, question, direction, batch, _largest)


def _first(question: Question, track: Track) -> list[Found]:
    for first, last in blocks(question, track):
        holds = question.holds(track, first, last)
        at = np.flatnonzero(holds.any(axis=1))[:1]
        if at.size:
            return [packed(question, track, at + first, holds[at])]
    return []


def _largest(question: Question, track: Track) -> list[Found]:
    best, found = 0.0, list[Found]()
    for first, last in blocks(question, track):
        values = question.numbers(track, first, last)
        known = np.where(np.isnan(values), 0, values)
        step, unit = np.unravel_index(known.argmax(), known.shape)
        if known[step, unit] > best:
            best = known[step, unit]
            holds = (np.arange(known.shape[1]) == unit)[None]
            found = [packed(question, track, np.array([first + step]), holds)]
    return found
