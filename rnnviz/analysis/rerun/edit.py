"""One edit, and edits as text."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Part = int | tuple[int | None, int | None]
"""One unit, or some as a Python slice: 3, (1, 3), (None, None)."""


@dataclass(frozen=True)
class Edit:
    """A value, initial state or weight that is set, from one step to another; its text is ``str(edit)``.

    >>> str(Edit("f", "=", 1.0, start=5)), str(Edit("W_hf", "*=", 0.5, ((2, None), 0), layer=1))
    ('f = 1 from t=5', 'W_hf[2:,0] *= 0.5 layer=1')
    >>> str(Edit("x", "=", "q", start=3, stop=3, row=1))
    "x = 'q' at t=3 row=1"
    """

    name: str
    """A variable of the cell type ("f", "kept", "x", "h_prev"), an initial state ("h_0") or a block of weights
    ("W_hf", "b_if")."""
    operator: Literal["=", "+=", "*="]
    value: float | str
    """A number; a text is a label, whose vector is put in the place of x."""
    index: tuple[Part, ...] = ()
    """The units; for a matrix the rows, then the columns. Empty for all."""
    start: int | None = None
    """The first step in the order of processing, a position in the input; None for the first one there is."""
    stop: int | None = None
    """The last step, which is edited too; None for the last one there is."""
    layer: int = 0
    direction: Literal["forward", "reverse"] = "forward"
    """Of x, which both directions read, it says nothing."""
    row: int | None = None
    """The batch row; None for all."""

    def __str__(self) -> str:
        index = f"[{','.join(map(_part, self.index))}]" if self.index else ""
        said = [f"{self.name}{index} {self.operator} {_value(self.value)}"]
        if self.start is not None and self.start == self.stop:
            said.append(f"at t={self.start}")
        else:
            said += [] if self.start is None else [f"from t={self.start}"]
            said += [] if self.stop is None else [f"to t={self.stop}"]
        said += [f"layer={self.layer}"] if self.layer else []
        said += ["direction=reverse"] if self.direction == "reverse" else []
        said += [] if self.row is None else [f"row={self.row}"]
        return " ".join(said)


def write_edits(edits: Iterable[Edit]) -> str:
    """The edits as text, one on a line; ``read_edits`` reads it back.

    >>> write_edits([Edit("f", "=", 1.0), Edit("c_0", "+=", -0.5, (3,))])
    'f = 1\\nc_0[3] += -0.5'
    """
    return "\n".join(map(str, edits))


def _part(part: Part) -> str:
    if isinstance(part, int):
        return str(part)
    return ":".join("" if bound is None else str(bound) for bound in part)


def _value(value: float | str) -> str:
    return repr(value) if isinstance(value, str) else repr(float(value)).removesuffix(".0")
