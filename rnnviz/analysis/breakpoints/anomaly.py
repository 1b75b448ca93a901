"""Where to look first in a recording that one knows nothing about."""

from dataclasses import dataclass

from rnnviz.analysis.breakpoints.break_at import break_at
from rnnviz.analysis.breakpoints.ready import Breakpoint, breakpoints
from rnnviz.analysis.find import Hit
from rnnviz.recorder import Recording


@dataclass(frozen=True, slots=True)
class Anomaly:
    """A step that stands out, and why."""

    breakpoint: Breakpoint
    hit: Hit


def first_anomaly(rec: Recording) -> Anomaly | None:
    """The step to look at first.

    The ready breakpoints are asked in their order: a number that is NaN or infinite, a memory that was wiped, one that
    was written, a saturated gate, a flip of the sign, the largest jump. The first that stops anywhere answers, with the
    step that is computed first. (Of the largest jumps, one in each track, that is the one of the first track.)

    Returns:
        The breakpoint and its hit; None where nothing happens at all.

    >>> import torch, rnnviz
    >>> x = torch.zeros(5, 1, 1)
    >>> x[3] = torch.inf
    >>> found = first_anomaly(rnnviz.record(torch.nn.GRU(1, 1), x))
    >>> found.breakpoint.name, found.hit.t
    ('not-finite', 3)
    """
    for one in breakpoints(rec).values():
        hit = break_at(rec, one.name).first
        if hit is not None:
            return Anomaly(one, hit)
    return None
