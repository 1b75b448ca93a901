"""Formula, code, line of numbers and shares of every operation, read from print and computed."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnnviz.cells import CELL_TYPES, CellType
from tests.cells import agreement, crosscheck
from tests.recorder.stepping import walks
from tests.strategies import MODES, Plan, plans


@given(plan=plans(double=True), layer=st.integers(0, 2), direction=st.integers(0, 1))
@example(plan=Plan("LSTM", bidirectional=True), layer=0, direction=1)
@example(plan=Plan("GRU", bias=False, input_size=9, hidden_size=6), layer=0, direction=0)
def test_everything_written_has_the_value_of_the_oracle(plan: Plan, layer: int, direction: int) -> None:
    found = walks(plan.build())
    walk = found[layer % plan.num_layers, direction if plan.bidirectional else 0]
    cell_type = CELL_TYPES[plan.mode] if plan.bias else CELL_TYPES[plan.mode].without_bias()
    for check in agreement.CHECKS.values():
        check(cell_type, walk)


@settings(max_examples=8)
@given(plan=plans(double=True))
@example(plan=Plan("LSTM", hidden_size=3, proj_size=2))
def test_the_writings_agree_with_each_other(plan: Plan) -> None:
    for check in crosscheck.CHECKS.values():
        check(_cell_type(plan), walks(plan.build())[0, 1 if plan.bidirectional else 0])


def test_everything_written_of_a_projection_has_the_value_of_the_oracle() -> None:
    plan = Plan(hidden_size=2, proj_size=1, bias=False, batch=1, seq_len=2, bidirectional=True)
    for check in agreement.CHECKS.values():
        check(_cell_type(plan), walks(plan.build())[0, 1])


def _cell_type(plan: Plan) -> CellType:
    found = CELL_TYPES[plan.mode].with_projection() if plan.proj_size else CELL_TYPES[plan.mode]
    return found if plan.bias else found.without_bias()


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("mode", MODES)
def test_each_operation_reads_exactly_what_it_names(mode: str, bias: bool) -> None:
    cell_type = CELL_TYPES[mode] if bias else CELL_TYPES[mode].without_bias()
    walk = walks(Plan(mode, bias=bias).build())[0, 0]
    known = [*cell_type.inputs]
    for operation in cell_type.operations:
        assert set(operation.reads) <= set(known), f"{operation.name} reads what is not there yet"
        known.append(operation.name)
    used = {name for operation in cell_type.operations for name in operation.parameters}
    assert used == set(walk.weights)
    assert tuple(known) == cell_type.variables
