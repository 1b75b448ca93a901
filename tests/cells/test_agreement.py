"""Formula, code, line of numbers and shares of every operation, read from print and computed."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rnnviz.cells import CELL_TYPES
from tests.cells import agreement
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
