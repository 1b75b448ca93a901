"""What a condition means, where it could mean something else: each against NumPy or numbers written out."""

import numpy as np
import pytest
import torch
from torch import nn

import rnnviz
from rnnviz.errors import ConditionError

torch.manual_seed(0)
REC = rnnviz.record(nn.LSTM(3, 4, num_layers=2), 3 * torch.randn(20, 2, 3))
INPUT, FORGET, CANDIDATE, OUTPUT = REC.gates[:, :, 0]


def driven(values: list[float], *, reverse: bool = False, dtype: torch.dtype = torch.float64) -> rnnviz.Recording:
    """A recording whose x[0] is these numbers, and whose h is 2 x: relu lets them through where they are positive."""
    rnn = nn.RNN(1, 1, bias=False, nonlinearity="relu", bidirectional=reverse, dtype=dtype)
    rnn.load_state_dict(
        {
            name: torch.full((1, 1), 2.0 if "ih" in name else 0.0, dtype=dtype)
            for name in ("weight_ih_l0", "weight_hh_l0", "weight_ih_l0_reverse", "weight_hh_l0_reverse")
            if reverse or "reverse" not in name
        }
    )
    h_0 = torch.full((2 if reverse else 1, 1, 1), 7.0, dtype=dtype)
    return rnnviz.record(rnn, torch.tensor(values, dtype=dtype).reshape(-1, 1, 1), h_0)


def steps(rec: rnnviz.Recording, condition: str, direction: str = "forward") -> list[int]:
    found: list[int] = rnnviz.find(rec, condition).steps(direction=direction).tolist()
    return found


@pytest.mark.parametrize(
    ("condition", "by_hand"),
    [
        ("f[3] < 0.1", FORGET[..., 3] < 0.1),
        ("forget[-1] < 0.1", FORGET[..., 3] < 0.1),
        ("f[2:4] < 0.1", (FORGET[..., 2:4] < 0.1).any(axis=-1)),
        ("i > 0.9 and f < 0.1", ((INPUT > 0.9) & (FORGET < 0.1)).any(axis=-1)),
        ("any(i > 0.9) and any(f < 0.1)", (INPUT > 0.9).any(axis=-1) & (FORGET < 0.1).any(axis=-1)),
        ("mean(f) < 0.4", FORGET.mean(axis=-1) < 0.4),
        ("0.2 < f[0] < 0.8", (FORGET[..., 0] > 0.2) & (FORGET[..., 0] < 0.8)),
        ("norm(h) > 0.5", np.sqrt((REC.h[:, 0].astype(np.float64) ** 2).sum(axis=-1)) > 0.5),
        (
            "max(abs(g)) > 0.99 or min(o) < 0.05",
            (abs(CANDIDATE).max(axis=-1) > 0.99) | (OUTPUT.min(axis=-1) < 0.05),
        ),
        ("1 - f[1] * 2 / 4 > 0.75", 1 - FORGET[..., 1] * 2 / 4 > 0.75),
        ("- 0.5 > -f[1] - -0.2", -FORGET[..., 1] + 0.2 < -0.5),
        (
            "not f[1] > 0.5 and i[1] > 0.5 or f[0] > 0.9",
            (~(FORGET[..., 1] > 0.5) & (INPUT[..., 1] > 0.5)) | (FORGET[..., 0] > 0.9),
        ),
    ],
)
def test_a_condition_is_what_numpy_says(condition: str, by_hand: np.ndarray) -> None:
    wanted = [(int(layer), int(t), int(batch)) for layer, t, batch in zip(*np.nonzero(by_hand), strict=True)]
    assert 0 < len(wanted) < by_hand.size
    assert [(hit.layer, hit.t, hit.batch) for hit in rnnviz.find(REC, condition)] == wanted


def test_crossing_is_counted_when_the_other_side_or_the_line_is_reached() -> None:
    x = [1.0, -1.0, 0.0, -1.0, 0.0, 1.0, 0.0, 0.0, -1.0, np.nan, 1.0, -1.0]
    # 1 to -1 crosses, 0 is reached from below, -1 only leaves it, 0 is reached again, 1 leaves it, 0 is reached from
    # above, -1 leaves it; NaN is on no side, nor is there a way from it; 1 to -1 crosses.
    assert steps(driven(x), "x[0] crosses 0") == [1, 2, 4, 6, 11]
    # Walked from the end, the same row is another.
    assert steps(driven(x, reverse=True), "x[0] crosses 0", "reverse") == [10, 7, 4, 2, 0]


def test_a_crossing_of_two_moving_numbers() -> None:
    # x is below t at first, above it from t = 2 on, at it again at t = 4.
    assert steps(driven([-1.0, 0.0, 4.0, 5.0, 4.0]), "x[0] crosses t") == [2, 4]
    assert steps(driven([-1.0, 0.0, 4.0, 5.0, 4.0]), "t crosses x[0]") == [2, 4]


