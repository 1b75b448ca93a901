"""What is typed into the number table: edits of the example, or an answer in the cell."""

from collections.abc import Iterable
from dataclasses import replace

from rnnviz import limits
from rnnviz.lessons.worked_example import edited
from rnnviz.pages.say import as_error
from rnnviz.pages.visit import Visit


def take_entries(visit: Visit, entries: Iterable[tuple[int, str, str]]) -> None:
    """Callback: texts typed into cells, each with its count in the visit; those answered before are passed over."""
    for count, cell, text in entries:
        if count <= visit.entries:
            continue
        visit.entries = count
        try:
            visit.take(replace(visit.scenario, edits=edited(visit.scenario.edits, cell, text)))
        except Exception as error:
            visit.refuse(cell, text[: limits.MAX_TYPED_NUMBER], as_error(error))
        else:
            visit.fields.forget(cell)
