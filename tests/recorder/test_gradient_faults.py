"""The tests of the gradients can fail: faults that somebody could make, each noticed by a check that they use."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from rnnviz.cells.evaluate import evaluate
from rnnviz.cells.in_torch import TORCH
from rnnviz.recorder.gradients import arrived, backward, loss, side
from rnnviz.recorder.gradients.backward import _Backward
from rnnviz.recorder.gradients.result import gradients_of
from rnnviz.recorder.gradients.side import by_what_went_in
from tests.recorder.gradient_checks import CHECKS, record
from tests.strategies import MODES, Network, Plan

Patch = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True)
class Fault:
    name: str
    patch: Patch
    checks: tuple[str, ...] = ("tracks", "module")
    plan: Mapping[str, Any] = field(default_factory=dict)


def _detached(*names: str) -> Patch:
    """No gradient goes through these values of a step."""

    def cutting(expression: Any, values: Mapping[str, Tensor], **options: Any) -> Any:
        cut = {name: value.detach() if name in names else value for name, value in values.items()}
        return evaluate(expression, cut, **options)

    return lambda patch: patch.setattr(side, "evaluate", cutting)


def _function(name: str, value: Callable[[Tensor], Tensor]) -> Patch:
    return lambda patch: patch.setattr(side, "TORCH", {**TORCH, name: value})


_own_arrived = _Backward._arrived


def _nothing_from_above(self: _Backward, layer: int, above: Tensor | None) -> Any:
    return _own_arrived(self, layer, None if above is None else above * 0)


def _sum_for_both(self: _Backward, layer: int, above: Tensor | None) -> Any:
    found = _own_arrived(self, layer, above)
    return {name: [sum(sides[1:], sides[0])] * len(sides) for name, sides in found.items()}


def _other_side(self: _Backward, layer: int, above: Tensor | None) -> Any:
    return {name: sides[::-1] for name, sides in _own_arrived(self, layer, above).items()}


def _no_c_n(self: _Backward, layer: int, above: Tensor | None) -> Any:
    found = _own_arrived(self, layer, above)
    return {name: [each * 0 for each in sides] if name == "c" else sides for name, sides in found.items()}


_own_ends = _Backward._ends


def _always_forward(self: _Backward, first: int, seq_len: int, *, reverse: bool) -> Any:
    return _own_ends(self, first, seq_len, reverse=False)


def _a_step_early(self: _Backward, first: int, seq_len: int, *, reverse: bool) -> Any:
    found = _own_ends(self, first, seq_len, reverse=reverse)
    return found + self._rows.batch if reverse else found - self._rows.batch


_own_before = side.Side.before


def _forward_before(self: side.Side, state: str) -> Tensor:
    return _own_before(replace(self, reverse=False), state)


def _from_zero(self: side.Side, state: str) -> Tensor:
    return _own_before(replace(self, initial={name: each * 0 for name, each in self.initial.items()}), state)


_own_put = _Backward._put


def _reversed_in_time(self: _Backward, layer: int, direction: int, nodes: side.Nodes) -> None:
    """The reverse direction by the order of processing instead of the position in the input."""
    found = {name: each.flip(0) if direction else each for name, each in nodes.gradients.items()}
    _own_put(self, layer, direction, replace(nodes, gradients=found))


def _in_sorted_order(self: _Backward, layer: int, direction: int, nodes: side.Nodes) -> None:
    _own_put(self, layer, direction, nodes)
    for state, first in nodes.initial.items():
        self._arrays[f"{state}_0"][layer * self._recording.num_directions + direction] = first.numpy()


def _half_of_x(own: side.Side, nodes: side.Nodes, parameters: Any) -> Any:
    by_x, by_parameters = by_what_went_in(own, nodes, parameters)
    return by_x * (not own.reverse), by_parameters


_own_form = arrived.arrived


def _row_of_padding(*given: Any, **options: Any) -> arrived.Arrived:
    found = _own_form(*given, **options)
    return replace(found, output=found.output.roll(1, 0))


def _set(target: object, name: str, value: object) -> Patch:
    return lambda patch: patch.setattr(target, name, value)


_PACKED = {"packing": "unsorted", "lengths": (2, 4, 1, 3)}
FAULTS = (
    Fault("the way through c is lost", _detached("c_prev")),
    Fault("c reaches h no more", _detached("squashed")),
    Fault("the way through h of the step before is lost", _detached("h_prev")),
    Fault("the layer above is forgotten", _set(_Backward, "_arrived", _nothing_from_above)),
    Fault("both directions get the sum", _set(_Backward, "_arrived", _sum_for_both)),
    Fault("each direction gets the other's", _set(_Backward, "_arrived", _other_side)),
    Fault("what arrives at c_n is lost", _set(_Backward, "_arrived", _no_c_n)),
    Fault("h_n of the reverse direction at the last position", _set(_Backward, "_ends", _always_forward)),
    Fault("h_n a step early", _set(_Backward, "_ends", _a_step_early)),
    Fault("the weights see h at t-1 in the reverse direction", _set(side.Side, "before", _forward_before), ("module",)),
    Fault("the weights see no h_0", _set(side.Side, "before", _from_zero), ("module",)),
    Fault("reverse gradients in the order of processing", _set(_Backward, "_put", _reversed_in_time), ("tracks",)),
    Fault("h_0 in the order of packing", _set(_Backward, "_put", _in_sorted_order), ("tracks", "module"), _PACKED),
    Fault("x of the forward direction only", _set(backward, "by_what_went_in", _half_of_x)),
    Fault("the output of the next row", _set(loss, "arrived", _row_of_padding)),
    Fault("tanh derived as 1", _function("tanh", lambda a: a + (torch.tanh(a) - a).detach())),
    Fault(
        "every number one too large",
        lambda patch: patch.setattr(backward, "wide", lambda value: value.numpy() + np.ones((), value.numpy().dtype)),
    ),
    Fault(
        "arrays that can be written",
        lambda patch: patch.setattr(backward, "gradients_of", _writable),
        ("axes",),
    ),
)


def _writable(*given: Any) -> Any:
    found = gradients_of(*given)
    return replace(found, h=found.h.copy())


def _network(fault: Fault | None = None, mode: str = "LSTM") -> Network:
    """The weights of one layer would fit the other, so only the numbers can tell."""
    usual = Plan(mode, input_size=6, hidden_size=3, num_layers=2, bidirectional=True)
    return (usual if fault is None else replace(usual, **fault.plan)).build()


@pytest.mark.parametrize("mode", MODES)
def test_without_a_fault_every_check_passes(mode: str) -> None:
    network = _network(mode=mode)
    for check in CHECKS.values():
        check(network, record(network))


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_the_fault_is_noticed(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    network = _network(fault)
    fault.patch(monkeypatch)
    rec = record(network)
    monkeypatch.undo()
    for name in fault.checks:
        with pytest.raises(AssertionError):
            CHECKS[name](network, rec)


def test_every_check_notices_some_fault() -> None:
    assert {name for fault in FAULTS for name in fault.checks} == set(CHECKS)
