"""The pitfall that is shown."""

from rnnviz.lessons.pitfalls import Pitfall, pitfalls
from rnnviz.pages.visit import Visit


def chosen(visit: Visit) -> tuple[str, Pitfall]:
    """Its name in the address, and the pitfall; the first one where the address names none."""
    name = visit.scenario.pitfall or next(iter(pitfalls()))
    return name, pitfalls()[name]
