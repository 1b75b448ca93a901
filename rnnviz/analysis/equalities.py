"""Lines of PyTorch that say which parts of output, h_n and c_n are equal, and which are not although people think so.

The lines are made for the module and the form of its input, with their own indices; what they come to is found by
running them on what the module returned.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import torch

from rnnviz.analysis.tensors import tensors, values
from rnnviz.recorder import Recording
from rnnviz.words import N_


@dataclass(frozen=True)
class Claim:
    """A line of code, whether it is true, and why.

    Attributes:
        code: an expression over ``output``, ``h_n``, ``c_n`` and, where the input was packed, ``lengths``.
        true: whether the numbers are the same ones, which follows from the layout alone.
        why: one sentence, a text that the catalogue knows.
    """

    code: str
    true: bool
    why: str


@dataclass(frozen=True)
class Checked:
    """A claim that has been run.

    Attributes:
        result: what Python printed.
        holds: whether it came out true.
        by_chance: whether it came out true although the numbers are not the same ones: all of them are 0, say.
    """

    claim: Claim
    result: str
    holds: bool

    @property
    def by_chance(self) -> bool:
        return self.holds and not self.claim.true


def equalities(rec: Recording) -> tuple[Checked, ...]:
    """Every claim about what the module returned, run in this moment.

    >>> from rnnviz.recorder import record
    >>> rec = record(torch.nn.LSTM(10, 20, 2, bidirectional=True), torch.randn(5, 3, 10))
    >>> for checked in equalities(rec)[:2]:
    ...     print(checked.claim.code, checked.result)
    torch.equal(output[-1, :, :20], h_n[-2]) True
    torch.equal(output[0, :, 20:], h_n[-1]) True
    """
    names = _names(rec)
    return tuple(_run(claim, names) for claim in claims(rec))


def _names(rec: Recording) -> dict[str, Any]:
    """What the lines may speak of."""
    kept = [name for name in ("output", "h_n", "c_n") if name in tensors(rec)]
    # A copy that lies in memory as PyTorch's own: a view of it works wherever one of PyTorch's would.
    found = {name: torch.from_numpy(values(rec, name).copy(order="C")) for name in kept}
    lengths = {} if rec.lengths is None else {"lengths": torch.tensor(rec.lengths)}
    return {"torch": torch, **found, **lengths}


def _run(claim: Claim, names: dict[str, Any]) -> Checked:
    # The code is our own: nothing in it comes from outside.
    found = eval(claim.code, dict(names))
    holds = all(found) if isinstance(found, list) else bool(found)
    return Checked(claim, str(found), holds)


def claims(rec: Recording) -> Iterator[Claim]:
    """The claims for this module and this form of input."""
    layout = _Layout(rec)
    if rec.num_directions == 2:
        yield from _two_directions(layout)
    else:
        yield from _one_direction(layout)
    yield from _stacked(layout)
    yield from _shapes(layout)


class _Layout:
    """How today's tensors are indexed."""

    def __init__(self, rec: Recording) -> None:
        self.layers, self.directions = rec.num_layers, rec.num_directions
        self.steps, self.size = rec.seq_len, rec.architecture.state_sizes["h"]
        self.hidden_size, self.has_c = rec.hidden_size, rec.c is not None
        self.packed = rec.lengths is not None
        self.even = rec.lengths is None or len(set(rec.lengths)) == 1
        axes = [axis.name for axis in tensors(rec)["output"].axes]
        self.batched, self.batch = "batch" in axes, rec.batch
        self.batch_leads = axes[0] == "batch"

    def output(self, t: str, features: str = "") -> str:
        """``output`` at a time step."""
        index = [t]
        if self.batched:
            index = [":", t] if self.batch_leads else [t, ":"]
        if features:
            index.append(features)
        elif index[-1] == ":":
            index.pop()
        return f"output[{', '.join(index)}]"

    def ends(self, features: str) -> str:
        """``output`` at the last step of each row."""
        steps = ["lengths - 1", f"torch.arange({self.batch})"]
        return f"output[{', '.join(steps[::-1] if self.batch_leads else steps)}, {features}]"

    @property
    def forward(self) -> str:
        return f":{self.size}"

    @property
    def reverse(self) -> str:
        return f"{self.size}:"


