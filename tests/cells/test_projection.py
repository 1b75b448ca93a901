"""What is written about a projected LSTM, read from print and computed; the numbers come from PyTorch's own steps."""

import pytest

from tests.cells import agreement
from tests.cells.kinds import KINDS, PROJECTED
from tests.projection import Projected
from tests.recorder.stepping import walks

PLANS = {
    "plain": Projected(hidden_size=3, seq_len=2, batch=1),
    # More units than a line writes out.
    "many": Projected(hidden_size=6, proj_size=5, input_size=2, seq_len=1, batch=1),
    "one": Projected(hidden_size=2, proj_size=1, bias=False, seq_len=1),
}


@pytest.mark.parametrize("check", agreement.CHECKS)
@pytest.mark.parametrize("plan", PLANS)
def test_everything_written_has_the_value_of_the_oracle(plan: str, check: str) -> None:
    made = PLANS[plan]
    cell_type = KINDS[PROJECTED] if made.bias else KINDS[PROJECTED].without_bias()
    agreement.CHECKS[check](cell_type, walks(made.build())[0, 0])


@pytest.mark.parametrize("place", [(0, 1), (1, 0), (1, 1)])
def test_in_higher_layers_and_in_reverse(place: tuple[int, int]) -> None:
    walk = walks(Projected(num_layers=2, bidirectional=True, seq_len=3).build())[place]
    for name in ("evaluate", "katex", "mathml", "code"):
        agreement.CHECKS[name](KINDS[PROJECTED], walk)


def test_it_computes_every_variable_and_reads_every_weight() -> None:
    walk = walks(Projected().build())[0, 0]
    assert set(KINDS[PROJECTED].variables) == set(walk.values)
    used = {name for operation in KINDS[PROJECTED].operations for name in operation.parameters}
    assert used == set(walk.weights)
