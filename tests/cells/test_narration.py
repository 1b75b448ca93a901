"""The sentence about what happened: for any numbers exactly one fits, and what it claims is true."""

import operator
import re
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rnnviz.cells import CellType, Operation
from rnnviz.cells.operation import Case
from tests.cells.kinds import KINDS

RELATIONS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
}
OPERATIONS = [(cell_type, operation) for cell_type in KINDS.values() for operation in cell_type.operations]
NAMED = [f"{kind}-{operation.name}" for kind, cell_type in KINDS.items() for operation in cell_type.operations]

# What a sentence claims, by its words.
CLAIMS: dict[str, Callable[[dict[str, float], str], bool]] = {
    "above zero": lambda v, n: v[n] > 0,
    "cancel out": lambda v, n: v[n] == 0,
    "rises from": lambda v, n: v[n] > v[f"{n}_prev"],
    "falls from": lambda v, n: v[n] < v[f"{n}_prev"],
    "stays at": lambda v, n: v[n] == v[f"{n}_prev"],
    "almost open": lambda v, n: v[n] >= 0.9,
    "almost shut": lambda v, n: v[n] <= 0.1,
    "holds on": lambda v, n: v[n] >= 0.9,
    "lets go": lambda v, n: v[n] <= 0.1,
    "opens to": lambda v, n: 0.1 < v[n] < 0.9,
    "stands at": lambda v, n: 0.1 < v[n] < 0.9,
    "would raise": lambda v, n: v[n] > 0,
    "would lower": lambda v, n: v[n] < 0,
    "nothing to write": lambda v, n: v[n] == 0,
    "cuts it off": lambda v, n: v["a"] < 0 and v[n] == 0,
    "passes relu unchanged": lambda v, n: v["a"] == v[n],
}


def case_for(operation: Operation, values: dict[str, float]) -> Case:
    """The first case whose conditions all hold."""
    for case in operation.narration:
        if all(
            RELATIONS[relation](values[name], values[other] if isinstance(other, str) else other)
            for name, relation, other in case.when
        ):
            return case
    raise AssertionError(f"nothing to say about {operation.name}")


def _values(cell_type: CellType, seed: int, equal: bool) -> dict[str, float]:
    """Numbers as a step could have them: sigmoids in 0..1, states often unchanged when asked for."""
    draw = np.random.default_rng(seed)
    values: dict[str, float] = {}
    for name in cell_type.variables:
        operation = next((operation for operation in cell_type.operations if operation.name == name), None)
        unit = operation is not None and operation.role == "gate"
        values[name] = float(
            draw.choice([0.0, 0.1, 0.9, 1.0, draw.uniform()]) if unit else draw.choice([0.0, draw.normal()])
        )
    for state in cell_type.states:
        if equal:
            values[state] = values[f"{state}_prev"]
    if cell_type.mode == "RNN_RELU":
        values["h"] = max(values["a"], 0.0)
    return values


@pytest.mark.parametrize(("cell_type", "operation"), OPERATIONS, ids=NAMED)
@given(seed=st.integers(0, 10**6), equal=st.booleans())
@example(seed=0, equal=True)
def test_what_a_sentence_claims_is_true(cell_type: CellType, operation: Operation, seed: int, equal: bool) -> None:
    values = _values(cell_type, seed, equal)
    text = case_for(operation, values).text
    for words, holds in CLAIMS.items():
        if words in text:
            assert holds(values, operation.name), f"{text} with {values}"
    if "below zero" in text:
        assert values[operation.name if operation.role == "preactivation" else "a"] < 0


@pytest.mark.parametrize(("cell_type", "operation"), OPERATIONS, ids=NAMED)
def test_every_sentence_can_be_said_and_the_last_always(cell_type: CellType, operation: Operation) -> None:
    assert operation.narration
    assert operation.narration[-1].when == ()
    assert all(case.when for case in operation.narration[:-1])
    said = {case_for(operation, _values(cell_type, seed, seed % 4 == 0)).text for seed in range(400)}
    assert said == {case.text for case in operation.narration}


@pytest.mark.parametrize(("cell_type", "operation"), OPERATIONS, ids=NAMED)
def test_placeholders_are_numbers_that_the_player_has(cell_type: CellType, operation: Operation) -> None:
    names = set(cell_type.variables)
    gates = {other.name for other in cell_type.operations if other.role == "gate"}
    # By now the step has computed this operation and those before it, and nothing else.
    order = [*cell_type.inputs, *(other.name for other in cell_type.operations)]
    known = set(order[: order.index(operation.name) + 1])
    for case in operation.narration:
        found = re.findall(r"\{([^{}]*)\}", case.text)
        assert "unit" in found
        assert re.sub(r"\{[^{}]*\}", "", case.text).count("{") == 0
        for placeholder in found:
            if placeholder in ("unit", "t", "value"):
                continue
            name = placeholder.strip("|%")
            assert placeholder in (name, f"{name}%", f"|{name}|")
            assert name in names & known, f"{placeholder} is not known yet in {case.text}"
            assert not placeholder.endswith("%") or name in gates, "only a share of 0..1 is told in per cent"
        assert {"value", operation.name, f"{operation.name}%"} & set(found), f"its own value is not told: {case.text}"
        for name, _, other in case.when:
            assert {name} | ({other} if isinstance(other, str) else set()) <= known


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_of_the_sentence_belongs_to_what_the_operation_reads_or_makes(kind: str) -> None:
    cell_type = KINDS[kind]
    for operation in cell_type.operations:
        near = {operation.name, *operation.reads}
        # A gate tells what it will act on; a state what it was before.
        near |= {f"{state}_prev" for state in cell_type.states}
        for case in operation.narration:
            told = {name.strip("|%") for name in re.findall(r"\{([^{}]*)\}", case.text)} - {"unit", "t", "value"}
            assert told <= near, f"{told - near} in {case.text}"


@pytest.mark.parametrize("kind", KINDS)
def test_a_sentence_tells_of_one_unit_of_values_that_have_the_same_units(kind: str) -> None:
    cell_type = KINDS[kind]
    for operation in cell_type.operations:
        for case in operation.narration:
            told = {name.strip("|%") for name in re.findall(r"\{([^{}]*)\}", case.text)} - {"unit", "t", "value"}
            told |= {name for condition in case.when for name in condition if name in cell_type.variables}
            assert {cell_type.size_of(name) for name in told} <= {cell_type.size_of(operation.name)}, case.text
            of_its_own = cell_type.size_of(operation.name) == cell_type.other_size
            assert (f"Unit {{unit}} of {operation.name}:" in case.text) == of_its_own
