"""Colour limits: fixed, round, and wide enough for every number."""

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st
from torch import nn

import rnnviz
from rnnviz.analysis import bounds
from tests.projection import Projected, recorded
from tests.recorder.stepping import walks
from tests.strategies import MODES, Plan


def _limits(rec: rnnviz.Recording) -> dict[str, tuple[bool, float]]:
    return {name: (bound.unit, bound.limit) for name, bound in bounds(rec).items()}


@settings(max_examples=10)
@given(st.sampled_from(MODES), st.floats(-300, 308), st.integers(0, 99))
@example("RNN_RELU", 308.0, 3)
def test_no_finite_number_lies_outside(mode: str, exponent: float, seed: int) -> None:
    network = Plan(mode, num_layers=2, batch=2, seed=seed).build()
    network.input[1] *= 10.0**exponent
    rec = rnnviz.record(network.module, network.input, network.hx)
    found = _limits(rec)
    assert list(found) == list(rec.cell.variables)
    for name, (unit, limit) in found.items():
        values = np.concatenate(
            [rec.track(layer, batch=row).values(name).ravel() for layer in (0, 1) for row in (0, 1)]
        )
        largest = np.abs(values[np.isfinite(values)]).max(initial=0.0)
        assert largest <= limit < np.inf
        assert not unit or (limit, values.min() >= 0) == (1.0, True)


@pytest.mark.parametrize(
    ("mode", "families"),
    [
        (
            "LSTM",
            [
                {"i", "f", "o"},
                {"g"},
                {"a_i", "a_f", "a_g", "a_o"},
                {"kept", "written", "c", "c_prev", "squashed"},
                {"h", "h_prev"},
            ],
        ),
        ("GRU", [{"r", "z"}, {"n"}, {"a_r", "a_z", "n_x", "n_h", "a_n"}, {"fresh", "old", "h", "h_prev"}]),
        ("RNN_RELU", [{"a"}, {"h", "h_prev"}]),
    ],
)
def test_values_that_are_added_or_compared_share_one_limit(mode: str, families: list[set[str]]) -> None:
    network = Plan(mode, bound=2.0).build()
    network.input.mul_(7.3)
    found = _limits(rnnviz.record(network.module, network.input, network.hx))
    for family in families:
        assert len({found[name] for name in family}) == 1, family
    gates = {name for name, (unit, _) in found.items() if unit}
    assert gates == {"LSTM": {"i", "f", "o"}, "GRU": {"r", "z"}}.get(mode, set())


def test_limits_are_round_and_do_not_creep() -> None:
    found: set[float] = set()
    for size in np.geomspace(1e-3, 5000, 60):
        network = Plan("RNN_RELU", seq_len=1, batch=1, bias=False).build()
        network.input[...] = float(size)
        found.add(_limits(rnnviz.record(network.module, network.input))["x"][1])
    assert found == {
        1,
        1.5,
        2,
        3,
        5,
        7,
        10,
        15,
        20,
        30,
        50,
        70,
        100,
        150,
        200,
        300,
        500,
        700,
        1000,
        1500,
        2000,
        3000,
        5000,
    }


def test_nan_and_inf_set_no_limit() -> None:
    network = Plan(batch=1).build()
    network.input[2, 0, 0] = float("inf")
    network.input[2, 0, 1] = float("nan")
    network.input[1, 0, 0] = -4.0
    assert _limits(rnnviz.record(network.module, network.input))["x"] == (False, 5.0)


def test_a_projected_hidden_state_shares_the_limit_of_what_it_is_made_from() -> None:
    network = Projected(num_layers=2, bidirectional=True).build()
    for name, weight in network.module.named_parameters():
        weight.data.mul_(9.0 if "_hr_" in name else 1.0)
    rec = recorded(network)
    found = _limits(rec)
    assert found["h"] == found["h_prev"] == found["h_full"]
    largest = max(np.abs(walk.values["h"]).max() for walk in walks(network).values())
    assert 2 < largest <= found["h"][1] <= 2 * largest
    assert found["g"] == (False, 1.0)


def test_what_lies_past_a_row_sets_no_limit() -> None:
    network = Projected(seq_len=5).build()
    network.input[3:, 1] = 100.0
    assert _limits(recorded(network, lengths=[5, 3]))["x"] == (False, 2.0)
    assert _limits(recorded(network))["x"] == (False, 100.0)


def test_a_recording_without_rows_has_the_least_limits() -> None:
    rec = rnnviz.record(nn.LSTM(3, 2), torch.zeros(4, 0, 3))
    assert {limit for _, limit in _limits(rec).values()} == {1.0}
