"""An `nn.LSTMCell` with each row twice gives what the right program gives, and refuses four rows."""

import pytest
import torch
from torch import nn

from rnnviz.lessons.pitfalls import pitfalls, run

PITFALL = pitfalls()["one-row-for-each-gate"]
ROWS = {
    "weight_ih": [[0.1, 0.2, 0.3], [0.4, 0.5, 0.6], [0.7, 0.8, 0.9], [1.0, 1.1, 1.2]],
    "weight_hh": [[0.1, 0.2], [0.3, 0.4], [0.5, 0.6], [0.7, 0.8]],
    "bias_ih": [0.01, 0.02, 0.03, 0.04],
    "bias_hh": [0.05, 0.06, 0.07, 0.08],
}


def test_the_right_one_is_an_lstm_cell_with_each_row_twice() -> None:
    right = run(PITFALL).right
    cell_type = nn.LSTMCell(3, 2)
    cell_type.load_state_dict({name: torch.tensor(rows).repeat_interleave(2, 0) for name, rows in ROWS.items()})
    h, c = cell_type(torch.tensor([0.5, -0.2, 0.1]), (torch.tensor([0.3, -0.4]), torch.tensor([0.8, -0.6])))
    torch.testing.assert_close(right["h"], h.detach())
    torch.testing.assert_close(right["c"], c.detach())
    assert right["c"].tolist() == pytest.approx([0.5785117096, -0.1808454075], abs=1e-6)
    assert right["h"].tolist() == pytest.approx([0.3135171397, -0.1075342260], abs=1e-6)


def test_four_rows_leave_nothing_for_two_gates() -> None:
    wrong = run(PITFALL).wrong
    assert isinstance(wrong.error, RuntimeError)
    assert [list(wrong[gate].shape) for gate in "ifgo"] == [[2], [2], [0], [0]]
    # By hand: the four sums are 0.05, 0.17, 0.29, 0.41, and the last two belong to the candidate and the output gate.
    assert wrong["i"].tolist() == pytest.approx([0.05, 0.17], abs=1e-6)
    assert wrong["f"].tolist() == pytest.approx([0.29, 0.41], abs=1e-6)


def test_pytorch_refuses_four_rows() -> None:
    with pytest.raises(RuntimeError, match="size mismatch"):
        nn.LSTMCell(3, 2).load_state_dict({name: torch.tensor(rows) for name, rows in ROWS.items()})
