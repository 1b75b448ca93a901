"""The place that is lit up in the picture: chosen by a person, by the address, or by the answer to a question."""

from collections.abc import Collection
from dataclasses import replace

from rnnviz import limits
from rnnviz.errors import SettingError
from rnnviz.pages.visit import Visit
from rnnviz.scenario_kinds import short
from rnnviz.words import N_


def choose(visit: Visit, place: str) -> None:
    """Callback: a place was chosen in the picture, which shows it already."""
    visit.take(replace(visit.scenario, chosen=place[: limits.MAX_PLACE]))


def point(visit: Visit, place: str) -> None:
    """Callback: light up another place in the picture."""
    visit.take(replace(visit.scenario, chosen=place))
    visit.jump += 1


def keep_chosen(visit: Visit, places: Collection[str]) -> SettingError | None:
    """Forget the chosen place where the picture has none of that name; the picture is told after each jump.

    Returns:
        What is to be said of it, where the name came with the address.
    """
    chosen, arrived = visit.scenario.chosen, visit.arrived
    visit.arrived, wrong = False, bool(chosen) and chosen not in places
    if wrong:
        visit.scenario = replace(visit.scenario, chosen="")
    if visit.pointed[0] != visit.jump:
        visit.pointed = visit.jump, visit.scenario.chosen
    template = N_("There is no place {got} in this picture: nothing is lit up. Click one.")
    return SettingError("chosen", template, got=short(chosen)) if wrong and arrived else None
