"""Any moment, against going through the events one by one."""

from typing import Any

import numpy as np
import pytest
import torch

import rnnviz
from rnnviz import Trace
from rnnviz.errors import PlaceError
from rnnviz.tracing import Gone
from tests.tracing import samples


def traces() -> list[Trace]:
    torch.manual_seed(0)
    return [
        *(rnnviz.trace(function) for function in (*samples.PLAIN, samples.closures)),
        rnnviz.trace(samples.reads_tokens, functions=[samples.tokens]),
        rnnviz.trace(samples.factorial, 5),
        rnnviz.trace(samples.Stack(), torch.randn(2, 3), functions=[samples.Cell]),
    ]


@pytest.mark.parametrize("trace", traces(), ids=lambda trace: trace.title)
def test_a_moment_is_what_the_events_before_it_add_up_to(trace: Trace) -> None:
    variables: dict[int, dict[str, Any]] = {}
    last: dict[int, Any] = {}
    stack: list[int] = []
    for step, event in enumerate(trace.events):
        if event.kind in ("call", "resume"):
            stack.append(event.frame)
        own = variables.setdefault(event.frame, {})
        for name, value in {**event.changed, **event.rebound}.items():
            if isinstance(value, Gone):
                del own[name]
            else:
                own[name] = value
        for frame, values in event.others.items():
            variables[frame].update(values)
        last[event.frame] = event
        moment = trace.at(step)
        assert moment.step == step
        assert moment.event is event
        assert [frame.id for frame in moment.stack] == stack
        for shown in moment.stack:
            assert dict(shown.variables) == variables[shown.id]
            assert (shown.line, shown.next_line) == (last[shown.id].line, last[shown.id].next_line)
            assert shown.changed == last[shown.id].changed
        if event.leaves or event.kind == "yield":
            stack.pop()
    assert trace.at(-1).event is trace.events[-1]


def test_moments_can_be_asked_for_in_any_order() -> None:
    trace = rnnviz.trace(samples.numpy_cell)
    forwards = [trace.at(step) for step in range(len(trace))]
    for step in np.random.default_rng(0).permutation(len(trace)):
        assert trace.at(int(step)) == forwards[step]


@pytest.mark.parametrize("step", [5, -6, 10**9])
def test_there_are_no_other_moments(step: int) -> None:
    trace = rnnviz.trace(samples.add_one, 1)
    assert len(trace) == 3
    with pytest.raises(PlaceError):
        trace.at(step)
