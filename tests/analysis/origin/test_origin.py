"""What a number is made of, at every place of every cell type; the oracle is what the modules themselves computed."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

import rnnviz
from rnnviz import Origin, by_hand
from rnnviz.analysis import Source
from rnnviz.recorder import Recording, Track
from tests.strategies import Plan, no_advice, plans

torch.manual_seed(3)
X = 2 * torch.randn(5, 2, 3, dtype=torch.float64)

BY_HAND: dict[str, Callable[[], nn.Module]] = {
    "Elman": lambda: by_hand.Elman(3, 4, 2),
    "Jordan": lambda: by_hand.Jordan(3, 4, 2),
    "LeakyRNN": lambda: by_hand.LeakyRNN(3, 4, alpha=0.3),
    "JoinedLSTM": lambda: by_hand.JoinedLSTM(3, 4),
    "reset before": lambda: by_hand.GRU(3, 4, reset="before"),
    "update replaces": lambda: by_hand.GRU(3, 4, update="replaces"),
    "b_hn outside": lambda: by_hand.GRU(3, 4, b_hn="outside"),
    "projection": lambda: nn.LSTM(3, 4, num_layers=2, proj_size=2, bidirectional=True),
}


def everywhere(track: Track) -> Iterator[Origin]:
    """A number of every variable of a track, at its first step and at one inside."""
    for place, name in enumerate(track.cell_type.variables):
        for t in (track.order[0], 1):
            unit = (place + t) % track.values(name).shape[1]
            at: Any = {"layer": track.layer, "direction": track.direction, "batch": track.batch}
            yield rnnviz.origin(track.recording, name, unit, t, **at)


def check(found: Origin, within: float) -> None:
    """The terms add up to the recorded number, and every factor's source holds the number of the factor."""
    track = found.recording.track(found.layer, found.direction, found.batch)
    recorded = float(track.values(found.variable)[found.t, found.unit])
    assert found.value == pytest.approx(recorded, abs=within, nan_ok=True)
    if found.terms:
        contributions = [term.contribution for term in found.terms]
        scale = max(1.0, sum(map(abs, contributions)))
        assert abs(sum(contributions) - recorded) <= within * scale
        assert [abs(one) for one in contributions] == sorted(map(abs, contributions), reverse=True)
    for term in found.terms:
        if found.slope is None:
            assert term.contribution == pytest.approx(float(np.prod([one.value for one in term.factors])), abs=1e-15)
        for factor in term.factors:
            if len(factor.sources) == 1 and "(" not in factor.code:
                assert there(found, factor.sources[0]) == factor.value


def there(found: Origin, source: Source) -> float:
    """What the recording itself holds at a source."""
    rec, side = found.recording, ("forward", "reverse").index(source.direction)
    if source.variable == "x":
        return float(rec.input[source.t, found.batch, source.unit])
    if source.variable.endswith("_0"):
        states = rec.c_0 if source.variable == "c_0" else rec.h_0
        assert states is not None
        return float(states[source.layer * rec.num_directions + side, found.batch, source.unit])
    track = rec.track(source.layer, source.direction, found.batch)
    return float(track.values(source.variable)[source.t, source.unit])


@given(plans(double=True))
def test_contributions_add_up_in_every_network_of_pytorch(plan: Plan) -> None:
    network = plan.build()
    rec = rnnviz.record(network.module, network.given, network.hx)
    row, layer = rec.batch - 1, rec.num_layers - 1
    for direction in ("forward", "reverse")[: rec.num_directions]:
        track = rec.track(layer, direction, row)
        t = plan.seed % len(track)
        for name in rec.cell.variables:
            unit = plan.seed % track.values(name).shape[1]
            check(rnnviz.origin(rec, name, unit, t, layer=layer, direction=direction, batch=row), 1e-12)


