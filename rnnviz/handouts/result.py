"""What a step hands on: its states."""

from rnnviz.cells.substitute import number
from rnnviz.handouts.arrays import MOST_ENTRIES, vector
from rnnviz.handouts.colour import colour_variables
from rnnviz.handouts.formula import name
from rnnviz.handouts.sheet import Sheet


def result(sheet: Sheet) -> str:
    """The section of the result."""
    states = "\n".join(_state(sheet, state) for state in sheet.step.cell_type.states)
    _ = sheet.words
    heading = _("Result")
    return f'<section class="result">\n<h2>{heading}</h2>\n<div class="states">\n{states}\n</div>\n</section>'


def _state(sheet: Sheet, state: str) -> str:
    _, step = sheet.words, sheet.step
    values, operation = step[state], step.cell_type.operation(state)
    written = vector(state, values, sheet.digits, short=False, reverse=step.reverse)
    if len(values) > MOST_ENTRIES:
        words = _("unit {unit}:")
        *others, last = [
            f"{words.format(unit=unit)} {number(values[unit], sheet.digits)}"
            for unit in sheet.units_of(operation).shown
        ]
        written += "; " + " ".join([*(f"<span>{unit},</span>" for unit in others), f"<span>{last}</span>"])
    onward = _("the next time step's {state}").format(state=name(f"{state}_prev", reverse=step.reverse))
    colours = colour_variables(operation)
    return f'<p class="vector" style="{colours}"><b>{written}</b> <span class="onward">→ {onward}</span></p>'