def test_before_the_first_step_there_is_the_initial_state_and_nothing_else() -> None:
    rec = driven([1.0, 2.0, 3.0])  # h is 2, 4, 6, after h_0 = 7
    assert steps(rec, "prev(h) == 7") == [0]
    assert steps(rec, "prev(h[0]) == h_prev[0]") == [0, 1, 2]
    assert steps(rec, "change(h) < 0") == [0]
    assert steps(rec, "h crosses 6.5") == [0]
    assert steps(rec, "prev(prev(h)) == 7") == [1]
    assert steps(rec, "prev(h_prev) == 7") == [1]
    assert steps(rec, "change(change(h)) == 7") == [1]  # (4 - 2) - (2 - 7)
    assert steps(rec, "prev(x) == 1") == [1]


@pytest.mark.parametrize(
    "condition",
    [
        "prev(x) < inf",
        "not prev(x) > inf",
        "prev(x) != 9",
        "not isnan(prev(x))",
        "isnan(prev(x)) or not isnan(prev(x))",
        "change(x) > -9",
        "not x crosses 9",
        "prev(x < 9)",
        "not prev(x > 9)",
        "all(prev(x) < 9)",
        "prev(t) >= 0",
        "prev(length) == 3 and prev(x) < 9",
    ],
)
def test_of_the_step_before_the_first_nothing_can_be_said(condition: str) -> None:
    assert steps(driven([1.0, 2.0, 3.0]), condition) == [1, 2]
    assert steps(driven([1.0, 2.0, 3.0], reverse=True), condition, "reverse") == [1, 0]


def test_what_can_be_said_without_it_is_said() -> None:
    rec = driven([1.0, 2.0, 3.0])
    assert steps(rec, "x < 2 or prev(x) == 2") == [0, 2]
    assert steps(rec, "not (x > 2 and prev(x) > 9)") == [0, 1, 2]
    assert steps(rec, "prev(length) == 3") == [0, 1, 2]


def test_the_end_of_every_row_and_time_in_both_directions() -> None:
    gru = nn.GRU(3, 4, bidirectional=True)
    rec = rnnviz.record(gru, torch.randn(5, 3, 3), lengths=[2, 5, 1])
    last = [(hit.direction, hit.batch, hit.t) for hit in rnnviz.find(rec, "t == length - 1")]
    assert last == [
        *(("forward", 2, 0), ("forward", 0, 1), ("forward", 1, 4)),
        *(("reverse", 0, 1), ("reverse", 1, 4), ("reverse", 2, 0)),
    ]
    assert [hit.t for hit in rnnviz.find(rec, "prev(t) > t", batch=1)] == [3, 2, 1, 0]


def test_nan_is_found_and_compares_with_nothing() -> None:
    rec = driven([1.0, np.nan, 3.0])
    assert steps(rec, "isnan(x)") == [1]
    assert steps(rec, "x < 9") == steps(rec, "isfinite(x)") == [0, 2]
    assert steps(rec, "not x < 9") == steps(rec, "x != x") == [1]
    assert steps(rec, "isinf(1 / (x - 1))") == [0]
    assert steps(rec, "isnan((x - 1) / (x - 1))") == [0, 1]
    # h of the last step is NaN too: 0 times NaN goes into it.
    assert steps(rec, "isnan(h)") == [1, 2]


def test_numbers_of_float32_are_compared_as_float32() -> None:
    rec = driven([0.1, 0.7, 0.30000001192092896], dtype=torch.float32)
    assert steps(rec, "x == 0.1") == [0]
    assert steps(rec, "x == 0.3") == [2]
    assert steps(rec, "x * 1 == 0.7 / 1") == [1]


def test_a_norm_is_finite_where_squares_are_not() -> None:
    rec = driven([1e30, 0.0], dtype=torch.float32)
    assert steps(rec, "norm(x) > 0.9e30 and isfinite(norm(x)) and isinf(x[0] * x[0])") == [0]
    # std divides by the number of units: with one unit it is 0, where PyTorch's own would be NaN.
    assert steps(rec, "std(x) == 0") == [0, 1]


def test_constants_of_their_own() -> None:
    rec = driven([1.0, 2.0, 3.0])
    for condition in ("1 < 2", "1 / 0 == inf", "-1 / 0 < -1e308", "isnan(0 / 0)", "abs(-2) == 2", "change(3) == 0"):
        assert steps(rec, condition) == [0, 1, 2], condition
    assert steps(rec, "2 crosses 1") == []


def test_x_is_what_the_layer_reads() -> None:
    rec = rnnviz.record(nn.LSTM(3, 4, num_layers=2, bidirectional=True), torch.randn(5, 2, 3))
    below = np.concatenate([rec.h[0, 0], rec.h[0, 1]], axis=-1)
    wanted = [(int(t), int(batch)) for t, batch in zip(*np.nonzero(below[..., 7] > 0), strict=True)]
    found = rnnviz.find(rec, "x[7] > 0", layer=1, direction="forward")
    assert [(hit.t, hit.batch) for hit in found] == wanted
    with pytest.raises(ConditionError, match="below 3 in layer 0"):
        rnnviz.find(rec, "x[7] > 0")


def test_nesting_without_end_takes_no_time_without_end() -> None:
    """A change of a change asks for each step once, not twice as often at every level."""
    condition = "change(" * 45 + "x" + ")" * 45 + " < 9"
    assert steps(driven([1.0] * 50), condition) == [*range(45, 50)]
