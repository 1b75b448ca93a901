"""What of a recording can be edited."""

from dataclasses import dataclass
from typing import Literal

from rnnviz.analysis.rerun.interval import Interval, interval
from rnnviz.recorder import Recording


@dataclass(frozen=True)
class Editable:
    """A name that an edit may set."""

    name: str
    kind: Literal["input", "value", "initial", "weight"]
    """"input" for x; "value" for what a step computes or reads from the step before; "initial" for a state before the
    first step; "weight" for a block of weights or biases."""
    shape: tuple[int, ...]
    """How many units; of a matrix the rows and columns."""
    low: float
    """No smaller number comes out of its operation, which an edit is free to ignore; -inf where there is no bound."""
    high: float


def editable(rec: Recording, layer: int = 0) -> tuple[Editable, ...]:
    """Every name that an edit may set in a layer: the values of a step in order, initial states, weights.

    Raises:
        PlaceError: there is no such layer.

    >>> import torch, rnnviz
    >>> rec = rnnviz.record(torch.nn.GRU(3, 2), torch.zeros(4, 1, 3))
    >>> [(one.name, one.shape, one.low, one.high) for one in editable(rec) if one.name in ("z", "h_0", "W_hn")]
    [('z', (2,), 0.0, 1.0), ('h_0', (2,), -inf, inf), ('W_hn', (2, 2), -inf, inf)]
    """
    architecture, cell = rec.architecture, rec.cell
    if layer or rec.batch:
        rec.track(layer)
    found: list[Editable] = []
    known: dict[str, Interval] = {}
    for name in cell.inputs:
        kind: Literal["input", "value"] = "input" if name == "x" else "value"
        known[name] = Interval()
        found.append(Editable(name, kind, (architecture.size(cell.size_of(name), layer),), *known[name]))
    for operation in cell.operations:
        known[operation.name] = interval(operation.expression, known)
        shape = (architecture.size(cell.size_of(operation.name), layer),)
        found.append(Editable(operation.name, "value", shape, *known[operation.name]))
    for state, size in architecture.state_sizes.items():
        found.append(Editable(initial_name(state), "initial", (size,), *Interval()))
    for parameter in cell.parameters:
        columns = () if parameter.columns is None else (architecture.size(parameter.columns, layer),)
        shape = (architecture.size(parameter.rows), *columns)
        found += [Editable(block, "weight", shape, *Interval()) for block in parameter.blocks]
    return tuple(found)


def initial_name(state: str) -> str:
    """What edits call the state before the first step: ``c_0``."""
    return f"{state}_0"
