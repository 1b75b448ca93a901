"""A place in a recording, kept where it can be when the recording changes."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rnnviz import limits
from rnnviz.analysis import has_trail, read_trail
from rnnviz.errors import PlaceError, RnnvizError, SettingError
from rnnviz.pages.sent import span_of
from rnnviz.recorder import Recording
from rnnviz.scenario import Scenario
from rnnviz.scenario_kinds import short
from rnnviz.scenario_rules import RULES
from rnnviz.words import N_

PARTS = ("layer", "direction", "row", "t", "operation", "unit", "origin", "changes")

Place = Mapping[str, object]
"""These parts by name, as the player sends and takes them."""


def drawable(rec: Recording) -> tuple[str, ...]:
    """The variables drawn over time: the gates, or the weighted sum where there are none; then the states, c first."""
    sums = [operation.name for operation in rec.cell.operations if operation.role == "preactivation"]
    return (*(rec.cell.gates or sums), *reversed(rec.cell.states))


def place_of(scenario: Scenario, rec: Recording) -> Place:
    """The place of ``scenario`` in the player's words: an operation is always named."""
    return {
        "layer": scenario.layer,
        "direction": scenario.direction,
        "row": scenario.row,
        "t": scenario.t,
        "operation": scenario.operation or rec.cell.operations[0].name,
        "unit": scenario.unit,
        "origin": scenario.origin,
        "changes": scenario.changes,
    }


def moved(scenario: Scenario, rec: Recording, place: Place) -> Scenario:
    """``scenario`` at a place that the player reports.

    Raises:
        SettingError: the report is not a place.
    """
    given: dict[str, Any] = {name: place[name] for name in PARTS if name in place}
    for name, value in given.items():
        RULES[name].check(name, value)
    if "zoom" in place:
        given["zoom"] = span_of(place["zoom"], limits.MAX_POSITION)
    there = replace(scenario, **given)
    # The first operation is the default, and what is default stays out of the address.
    return replace(there, operation=None) if there.operation == rec.cell.operations[0].name else there


def fitted(scenario: Scenario, rec: Recording) -> tuple[Scenario, tuple[RnnvizError, ...]]:
    """``scenario`` at the nearest place that ``rec`` has, with one error for each part that had to move."""
    lengths = rec.lengths or (rec.seq_len,) * rec.batch
    row = min(scenario.row, rec.batch - 1)
    least: dict[str, Any] = {
        "layer": min(scenario.layer, rec.num_layers - 1),
        "direction": scenario.direction if rec.num_directions == 2 else "forward",
        "row": row,
        "t": min(scenario.t, lengths[row] - 1),
        "operation": _known(scenario.operation, tuple(operation.name for operation in rec.cell.operations)),
        "unit": scenario.unit if scenario.unit is None or scenario.unit < rec.hidden_size else None,
        "gate": _known(scenario.gate, drawable(rec)),
        "zoom": span_of(scenario.zoom, lengths[row]),
    }
    rules = {
        "layer": f"0 … {rec.num_layers - 1}",
        "direction": "forward" if rec.num_directions == 1 else "forward, reverse",
        "row": f"0 … {rec.batch - 1}",
        "t": f"0 … {lengths[row] - 1}",
        "operation": ", ".join(operation.name for operation in rec.cell.operations),
        "unit": f"0 … {rec.hidden_size - 1}",
        "gate": ", ".join(drawable(rec)),
        "zoom": f"0-{lengths[row]}",
    }
    template = N_("{setting} must be one of {choices} in this recording, got {got}.")
    errors = tuple(
        SettingError("place", template, setting=name, choices=rules[name], got=short(getattr(scenario, name)))
        for name, value in least.items()
        if getattr(scenario, name) != value
    )
    there = replace(scenario, **least)
    if _leads(scenario.origin, rec, row):
        return there, errors
    template = N_("{setting} must lead through numbers of this recording, such as h[2]@5 o[2]@5, got {got}.")
    lost = SettingError("place-origin", template, setting="origin", got=short(scenario.origin))
    return replace(there, origin=""), (*errors, lost)


def _leads(trail: str, rec: Recording, row: int) -> bool:
    """Whether the recording has every number of a trail, and the trail has an end."""
    if len(trail.split()) > limits.MAX_TRAIL:
        return False
    try:
        return has_trail(rec, read_trail(trail), row)
    except PlaceError:
        return False


def _known(name: str | None, names: tuple[str, ...]) -> str | None:
    return name if name in names else None