@pytest.mark.parametrize("make", BY_HAND.values(), ids=BY_HAND)
def test_contributions_add_up_in_every_other_cell_type(make: Callable[[], nn.Module]) -> None:
    with no_advice():
        rec = rnnviz.record(make().double(), X)
    for layer in range(rec.num_layers):
        for direction in ("forward", "reverse")[: rec.num_directions]:
            for found in everywhere(rec.track(layer, direction, 1)):
                check(found, 1e-12)


@pytest.mark.parametrize(("dtype", "within"), [(torch.float32, 1e-6), (torch.float16, 4e-3), (torch.bfloat16, 3e-2)])
@pytest.mark.parametrize("make", [nn.LSTM, nn.GRU])
def test_smaller_types_add_up_to_their_rounding(make: Any, dtype: torch.dtype, within: float) -> None:
    rec = rnnviz.record(make(3, 4).to(dtype), X.to(dtype))
    for found in everywhere(rec.track()):
        check(found, within)


def test_a_weighted_sum_is_told_weight_by_weight() -> None:
    module: Any = nn.LSTM(3, 4).double().requires_grad_(False)
    rec = rnnviz.record(module, X)
    found = rnnviz.origin(rec, "a_f", 2, 3, batch=1)
    # Row 2 of the second block, by hand.
    row = 4 + 2
    h = rec.output[2, 1]
    wanted = {f"W_if[2,{j}] * x[{j}]": float(module.weight_ih_l0[row, j] * X[3, 1, j]) for j in range(3)}
    wanted |= {f"W_hf[2,{j}] * h_prev[{j}]": float(module.weight_hh_l0[row, j]) * float(h[j]) for j in range(4)}
    wanted |= {"b_if[2]": float(module.bias_ih_l0[row]), "b_hf[2]": float(module.bias_hh_l0[row])}
    assert {term.code: term.contribution for term in found.terms} == wanted
    assert found.total == pytest.approx(found.value, abs=1e-12)


@pytest.mark.parametrize(
    ("make", "name", "codes"),
    [
        (lambda: nn.LSTM(3, 4), "f", ["a_f[2]"]),
        (lambda: nn.LSTM(3, 4), "kept", ["f[2] * c_prev[2]"]),
        (lambda: nn.LSTM(3, 4), "c", ["kept[2]", "written[2]"]),
        (lambda: nn.GRU(3, 4), "fresh", ["(1 - z[2]) * n[2]"]),
        (lambda: nn.GRU(3, 4), "a_n", ["n_x[2]", "r[2] * n_h[2]"]),
        (lambda: by_hand.LeakyRNN(3, 4), "old", ["(1 - alpha[2]) * h_prev[2]"]),
        (lambda: by_hand.Jordan(3, 4, 3), "y", ["W_hy[2,0] * h[0]", "W_hy[2,1] * h[1]", "W_hy[2,2] * h[2]",
                                               "W_hy[2,3] * h[3]", "b_y[2]"]),
        (lambda: nn.RNN(3, 4), "h_prev", ["h[2]"]),
    ],
)  # fmt: skip
def test_terms_are_code_with_indices(make: Callable[[], nn.Module], name: str, codes: list[str]) -> None:
    rec = rnnviz.record(make().double(), X)
    assert sorted(term.code for term in rnnviz.origin(rec, name, 2, 1).terms) == sorted(codes)


def test_a_function_passes_on_one_to_one_and_tells_its_slope() -> None:
    rec = rnnviz.record(nn.LSTM(3, 4).double(), X)
    for name in ("f", "g"):
        found = rnnviz.origin(rec, name, 1, 2)
        (term,) = found.terms
        assert term.contribution == found.value
        y = found.value
        assert found.slope == pytest.approx(y * (1 - y) if name == "f" else 1 - y * y, abs=1e-12)
    relu = rnnviz.record(nn.RNN(3, 4, nonlinearity="relu").double(), X)
    for unit in range(4):
        found = rnnviz.origin(relu, "h", unit, 2)
        assert found.slope == float(found.value > 0)