def _one_direction(layout: _Layout) -> Iterator[Claim]:
    last = layout.output("-1")
    why = N_("The last time step of output and the last layer's final h are one state.")
    if not layout.packed:
        yield Claim(f"torch.equal({last}, h_n[-1])", True, why)
        return
    yield from _packed(layout, last, "h_n[-1]", ":")


def _two_directions(layout: _Layout) -> Iterator[Claim]:
    last, first = layout.output("-1", layout.forward), layout.output("0", layout.reverse)
    if layout.packed:
        yield from _packed(layout, last, "h_n[-2]", layout.forward)
    else:
        yield Claim(
            f"torch.equal({last}, h_n[-2])",
            True,
            N_("The forward direction makes its last step at the end: there its half of output is its final h."),
        )
    yield Claim(
        f"torch.equal({first}, h_n[-1])",
        True,
        N_("The reverse direction makes its last step at t = 0: there its half of output is its final h."),
    )
    one = layout.steps == 1
    wrong = layout.output("-1", layout.reverse)
    yield Claim(
        f"torch.equal({wrong}, h_n[-1])",
        one,
        N_("With one time step, the first step and the last one are the same.")
        if one
        else N_("At the end of the input the reverse direction has only begun: it has read one time step there."),
    )
    yield Claim(
        f"torch.equal(output[..., 0], output[..., {layout.forward}])",
        False,
        N_("A single index takes one feature, not a direction: the forward half is the first features of output."),
    )


def _packed(layout: _Layout, last: str, final: str, features: str) -> Iterator[Claim]:
    yield Claim(
        f"torch.equal({layout.ends(features)}, {final})",
        True,
        N_("Every row ends at its own length: there its output is its final h."),
    )
    yield Claim(
        f"({last} == {final}).all(-1).tolist()",
        layout.even,
        N_("All rows are of one length, so the last time step is the end of each.")
        if layout.even
        else N_("True for rows of full length only: past the end of a row, output is padding, zeros."),
    )


def _stacked(layout: _Layout) -> Iterator[Claim]:
    end = layout.output("-1", layout.forward if layout.directions == 2 else "")
    if layout.layers > 1 and not layout.packed:
        yield Claim(
            f"torch.equal({end}, h_n[0])",
            False,
            N_("h_n begins with the first layer, and output is the last layer's: it never shows the states in h_n[0]."),
        )
    if layout.has_c:
        number = -layout.directions
        yield Claim(
            f"torch.equal({end}, c_n[{number}])",
            False,
            N_("The cell state c stands in no output: c_n is the only place where the module returns it."),
        )


def _shapes(layout: _Layout) -> Iterator[Claim]:
    stack = layout.layers * layout.directions
    rows = [layout.batch] if layout.batched else []
    view = ", ".join(map(str, [layout.layers, layout.directions, *rows, layout.size]))
    yield Claim(
        f"torch.equal(h_n.view({view})[-1, 0], h_n[{-layout.directions}])",
        True,
        N_("h_n lies layer by layer, and direction by direction inside each layer."),
    )
    if layout.batched:
        mixed = stack > 1 and layout.batch > 1
        yield Claim(
            f"torch.equal(h_n.view({layout.batch}, -1), h_n.transpose(0, 1).reshape({layout.batch}, -1))",
            not mixed,
            N_("view(batch, -1) cuts h_n where it lies in memory: a row then holds states of several sequences.")
            if mixed
            else N_("With one row, or one layer in one direction, there is nothing to mix up."),
        )
    if layout.batch_leads:
        yield Claim(
            f"h_n.shape == ({stack}, {layout.batch}, {layout.size})",
            True,
            N_("batch_first orders input and output only: in h_n and c_n the batch stays second."),
        )
