"""What a step starts from: its input, the states before it, the weights."""

from rnnviz.cells import Operation
from rnnviz.cells.nouns import INLETS
from rnnviz.handouts.arrays import block, entries, vector
from rnnviz.handouts.colour import colour_variables
from rnnviz.handouts.sheet import Sheet


def given(sheet: Sheet) -> str:
    """The section of what is given."""
    _, step = sheet.words, sheet.step
    inputs = "\n".join(_input(sheet, name) for name in step.cell_type.inputs)
    if step.weights:
        weights = _weights(sheet)
    else:
        said = _("This recording holds no weights: of the weighted sums only the results are known.")
        weights = f'<p class="note">{said}</p>'
    heading = _("Given")
    return f'<section>\n<h2>{heading}</h2>\n<div class="inputs">\n{inputs}\n</div>\n{weights}\n</section>'


def _input(sheet: Sheet, name: str) -> str:
    step = sheet.step
    written = vector(name, step[name], sheet.digits, short=True, reverse=step.reverse)
    return f'<p class="vector"><span class="noun">{sheet.words(INLETS[name])}</span> {written}</p>'


def _weights(sheet: Sheet) -> str:
    """The weight blocks of each weighted sum, their columns as wide as those of the others."""
    rows = "\n".join(_blocks(sheet, operation) for operation in sheet.step.cell_type.operations if operation.parameters)
    return f'<div class="weights" style="--entry: {_longest(sheet)}ch">\n{rows}\n</div>'


def _longest(sheet: Sheet) -> int:
    printed = [entries(values, sheet.digits) or [] for values in sheet.step.weights.values()]
    return max((len(entry) for rows in printed for row in rows for entry in row), default=0)


def _blocks(sheet: Sheet, operation: Operation) -> str:
    """The weight blocks of one weighted sum, in the order in which its formula names them."""
    blocks = "\n".join(
        f'<span class="block">{block(name, sheet.step.weights[name], sheet.digits)}</span>'
        for name in operation.parameters
    )
    return f'<div class="blocks" style="{colour_variables(operation)}">\n{blocks}\n</div>'
