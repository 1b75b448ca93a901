"""The calculation by hand: as printed, it must stop where NumPy stops, with NumPy's own words."""

import numpy as np
import pytest
import torch

from rnnviz.lessons.worked_example import ByHand, by_hand, numbers
from rnnviz.lessons.worked_example.edits import read_edits


def _words(one: tuple[int, ...], other: tuple[int, ...]) -> str:
    """What NumPy says when two shapes do not fit."""
    with pytest.raises(ValueError, match="broadcast") as refusal:
        np.zeros(one) * np.zeros(other)
    return str(refusal.value)


def _sigmoid(values: list[float]) -> list[float]:
    return torch.sigmoid(torch.tensor(values, dtype=torch.float64)).tolist()


def _equal(found: np.ndarray, expected: list[float]) -> None:
    assert found.shape == (len(expected),)
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-15)


def _rows(run: ByHand) -> list[tuple[str, int, int, int]]:
    return [(part.block, part.start, part.stop, part.rows) for part in run.slices]


def test_the_lstm_as_printed_stops_at_the_first_empty_gate() -> None:
    run = by_hand(numbers(reading="printed"))
    assert _rows(run) == [("i", 0, 2, 2), ("f", 2, 4, 2), ("g", 4, 6, 0), ("o", 6, 8, 0)]
    (step,) = run.steps
    _equal(step["a_i"], [0.05, 0.17])
    _equal(step["a_f"], [0.29, 0.41])
    _equal(step["i"], _sigmoid([0.05, 0.17]))
    _equal(step["f"], _sigmoid([0.29, 0.41]))
    assert [round(value, 4) for value in (*step["i"], *step["f"])] == [0.5125, 0.5424, 0.5720, 0.6011]
    for empty in ("a_g", "a_o", "g", "o"):
        assert step[empty].shape == (0,)
    assert [round(value, 4) for value in step["kept"]] == [0.4576, -0.3607]
    assert [name for name in ("written", "c", "squashed", "h") if name in step] == []
    assert run.stopped is not None
    assert run.stopped.operation.name == "written"
    assert run.stopped.error == _words((2,), (0,))
    assert run.stopped.error.strip() == "operands could not be broadcast together with shapes (2,) (0,)"
    assert dict(run.stopped.shapes) == {"i": (2,), "g": (0,)}


def test_the_gru_as_printed_stops_where_reset_meets_nothing() -> None:
    run = by_hand(numbers("GRU", reading="printed"))
    assert _rows(run) == [("r", 0, 2, 2), ("z", 2, 4, 1), ("n", 4, 6, 0)]
    assert run.steps[0]["z"].shape == (1,)
    assert run.stopped is not None
    assert run.stopped.operation.name == "a_n"
    assert run.stopped.error == _words((2,), (0,))


@pytest.mark.parametrize("mode", ["RNN_TANH", "RNN_RELU"])
def test_the_rnn_as_printed_loses_a_unit_and_stops_a_step_later(mode: str) -> None:
    first = by_hand(numbers(mode, reading="printed"))
    assert first.stopped is None
    assert first.shrunk
    assert first.steps[0]["h"].shape == (1,)
    both = by_hand(numbers(mode, reading="printed", steps=2))
    assert len(both.steps) == 2
    assert both.stopped is not None
    assert both.stopped.operation.name == "a"
    assert both.stopped.error.startswith("matmul: ")
    assert both.stopped.shapes["h_prev"] == (1,)


@pytest.mark.parametrize("reading", ["shared", "full"])
@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("mode", ["LSTM", "GRU", "RNN_TANH", "RNN_RELU"])
def test_with_enough_rows_it_runs_to_its_end(mode: str, bias: bool, reading: str) -> None:
    given = numbers(mode, reading=reading, bias=bias, steps=2)  # type: ignore[arg-type]
    run = by_hand(given)
    assert run.stopped is None
    assert not run.shrunk
    assert all(part.rows == 2 for part in run.slices)
    assert [set(step.values) for step in run.steps] == [set(given.cell_type.variables)] * 2
    np.testing.assert_array_equal(run.steps[1]["h_prev"], run.steps[0]["h"])


def test_what_overflows_is_computed_and_shown_not_raised() -> None:
    run = by_hand(numbers(edits=read_edits("x.0.0=1e6 W_ih.0.0=-1e6 W_ih.2.0=1e6 c_prev.0=1000000")))
    assert run.stopped is None
    assert run.steps[0]["i"].tolist() == [0.0, 0.0]
    assert run.steps[0]["g"].tolist() == [1.0, 1.0]


def test_as_printed_follows_edits() -> None:
    run = by_hand(numbers(reading="printed", edits=read_edits("x.0.0=2.5")))
    # 2 more on the first input adds 0.2, 0.8, 1.4 and 2.0 to the four sums.
    _equal(run.steps[0]["a_i"], [0.25, 0.97])
    _equal(run.steps[0]["a_f"], [1.69, 2.41])
