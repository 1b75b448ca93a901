"""An `nn.LSTMCell` that is led through the sentence tells which of the two states is which."""

import pytest
import torch
from torch import nn

from rnnviz.lessons.pitfalls import Side, pitfalls, run

PITFALL = pitfalls()["states-swapped-on-return"]


def final_states(side: Side) -> tuple[torch.Tensor, torch.Tensor]:
    cell_type = nn.LSTMCell(3, 5)
    cell_type.load_state_dict({name.removesuffix("_l0"): value for name, value in side["lstm"].state_dict().items()})
    h = c = torch.zeros(5)
    with torch.no_grad():
        for x in side["sentence"]:
            h, c = cell_type(x, (h, c))
    return h, c


@pytest.mark.parametrize("seed", range(5))
def test_one_program_goes_on_with_the_cell_state(seed: int) -> None:
    found = run(PITFALL, seed)
    h, c = final_states(found.right)
    torch.testing.assert_close(found.wrong["summary"], c)
    torch.testing.assert_close(found.right["summary"], h)
    torch.testing.assert_close(found.wrong["output"].detach()[-1], h)
    assert (c.abs() > h.abs()).all()
    values = PITFALL.outcome(found).values
    assert values["right"] == values["output"]
    assert float(str(values["wrong"])) > 1.2 * float(str(values["right"]))


def test_only_the_cell_state_leaves_minus_one_to_one() -> None:
    lstm = nn.LSTM(1, 1)
    with torch.no_grad():
        for weight in lstm.parameters():
            weight.fill_(5)
        _, (h_n, c_n) = lstm(torch.ones(10, 1))
    assert c_n.item() > 9
    assert h_n.item() <= 1
