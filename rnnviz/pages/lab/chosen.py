"""The pitfall that is shown, and its seed."""

from rnnviz import limits
from rnnviz.lessons.pitfalls import Pitfall, pitfalls
from rnnviz.pages.visit import Visit


def chosen(visit: Visit) -> tuple[str, Pitfall]:
    """Its name in the address, and the pitfall; the first one where the address names none."""
    name = visit.scenario.pitfall or next(iter(pitfalls()))
    return name, pitfalls()[name]


def seed_of(visit: Visit) -> int:
    """The seed of both programs: that of the address, brought into the range of those that are run."""
    return visit.scenario.seed % (limits.MAX_PITFALL_SEED + 1)
