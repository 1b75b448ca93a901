"""One network in both layouts: the same windows, weights and steps."""

import time
from dataclasses import dataclass, replace

from torch import Tensor, nn

from rnnviz.training.next_number.plan import LAYOUTS, NextNumberPlan
from rnnviz.training.next_number.task import Layout, NextNumberTask
from rnnviz.training.training import Training

STEPS = 3


@dataclass(frozen=True, slots=True)
class Form:
    """How a layout takes a batch.

    Attributes:
        layout: one of `LAYOUTS`.
        input: shape of what one call of the recurrent module takes.
        state: shape of the h that it returns.
        calls: for one batch.
        losses: of the first steps, each before the step that it leads to.
        seconds: of a step (seconds).
    """

    layout: Layout
    input: tuple[int, ...]
    state: tuple[int, ...]
    calls: int
    losses: tuple[float, ...]
    seconds: float


def forms(plan: NextNumberPlan, task: NextNumberTask, name: str) -> tuple[Form, ...]:
    """A few steps of one network in each layout; shapes and calls are those of the run."""
    return tuple(_form(plan, replace(task, networks=(name,), layout=layout), layout) for layout in LAYOUTS)


def _form(plan: NextNumberPlan, task: NextNumberTask, layout: Layout) -> Form:
    run = Training(plan, task)
    (network,) = run.networks.values()
    calls: list[tuple[tuple[int, ...], tuple[int, ...]]] = []

    def seen(_module: nn.Module, given: tuple[object, ...], found: Tensor | tuple[object, ...]) -> None:
        # Modules over sequences return their output first, and after it the state; cells the state alone.
        state = found[1] if layout == "batch" and isinstance(found, tuple) else found
        input, h = given[0], state[0] if isinstance(state, tuple) else state
        assert isinstance(input, Tensor)
        assert isinstance(h, Tensor)
        calls.append((tuple(input.shape), tuple(h.shape)))

    handle = network.get_submodule("recurrent").register_forward_hook(seen)
    losses = [next(iter(run.advance().values()))]
    handle.remove()
    began = time.perf_counter()
    losses += [next(iter(run.advance().values())) for _ in range(STEPS - 1)]
    return Form(layout, *calls[0], len(calls), tuple(losses), (time.perf_counter() - began) / (STEPS - 1))