def test_a_value_is_followed_back_to_the_initial_state() -> None:
    h_0 = torch.randn(1, 2, 4, dtype=torch.float64)
    rec = rnnviz.record(nn.GRU(3, 4).double(), X, h_0)
    found = rnnviz.origin(rec, "h", 1, 4)
    for t in (4, 3, 2, 1, 0):
        assert (found.variable, found.unit, found.t) == ("h", 1, t)
        old = found.follow(Source("old", 1, t))
        found = old.follow(next(source for source in old.terms[0].sources if source.variable in ("h", "h_0")))
    assert (found.variable, found.t, found.value, found.terms) == ("h_0", 0, float(h_0[0, 0, 1]), ())
    assert found.total == found.value
    assert [str(one) for one in found.trail[:3]] == ["h[1] at t = 4", "old[1] at t = 4", "h[1] at t = 3"]
    assert len(found.trail) == 11


def test_the_other_direction_comes_from_the_end() -> None:
    with no_advice():
        rec = rnnviz.record(nn.LSTM(3, 4, num_layers=2, bidirectional=True).double(), X)
    (h,) = rnnviz.origin(rec, "h_prev", 3, 2, direction="reverse").terms
    assert h.sources == (Source("h", 3, 3, 0, "reverse"),)
    (first,) = rnnviz.origin(rec, "c_prev", 3, -1, direction="reverse").terms
    assert first.sources == (Source("c_0", 3, 4, 0, "reverse"),)
    # What layer 1 reads: four units of the forward direction, then four of the other.
    for unit, direction in ((1, "forward"), (6, "reverse")):
        found = rnnviz.origin(rec, "x", unit, 2, layer=1)
        (below,) = found.terms
        assert below.sources == (Source("h", unit % 4, 2, 0, direction),)
        assert found.follow(below).value == found.value == float(rec.h[0, unit // 4, 2, 0, unit % 4])


def test_the_input_tells_its_label() -> None:
    rec = rnnviz.record(nn.RNN(3, 4), X.float(), labels=[list("abcde"), list("vwxyz")])
    (source,) = (s for term in rnnviz.origin(rec, "a", 0, 3, batch=1).terms for s in term.sources if s.code == "x[2]")
    assert source.label == "y"
    assert rnnviz.origin(rec, "a", 0, 3, batch=1).follow(source).label == "y"


def test_numbers_that_are_none_come_first() -> None:
    x = X.clone()
    x[2, 0, 1] = torch.nan
    rec = rnnviz.record(nn.LSTM(3, 4).double(), x)
    found = rnnviz.origin(rec, "a_f", 0, 2)
    assert found.terms[0].code == "W_if[0,1] * x[1]"
    assert np.isnan([found.value, found.total]).all()


def test_without_weights_products_can_be_told(tmp_path: Any) -> None:
    rnnviz.record(nn.LSTM(3, 4).double(), X).save(tmp_path / "run.safetensors", weights=False)
    rec = rnnviz.load(tmp_path / "run.safetensors")
    for name in ("c", "kept", "f"):
        check(rnnviz.origin(rec, name, 1, 2), 1e-12)


def test_an_answer_prints_its_largest_terms() -> None:
    rec = rnnviz.record(nn.LSTM(3, 8).double(), X)
    lines = str(rnnviz.origin(rec, "a_f", 2, 3)).splitlines()
    assert lines[0].startswith("a_f[2] at t = 3 = ")
    assert len(lines) == 10
    assert lines[-1].endswith(" = 5 more")
    told = [float(line.split()[0]) for line in lines[1:]]
    assert sum(told) == pytest.approx(float(lines[0].split()[-1]), abs=1e-3)


@given(st.integers(-4, 3), st.integers(-5, 4))
def test_units_and_steps_count_from_the_end_too(unit: int, t: int) -> None:
    assert rnnviz.origin(REC, "h", unit, t).value == float(REC.h[0, 0, t, 0, unit])


REC: Recording = rnnviz.record(nn.LSTM(3, 4), X.float())
