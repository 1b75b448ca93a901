"""The ready breakpoints of a cell type, made from the roles of its operations: no cell type is known by name.

What a cell type has nothing for is not in its list: without gates there is none to be saturated, and no memory that a
gate could wipe.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from rnnviz.cells import CellType
from rnnviz.recorder import Recording
from rnnviz.words import N_

SHUT, OPEN = 0.01, 0.99
"""A gate below the one or above the other is saturated: its slope is below a twenty-fifth of the steepest."""
THERE, LEFT = 0.1, 0.05
"""A memory of at least this size was there; less than this part of it is left."""
WRITTEN = 0.5
"""A gate times a candidate is at most 1: more than half of that is written."""


@dataclass(frozen=True, slots=True)
class Breakpoint:
    """A ready breakpoint.

    Attributes:
        name: as it is given to `break_at`: "memory-wiped".
        title: in words, a msgid.
        meaning: one sentence, a msgid.
        asks: a condition in `rnnviz.find`'s language; where ``chosen`` is "largest", an expression in it.
        chosen: whether it stops at "every" step at which that holds, at the "first" one of each track, or at the one
            step of each track at which it is "largest".
    """

    name: str
    title: str
    meaning: str
    asks: str
    chosen: Literal["every", "first", "largest"] = "every"


def breakpoints(rec: Recording) -> Mapping[str, Breakpoint]:
    """The ready breakpoints of a recording's cell type, by name; the most alarming first.

    >>> import torch, rnnviz
    >>> ready = breakpoints(rnnviz.record(torch.nn.LSTM(1, 2), torch.ones(3, 1, 1)))
    >>> list(ready)
    ['not-finite', 'memory-wiped', 'memory-written', 'gate-saturated', 'sign-flip', 'largest-jump']
    >>> ready["memory-wiped"].asks
    'abs(c_prev) > 0.1 and abs(kept) < 0.05 * abs(c_prev)'
    """
    return breakpoints_of(rec.cell)


def breakpoints_of(cell: CellType) -> Mapping[str, Breakpoint]:
    """The same for a cell type."""
    return MappingProxyType({one.name: one for one in _made(cell)})


def title_of(rec: Recording, line: str, translate: Callable[[str], str] = str) -> str:
    """What a breakpoint is called on the screen: a ready one by its title, a condition as it is written."""
    ready = breakpoints(rec).get(line.strip())
    return line.strip() if ready is None else translate(ready.title)


def _made(cell: CellType) -> Iterator[Breakpoint]:
    memory = cell.states[-1]
    before = f"{memory}_prev"
    gates = [one.name for one in cell.operations if one.role == "gate"]
    yield Breakpoint(
        "not-finite",
        N_("first NaN or inf"),
        N_("The first step with a number that is NaN or infinite."),
        " or ".join(f"any(not isfinite({name}))" for name in cell.variables),
        "first",
    )
    # The products that make up the memory: a gate with what was there, and a gate with what is new.
    products = [cell.operation(name) for name in cell.operation(memory).reads if name not in cell.inputs]
    gated = [one for one in products if one.role == "product" and not set(gates).isdisjoint(one.reads)]
    kept = [one.name for one in gated if before in one.reads]
    written = [one.name for one in gated if before not in one.reads]
    if kept:
        yield Breakpoint(
            "memory-wiped",
            N_("memory wiped"),
            N_("A unit had a memory, and a gate lets less than a twentieth of it pass."),
            f"abs({before}) > {THERE} and abs({kept[0]}) < {LEFT} * abs({before})",
        )
    if written:
        yield Breakpoint(
            "memory-written",
            N_("memory written"),
            N_("More than half of what can come in at all is written into the memory of a unit."),
            f"abs({written[0]}) > {WRITTEN}",
        )
    if gates:
        yield Breakpoint(
            "gate-saturated",
            N_("gate saturated"),
            N_("A gate of a unit is shut or open all but one per cent: it hardly learns there."),
            " or ".join(f"{gate} < {SHUT} or {gate} > {OPEN}" for gate in gates),
        )
    yield Breakpoint(
        "sign-flip",
        N_("sign flip"),
        N_("The memory of a unit changes its sign from one step to the next."),
        f"{before} < 0 < {memory} or {memory} < 0 < {before}",
    )
    yield Breakpoint(
        "largest-jump",
        N_("largest jump"),
        N_("The step of each track at which the memory of a unit changes most."),
        f"abs({memory} - {before})",
        "largest",
    )
