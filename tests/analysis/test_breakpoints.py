"""Ready breakpoints: each fires on a recording built to trigger it, and not on one built not to."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest
import torch
from torch import Tensor, nn

import rnnviz
from rnnviz import by_hand
from rnnviz.analysis import breakpoints_of
from rnnviz.analysis.find import walk
from rnnviz.cells import LSTM
from rnnviz.errors import ConditionError, PlaceError
from tests.analysis.find.recordings import PLANS, recording

MEMORY = ("memory-wiped", "memory-written", "gate-saturated")
ANY = ("not-finite", "sign-flip", "largest-jump")
LISTED = {
    "LSTM": {*ANY, *MEMORY},
    "GRU": {*ANY, *MEMORY},
    "RNN_TANH": set(ANY),
    "RNN_RELU": set(ANY),
    "Elman": set(ANY),
    "Jordan": set(ANY),
    "Leaky": set(ANY),
}
NAN = float("nan")


def logit(share: float) -> float:
    return float(np.log(share / (1 - share)))


def driven(kind: str, sums: Sequence[Sequence[float]], before: float = 0.0) -> rnnviz.Recording:
    """A recording of one unit whose weighted sums are exactly these: the input is passed on, the past is not heard."""
    x = torch.tensor(sums, dtype=torch.float64)
    makers: dict[str, Callable[[], nn.Module]] = {
        "LSTM": lambda: nn.LSTM(4, 1),
        "GRU": lambda: nn.GRU(3, 1),
        "RNN_TANH": lambda: nn.RNN(1, 1),
        "RNN_RELU": lambda: nn.RNN(1, 1, nonlinearity="relu"),
        "Elman": lambda: by_hand.Elman(1, 1, 1),
        "Jordan": lambda: by_hand.Jordan(1, 1, 1),
        "Leaky": lambda: by_hand.LeakyRNN(1, 1, alpha=1.0),
    }
    module = makers[kind]().double()
    passed_on = ("weight_ih_l0", "from_input.weight", "readout.weight")
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            if name != "alpha":
                parameter.copy_(torch.eye(*parameter.shape) if name in passed_on else torch.zeros(parameter.shape))
    if kind in ("Elman", "Jordan", "Leaky"):
        return rnnviz.record(module, x[None])
    start = torch.full((1, 1, 1), before, dtype=torch.float64)
    hx: Tensor | tuple[Tensor, Tensor] = (0 * start, start) if kind == "LSTM" else start
    return rnnviz.record(module, x[:, None], hx)


def lstm(*steps: tuple[float, float, float], before: float = 0.0) -> rnnviz.Recording:
    """Steps of an LSTM as (i, f, g): the gates as shares, the candidate as its weighted sum."""
    return driven("LSTM", [(logit(i), logit(f), g, 0.0) for i, f, g in steps], before)


def gru(*steps: tuple[float, float], before: float = 0.0) -> rnnviz.Recording:
    """Steps of a GRU as (z, sum of the candidate)."""
    return driven("GRU", [(0.0, logit(z), n) for z, n in steps], before)


QUIET = {
    "LSTM": lstm((0.5, 0.5, 0.0), (0.5, 0.5, 0.0)),
    "GRU": gru((0.5, 0.0), (0.5, 0.0)),
    **{kind: driven(kind, [[0.0], [0.0]]) for kind in ("RNN_TANH", "RNN_RELU", "Elman", "Jordan", "Leaky")},
}
"""Nothing happens: gates are half open, and what is 0 stays 0."""


@pytest.mark.parametrize("kind", QUIET)
def test_where_nothing_happens_none_of_them_fires(kind: str) -> None:
    rec = QUIET[kind]
    assert set(rnnviz.breakpoints(rec)) == LISTED[kind]
    assert [name for name in LISTED[kind] if rnnviz.break_at(rec, name)] == []
    assert rnnviz.first_anomaly(rec) is None


FIRES = [
    # The memory of step 0 is about 0.7, of which 4 % are left at step 1; at step 2 there is none to wipe.
    ("memory-wiped", lstm((0.9, 0.5, 1.0), (0.5, 0.04, 0.0), (0.5, 0.04, 0.0)), [1]),
    ("memory-wiped", lstm((0.9, 0.5, 1.0), (0.5, 0.06, 0.0)), []),
    ("memory-wiped", lstm((0.5, 0.04, 0.0), before=-0.11), [0]),
    ("memory-wiped", lstm((0.5, 0.04, 0.0), before=0.09), []),
    ("memory-wiped", gru((0.5, 2.0), (0.04, 0.0), (0.04, 0.0)), [1]),
    ("memory-wiped", gru((0.5, 2.0), (0.06, 0.0)), []),
    # tanh(3) is 0.995.
    ("memory-written", lstm((0.4, 0.5, 3.0), (0.6, 0.5, -3.0), (0.9, 0.5, 0.2)), [1]),
    ("memory-written", gru((0.6, 3.0), (0.4, 3.0), (0.1, 0.2)), [1]),
    ("gate-saturated", lstm((0.5, 0.9905, 0.0), (0.011, 0.989, 0.0), (0.009, 0.5, 0.0)), [0, 2]),
    ("gate-saturated", driven("LSTM", [(0, 0, 0, 0), (0, 0, 0, -5)]), [1]),
    ("gate-saturated", gru((0.9905, 0.0), (0.5, 0.0), (0.009, 0.0)), [0, 2]),
    ("gate-saturated", driven("GRU", [(0, 0, 9), (5, 0, 0)]), [1]),
    # From 0, to 0 and on the same side nothing flips.
    ("sign-flip", lstm((0.9, 0.01, 1.0), (0.9, 0.01, -1.0), (0.9, 0.01, -0.5), (0.9, 0.01, 0.5)), [1, 3]),
    ("sign-flip", lstm((0.5, 0.5, 0.0), (0.9, 0.5, -1.0), (0.1, 0.5, 0.0)), []),
    ("sign-flip", gru((0.01, 1.0), (0.01, -1.0), (0.01, -2.0), (0.01, 1.0)), [1, 3]),
    *[
        ("sign-flip", driven(kind, [[1.0], [-1.0], [-2.0], [0.0], [1.0]]), [1])
        for kind in ("RNN_TANH", "Elman", "Jordan", "Leaky")
    ],
    ("sign-flip", driven("RNN_RELU", [[1.0], [-1.0], [2.0]]), []),
    ("sign-flip", driven("RNN_RELU", [[1.0], [2.0]], before=-1.0), [0]),
    ("largest-jump", lstm((0.5, 0.99, 0.1), (0.9, 0.99, -2.0), (0.5, 0.99, 0.3)), [1]),
    ("largest-jump", gru((0.5, 0.0), (0.9, 1.0), (0.1, 1.0)), [2]),
    ("largest-jump", driven("RNN_TANH", [[0.1], [0.5], [NAN], [0.9]]), [1]),
    *[
        ("largest-jump", driven(kind, [[0.1], [0.4], [0.4], [0.2]]), [1])
        for kind in ("RNN_TANH", "RNN_RELU", "Elman", "Jordan", "Leaky")
    ],
    *[
        ("not-finite", driven(kind, [[0.0], [NAN], [0.0], [NAN]]), [1])
        for kind in ("RNN_TANH", "RNN_RELU", "Elman", "Jordan", "Leaky")
    ],
    ("not-finite", driven("LSTM", [(0, 0, 0, 0), (0, float("inf"), 0, 0)]), [1]),
    ("not-finite", driven("GRU", [(0, 0, 0), (0, 0, 0), (0, 0, -float("inf"))]), [2]),
    ("not-finite", driven("GRU", [(0, 0, 0)], before=NAN), [0]),
]


@pytest.mark.parametrize(("name", "rec", "steps"), FIRES)
def test_each_fires_where_it_should_and_nowhere_else(name: str, rec: rnnviz.Recording, steps: list[int]) -> None:
    assert [hit.t for hit in rnnviz.break_at(rec, name)] == steps


def test_every_one_that_is_listed_is_seen_to_fire() -> None:
    seen = {(rec.mode, name) for name, rec, steps in FIRES if steps}
    assert seen == {(QUIET[kind].mode, name) for kind, names in LISTED.items() for name in names}


def test_a_hit_says_which_unit_and_its_values() -> None:
    rec = lstm((0.9, 0.5, 1.0), (0.5, 0.04, 0.0))
    hits = rnnviz.break_at(rec, "memory-wiped")
    c = 0.9 * np.tanh(1.0)
    assert hits[0].units == (0,)
    assert dict(hits.told(0)) == pytest.approx({"c_prev[0]": c, "kept[0]": 0.04 * c}, rel=1e-12)
    assert dict(rnnviz.break_at(rec, "largest-jump").told(0)) == pytest.approx({"c[0]": c, "c_prev[0]": 0.0})


def test_a_list_tells_single_numbers_only() -> None:
    rec = recording(0)
    track = rec.track(0, "forward", 1)
    hits = rnnviz.find(rec, "abs(f - prev(h)) >= 0 and mean(c) * 2 < 99 and o[1] < 2 and any(g < 9)", batch=1)
    assert dict(hits.told(2)) == {
        "f[0]": track[2]["f"][0],
        "prev(h[0])": track[1]["h"][0],
        "mean(c)": np.mean(track[2]["c"]),
        "o[1]": track[2]["o"][1],
    }
    bad = driven("GRU", [(0, 0, 0), (0, NAN, 0)])
    assert [*rnnviz.break_at(bad, "not-finite").told(0)][:2] == ["x[1]", "a_r[0]"]


@pytest.mark.parametrize("block", [1, 2**17])
@pytest.mark.parametrize("number", [0, 2, 3, 5, 6, 8])
def test_the_largest_jump_of_each_track_is_numpys(number: int, block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rec = recording(number)
    monkeypatch.setattr(walk, "_BLOCK", block)
    hits = rnnviz.break_at(rec, "largest-jump")
    states, first = (rec.h, rec.h_0) if rec.c is None or rec.c_0 is None else (rec.c, rec.c_0)
    wanted: dict[tuple[int, int, int], tuple[int, tuple[int, ...]]] = {}
    for track in rec.tracks:
        side = int(track.reverse)
        path = states[track.layer, side, : len(track), track.batch]
        path = path[::-1] if side else path
        start = first[track.layer * rec.num_directions + side, track.batch]
        jumps = np.abs(np.diff(path, axis=0, prepend=start[None]))
        step, unit = np.unravel_index(jumps.argmax(), jumps.shape)
        wanted[track.layer, side, track.batch] = (int(len(track) - 1 - step if side else step), (int(unit),))
    got = {(hit.layer, int(hit.direction == "reverse"), hit.batch): (hit.t, hit.units) for hit in hits}
    assert got == wanted
    assert len(hits) == len(wanted)


def test_one_track_can_be_asked_for() -> None:
    rec = recording(2)
    assert {
        (hit.layer, hit.direction) for hit in rnnviz.break_at(rec, "largest-jump", layer=1, direction="reverse")
    } == {(1, "reverse")}
    assert [hit.t for hit in rnnviz.break_at(rec, "t == 2", layer=0, direction="forward")] == [2]
    with pytest.raises(PlaceError):
        rnnviz.break_at(rec, "largest-jump", layer=7)


def test_what_a_cell_type_has_not_is_refused_by_name() -> None:
    with pytest.raises(ConditionError) as caught:
        rnnviz.break_at(QUIET["RNN_TANH"], " memory-wiped ")
    assert str(caught.value) == (
        "breakpoint must be a condition or one of not-finite, sign-flip, largest-jump for cell type RNN, "
        "got 'memory-wiped'. Choose one of these.\nmemory-wiped\n^^^^^^^^^^^^"
    )


@pytest.mark.parametrize("name", ["memory wiped", "memory_wiped", "Memory-Wiped"])
def test_a_name_without_its_dashes_is_told_how_it_is_written(name: str) -> None:
    with pytest.raises(ConditionError) as caught:
        rnnviz.break_at(recording(0), f" {name}")
    said = f"breakpoint must be written as 'memory-wiped', got '{name}'. Replace it."
    assert str(caught.value) == f"{said}\n{name}\n{'^' * 12}"
    with pytest.raises(ConditionError) as other:
        rnnviz.break_at(QUIET["RNN_TANH"], name)
    assert other.value.code != "breakpoint-dashes"


def test_the_anomaly_is_the_most_alarming_one() -> None:
    steps = [(0.9, 0.5, 1.0), (0.5, 0.04, 0.0), (0.5, 0.995, -9.0)]
    found = rnnviz.first_anomaly(lstm(*steps))
    assert found is not None
    assert (found.breakpoint.name, found.hit.t) == ("memory-wiped", 1)
    found = rnnviz.first_anomaly(lstm(*steps, (0.5, 0.5, NAN)))
    assert found is not None
    assert (found.breakpoint.name, found.hit.t) == ("not-finite", 3)


def test_every_ready_breakpoint_can_be_asked_of_every_form_of_recording() -> None:
    for number in range(len(PLANS)):
        rec = recording(number)
        for name in rnnviz.breakpoints(rec):
            rnnviz.break_at(rec, name)


def test_a_projected_lstm_has_the_same_list() -> None:
    assert list(breakpoints_of(LSTM.with_projection())) == list(breakpoints_of(LSTM))
