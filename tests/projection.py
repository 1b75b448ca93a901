"""Small LSTMs with a projection, and their recordings. The oracle is `tests.recorder.stepping.walks`."""

from collections.abc import Sequence
from functools import partial

import rnnviz
from tests.strategies import Network, Plan

Projected = partial(Plan, hidden_size=4, proj_size=2)
"""A plan whose three sizes differ."""


def recorded(
    plan: Plan | Network, *, labels: Sequence[Sequence[str]] | None = None, lengths: Sequence[int] | None = None
) -> rnnviz.Recording:
    """The recording of a network; ``lengths`` as in `rnnviz.record`."""
    network = plan.build() if isinstance(plan, Plan) else plan
    return rnnviz.record(network.module, network.input, network.hx, labels=labels, lengths=lengths)
