"""Every operation of a step in order: its formula, and what a person would write down for each unit."""

import html

from rnnviz.cells import Operation
from rnnviz.cells.stages import stages, units_alike
from rnnviz.handouts.colour import colour_variables
from rnnviz.handouts.formula import equation
from rnnviz.handouts.sheet import Sheet


def calculation(sheet: Sheet) -> str:
    """The section of the operations."""
    operations = "\n".join(
        _operation(sheet, place, operation) for place, operation in enumerate(sheet.step.cell_type.operations, 1)
    )
    _ = sheet.words
    heading = _("Calculation")
    return f'<section>\n<h2>{heading}</h2>\n<ol class="operations">\n{operations}\n</ol>\n</section>'


def _operation(sheet: Sheet, place: int, operation: Operation) -> str:
    # A weighted sum is long: it has the whole width, and a line for every stage.
    kind = "sum" if operation.has_product else operation.role
    shown = sheet.units_of(operation).shown
    units = "\n".join(
        _unit(sheet, operation, units, lines)
        for units, lines in units_alike((unit, _stages(sheet, operation, unit)) for unit in shown)
    )
    return (
        f'<li class="operation {kind}" style="{colour_variables(operation)}">\n'
        f'<div class="head"><h3><span class="place">{place}</span> {sheet.words(operation.title)}</h3> '
        f'<span class="formula">{equation(operation, reverse=sheet.step.reverse)}</span></div>\n'
        f"{units}\n</li>"
    )


def _unit(sheet: Sheet, operation: Operation, units: tuple[int, ...], lines: tuple[str, ...]) -> str:
    # "units 0 and 1", "unit 0 of h": more words than "unit 0" make the column wider, on the whole page.
    wide = " wide" if len(units) > 1 or sheet.units_of(operation) is not sheet.units else ""
    told = f'<span class="units{wide}">{sheet.unit_words(units, operation)}</span>'
    return f'<div class="unit">{told} <span class="stages">{_written(lines)}</span></div>'


def _stages(sheet: Sheet, operation: Operation, unit: int) -> tuple[str, ...]:
    _, step = sheet.words, sheet.step
    return stages(
        operation,
        step.values,
        step.weights,
        unit=unit,
        digits=sheet.digits,
        given=step.cell_type.inputs,
        more=lambda count: _("{count} more").format(count=count),
    )


def _written(lines: tuple[str, ...]) -> str:
    *before, result = lines
    return " ".join([*(_stage(line, "span") for line in before), _stage(result, "b")])


def _stage(line: str, tag: str) -> str:
    """One stage, led by its equals sign; a line may break before a plus and nowhere else."""
    terms = f"= {html.escape(line)}".split(" + ")
    written = " ".join(f"<span>{'+ ' if place else ''}{term}</span>" for place, term in enumerate(terms))
    return f'<{tag} class="stage">{written}</{tag}>'
