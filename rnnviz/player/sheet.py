"""A calculation line by line, as data for the player's sheet: every stage of every operation, as text."""

from collections.abc import Sequence
from typing import Any

from rnnviz.cells import Operation
from rnnviz.cells.stages import stages, units_alike
from rnnviz.cells.substitute import number
from rnnviz.recorder import Step


def sheet(steps: Sequence[Step], *, digits: int = 4) -> dict[str, Any]:
    """The lines of every step, for all units: made for the few units of an example.

    Args:
        steps: complete ones, or one that lacks the operations which could not be carried out.
        digits: after the point.
    """
    return {"steps": {str(step.t): _lines(step, digits) for step in steps}}


def _lines(step: Step, digits: int) -> dict[str, Any]:
    given = {name: {"result": _written(step, name, digits, short=True)} for name in step.cell_type.inputs}
    computed = {
        operation.name: {
            "groups": _groups(step, operation, digits),
            "result": _written(step, operation.name, digits, short=False),
        }
        for operation in step.cell_type.operations
        if operation.name in step
    }
    return {**given, **computed}


def _written(step: Step, name: str, digits: int, *, short: bool) -> list[str]:
    return [number(value, digits, short=short) for value in step[name]]


def _groups(step: Step, operation: Operation, digits: int) -> list[dict[str, Any]]:
    """The stages of each unit; units that calculate with the very same numbers are told together."""
    given = step.cell_type.inputs
    written = (
        (unit, stages(operation, step.values, step.weights, unit=unit, digits=digits, given=given))
        for unit in range(len(step[operation.name]))
    )
    return [{"units": list(same), "stages": list(lines)} for same, lines in units_alike(written)]
