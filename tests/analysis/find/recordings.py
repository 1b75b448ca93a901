"""Recordings to ask: every cell type, and every form of input that changes which steps a row has."""

from dataclasses import replace
from functools import cache

import numpy as np
import torch

import rnnviz
from tests.strategies import Plan, no_advice

_PLAN = Plan(hidden_size=3, seq_len=5, bound=2.0)

PLANS = (
    replace(_PLAN, seed=1),
    replace(_PLAN, seed=2, double=False, num_layers=2),
    replace(_PLAN, seed=3, bidirectional=True, num_layers=2, batch=1, input_size=6),
    replace(_PLAN, seed=4, packing="lengths", lengths=(2, 5, 1), bidirectional=True, double=False),
    replace(_PLAN, seed=5, hidden_size=4, proj_size=2, num_layers=2, double=False),
    replace(_PLAN, seed=6, mode="GRU", batch=3),
    replace(_PLAN, seed=7, mode="GRU", bidirectional=True, packing="unsorted", lengths=(3, 4), double=False),
    replace(_PLAN, seed=8, mode="GRU", num_layers=3, batch=1, half="bfloat16"),
    replace(_PLAN, seed=9, mode="RNN_TANH", bidirectional=True, double=False),
    replace(_PLAN, seed=10, mode="RNN_RELU", num_layers=2, bound=1.0),
    replace(_PLAN, seed=11, hidden_size=1, input_size=1, seq_len=1, batch=1, given_hx=False),
    replace(_PLAN, seed=12, mode="LSTM", cell=True),
)


@cache
def recording(number: int) -> rnnviz.Recording:
    network = PLANS[number].build()
    with no_advice(), torch.no_grad():
        return rnnviz.record(network.module, network.given, network.hx, **network.options)


def by_hand(rec: rnnviz.Recording, layer: int, side: int, batch: int) -> dict[str, np.ndarray]:
    """Every value of one track in the order of processing, from the arrays of the recording and the equations."""
    length = rec.lengths[batch] if rec.lengths else rec.seq_len
    here = (layer, side, slice(length), batch)
    x = rec.input[:length, batch]
    if layer:
        x = np.concatenate([rec.h[layer - 1, one, :length, batch] for one in range(rec.num_directions)], axis=1)
    found = {"x": x, "h": rec.h[here]}
    found |= {name: rec.gates[number][here] for number, name in enumerate(_GATES[rec.cell_type])}
    found |= {name: rec.weighted_sums[number][here] for number, name in enumerate(_SUMS[rec.cell_type])}
    if rec.c is not None:
        found["c"] = rec.c[here]
    if side:
        found = {name: values[::-1] for name, values in found.items()}
    stack = layer * rec.num_directions + side
    found["h_prev"] = np.concatenate([rec.h_0[stack, batch][None], found["h"][:-1]])
    if rec.c is not None and rec.c_0 is not None:
        found["c_prev"] = np.concatenate([rec.c_0[stack, batch][None], found["c"][:-1]])
    if rec.cell_type == "LSTM":
        found["kept"] = found["f"] * found["c_prev"]
        found["written"] = found["i"] * found["g"]
        found["squashed"] = np.tanh(found["c"])
        if rec.proj_size:
            found["h_full"] = found["o"] * found["squashed"]
    if rec.cell_type == "GRU":
        half = torch.bfloat16 if rec.dtype == "bfloat16" else None
        found["a_n"] = _rounded(found["n_x"] + _rounded(found["r"] * found["n_h"], half), half)
        found["fresh"] = _rounded(_rounded(1 - found["z"], half) * found["n"], half)
        found["old"] = _rounded(found["z"] * found["h_prev"], half)
    return found


def _rounded(values: np.ndarray, half: torch.dtype | None) -> np.ndarray:
    return values if half is None else torch.from_numpy(np.ascontiguousarray(values)).to(half).float().numpy()


_GATES = {"LSTM": "ifgo", "GRU": "rzn", "RNN": ""}
_SUMS = {"LSTM": ("a_i", "a_f", "a_g", "a_o"), "GRU": ("a_r", "a_z", "n_x", "n_h"), "RNN": ("a",)}
