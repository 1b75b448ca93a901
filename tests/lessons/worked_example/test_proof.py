"""The proof beside PyTorch: three runs, one of them ours."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.lessons.worked_example import Compared, numbers, proof, read_edits
from rnnviz.lessons.worked_example.edits import ORIGINAL


@given(
    mode=st.sampled_from(["LSTM", "GRU", "RNN_TANH", "RNN_RELU"]),
    reading=st.sampled_from(["shared", "full"]),
    bias=st.booleans(),
    steps=st.integers(1, 2),
    edits=st.dictionaries(st.sampled_from(sorted(ORIGINAL)), st.floats(-3, 3), max_size=12),
)
def test_by_hand_agrees_with_torchs_cell_and_module(
    mode: str, reading: str, bias: bool, steps: int, edits: dict[str, float]
) -> None:
    given = numbers(mode, reading=reading, bias=bias, steps=steps, edits=edits)  # type: ignore[arg-type]
    found = proof(given)
    states = ["c", "h"] if mode == "LSTM" else ["h"]
    assert [(one.t, one.state) for one in found] == [(t, state) for t in range(steps) for state in states]
    for one in found:
        assert one.differences.max() <= 1e-13


def test_the_published_states_come_out_of_all_three() -> None:
    c, h = proof(numbers())
    for found, expected in ((c, [0.5785117096, -0.1808454075]), (h, [0.3135171397, -0.1075342260])):
        for array in (found.by_hand, found.cell, found.module):
            np.testing.assert_allclose(array, expected, rtol=0, atol=5e-11)


def test_a_difference_is_told() -> None:
    one = Compared(0, "h", np.array([0.5, 1.0]), np.array([0.5, 1.0]), np.array([0.25, 1.0]))
    assert one.differences.tolist() == [0.25, 0.0]
    large = Compared(0, "h", np.array([400.0]), np.array([401.0]), np.array([400.0]))
    assert large.differences.tolist() == [1 / 400]


def test_torch_refuses_the_printed_weights() -> None:
    with pytest.raises(RuntimeError, match=r"size mismatch for weight_ih_l0: .*\[4, 3\].*\[8, 3\]"):
        proof(numbers(reading="printed", edits=read_edits("")))
