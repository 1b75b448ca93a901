"""The colour of an operation on paper."""

from rnnviz.cells import Operation


def colour_variables(operation: Operation) -> str:
    """The operation's colours from the theme as the CSS variables ``--fill``, ``--ink`` and ``--tint``.

    >>> from rnnviz.cells import LSTM
    >>> colour_variables(LSTM.operation("kept"))[:39]
    '--fill: var(--rnnviz-cell-state); --ink'
    """
    key = operation.colour.replace("_", "-")
    shades = {"fill": key, "ink": f"{key}-ink", "tint": f"{key}-tint"}
    return "; ".join(f"--{name}: var(--rnnviz-{shade})" for name, shade in shades.items())
