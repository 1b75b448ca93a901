"""Faults planted in the descriptions: each is noticed by an oracle, on the way out and on the way back.

A round trip notices none of them, since both ways follow from the same description.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

import pytest
from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidArgument

from rnnviz.formats import keras, onnx, tf1
from rnnviz.formats.weights.gate_order import ORDERS, GateOrder
from rnnviz.formats.weights.layout import Layout
from tests.formats.weights.agreement import apart_before_in, apart_before_out, apart_in, apart_out
from tests.formats.weights.case import Case
from tests.formats.weights.frameworks import FRAMEWORKS, Framework

Change = Callable[[Layout], Layout]


@dataclass(frozen=True)
class Fault:
    """Something wrong in the description of a framework."""

    framework: str
    cell: str
    name: str
    change: Change

    def __str__(self) -> str:
        return f"{self.framework} {self.cell}: {self.name}"


def _exchanged(first: int, second: int) -> Change:
    """Two gates in each other's place, in every array that has both; a GRU's r and u lie apart from its candidate."""

    def change(layout: Layout) -> Layout:
        gates = layout.order.gates
        other = {gates[first]: gates[second], gates[second]: gates[first]}

        def turned(own: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(other.get(gate, gate) for gate in own)

        return replace(
            layout,
            order=GateOrder(layout.order.own, turned(gates)),
            matrices=tuple(replace(matrix, gates=turned(matrix.gates)) for matrix in layout.matrices),
            biases=tuple(replace(bias, gates=turned(bias.gates)) for bias in layout.biases),
        )

    return change


def _turned_over(which: int) -> Change:
    def change(layout: Layout) -> Layout:
        matrices = [*layout.matrices]
        matrices[which] = replace(matrices[which], transposed=not matrices[which].transposed)
        return replace(layout, matrices=tuple(matrices))

    return change


def _bias(**changes: object) -> Change:
    return lambda layout: replace(
        layout,
        biases=tuple(replace(bias, **changes) for bias in layout.biases),  # type: ignore[arg-type]
    )


def _forget_bias(value: float) -> Change:
    return lambda layout: replace(layout, forget_bias=value)


def _sources(layout: Layout) -> Layout:
    return replace(layout, matrices=tuple(replace(one, sources=one.sources[::-1]) for one in layout.matrices))


def _faults() -> Iterator[Fault]:
    for framework, orders in ORDERS.items():
        if framework == "PyTorch":
            continue
        for cell, order in orders.items():
            for first, second in combinations(range(len(order.gates)), 2):
                letters = f"{order.own[first]} and {order.own[second]} exchanged"
                yield Fault(framework, cell, letters, _exchanged(first, second))
    for cell in ("LSTM", "GRU", "RNN"):
        yield Fault("Keras", cell, "kernel not transposed", _turned_over(0))
        yield Fault("Keras", cell, "recurrent_kernel not transposed", _turned_over(1))
        yield Fault("ONNX", cell, "W transposed", _turned_over(0))
        yield Fault("ONNX", cell, "R transposed", _turned_over(1))
        yield Fault("TensorFlow 1", cell, "kernel not transposed", _turned_over(0))
        yield Fault("TensorFlow 1", cell, "[h, x] instead of [x, h]", _sources)
        yield Fault("TensorFlow 1", cell, "only bias_ih", _bias(form="alone", sources=("ih",)))
        yield Fault("Keras", cell, "the directions exchanged", lambda one: replace(one, names=one.names[::-1]))
        yield Fault("TensorFlow 1", cell, "the directions exchanged", lambda one: replace(one, names=one.names[::-1]))
    yield Fault("Keras", "LSTM", "only bias_ih", _bias(form="alone", sources=("ih",)))
    yield Fault("Keras", "GRU", "the rows of bias exchanged", _bias(sources=("hh", "ih")))
    yield Fault("ONNX", "GRU", "the halves of B exchanged", _bias(sources=("hh", "ih")))
    yield Fault("Keras", "GRU", "bias end to end", _bias(form="halves"))
    for value in (0.0, -1.0, 2.0):
        yield Fault("TensorFlow 1", "LSTM", f"forget_bias taken for {value}", _forget_bias(value))
    for framework in ("Keras", "ONNX"):
        yield Fault(framework, "GRU", "resets before", lambda one: replace(one, reset="before"))


FAULTS = tuple(_faults())
MODULES = {"Keras": (keras, "keras"), "ONNX": (onnx, "onnx"), "TensorFlow 1": (tf1, "tf1")}
# Square matrices, so that one that is turned over has the right shape.
CASES = {cell: Case(cell, input_size=4, hidden_size=4, bidirectional=True, seed=3) for cell in ("LSTM", "GRU", "RNN")}


def out(framework: Framework, case: Case) -> float:
    before = framework.name == "TensorFlow 1" and case.cell == "GRU"
    return apart_before_out(framework, case) if before else apart_out(framework, case)


def back(framework: Framework, case: Case) -> float:
    if framework.name == "TensorFlow 1" and case.cell == "GRU":
        return apart_before_in(framework, case)
    return apart_in(framework, case, **({"linear_before_reset": 1} if framework.name == "ONNX" else {}))


both_ways = pytest.mark.parametrize("way", [out, back])


@both_ways
@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_planted_fault_is_noticed(
    monkeypatch: pytest.MonkeyPatch, fault: Fault, way: Callable[[Framework, Case], float]
) -> None:
    module, name = MODULES[fault.framework]
    right = getattr(module, name)
    monkeypatch.setattr(module, name, lambda *given: fault.change(right(*given)))
    try:
        apart = way(FRAMEWORKS[fault.framework], CASES[fault.cell])
    except (ValueError, RuntimeError, KeyError, Fail, InvalidArgument):
        return  # arrays of another shape, or under other names
    assert apart > 1e-3


@both_ways
@pytest.mark.parametrize("cell", CASES)
@pytest.mark.parametrize("framework", FRAMEWORKS.values(), ids=[*FRAMEWORKS])
def test_without_a_fault_the_same_cases_agree(
    framework: Framework, cell: str, way: Callable[[Framework, Case], float]
) -> None:
    assert way(framework, CASES[cell]) <= max(framework.tolerance.values())
