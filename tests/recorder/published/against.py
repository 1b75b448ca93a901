"""How far a recording is from what was published, number by number."""

from collections.abc import Mapping

import numpy as np
import torch
from torch.nn.utils.rnn import pack_padded_sequence

import rnnviz
from rnnviz import Recording
from tests.recorder.published.sample import Sample


def recorded(sample: Sample, weights: Mapping[str, np.ndarray], dtype: torch.dtype) -> Recording:
    """The sample's run, packed where its rows differ in length."""
    module = sample.module(weights, dtype)
    x, hx = sample.arguments(dtype)
    if sample.lengths is None:
        return rnnviz.record(module, x, hx)
    lengths = torch.tensor(sample.lengths)
    packed = pack_padded_sequence(x, lengths, batch_first=sample.batch_first, enforce_sorted=False)
    return rnnviz.record(module, packed, hx)


def distances(sample: Sample, rec: Recording, weights: Mapping[str, np.ndarray]) -> dict[str, float]:
    """The largest difference of every recorded array to the printed numbers; 0 where nothing is printed."""
    printed: dict[str, np.ndarray | None] = {"h": sample.h, "c": sample.c, **sample.gates, "sums": sample.sums}
    own = {"h": rec.h, "c": rec.c, "sums": rec.weighted_sums[0]} | {gate: rec.gate(gate) for gate in sample.gates}
    found = {name: _largest(own[name], value) for name, value in printed.items() if value is not None}
    found["output"] = _largest(rec.output, _output(sample))
    found["h_n"] = _largest(rec.h_n, _last(sample, sample.h))
    if sample.c is not None:
        found["c_n"] = _largest(rec.c_n, _last(sample, sample.c))
    # Most sources print states only: the recorded gates must lead to them.
    if sample.cell == "LSTM":
        h, c = _lstm(sample, rec)
        found["h from the gates"] = _largest(h, sample.h)
        if sample.c is not None:
            found["c from the gates"] = _largest(c, sample.c)
    if sample.cell == "GRU":
        h, n = _gru(sample, rec, weights)
        found["h from the gates"] = _largest(h, sample.h)
        found["n from r"] = _largest(n, rec.gate("n"))
    return found


def _largest(own: np.ndarray | None, printed: np.ndarray) -> float:
    assert own is not None
    assert own.shape == printed.shape, (own.shape, printed.shape)
    apart = np.abs(own - printed)[~np.isnan(printed)]
    # A number that was printed, but is none in the recording, is as far away as can be.
    return float(np.nan_to_num(apart, nan=np.inf).max(initial=0.0))


def _output(sample: Sample) -> np.ndarray:
    """What the module returns, from the printed states of its last layer."""
    _, _, seq_len, batch, _ = sample.h.shape
    output = sample.h[-1].transpose(1, 2, 0, 3).reshape(seq_len, batch, -1).copy()
    for row, length in enumerate(sample.lengths or ()):
        output[length:, row] = 0
    return np.swapaxes(output, 0, 1) if sample.batch_first else output


def _last(sample: Sample, states: np.ndarray) -> np.ndarray:
    """The state after the last step of each layer and direction: at a row's end, or at t=0 in the reverse direction."""
    _, _, seq_len, batch, _ = states.shape
    ends = [length - 1 for length in sample.lengths or [seq_len] * batch]
    last = states[:, :, ends, range(batch)].copy()
    last[:, 1:] = states[:, 1:, 0]
    return last.reshape(-1, *last.shape[2:])


def _steps(rec: Recording, direction: int) -> range:
    return range(rec.seq_len)[::-1] if direction else range(rec.seq_len)


def _start(sample: Sample, states: np.ndarray | None, like: np.ndarray) -> np.ndarray:
    """The initial state of every layer and direction."""
    layers, directions, _, batch, size = like.shape
    return (
        np.zeros((layers, directions, batch, size))
        if states is None
        else states.reshape(layers, directions, batch, size)
    )


def _lstm(sample: Sample, rec: Recording) -> tuple[np.ndarray, np.ndarray]:
    """The states that follow from the gates alone."""
    i, f, g, o = rec.gates
    c = np.empty_like(i)
    for direction in range(rec.num_directions):
        now = _start(sample, sample.c_0, i)[:, direction]
        for t in _steps(rec, direction):
            new = f[:, direction, t] * now + i[:, direction, t] * g[:, direction, t]
            c[:, direction, t] = new
            now = np.where(np.isnan(new), now, new)
    return o * np.tanh(c), c


def _gru(sample: Sample, rec: Recording, weights: Mapping[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """The states that follow from r and z, and the candidates: r counts only through them."""
    assert rec.num_layers == 1
    r, z, _ = rec.gates[:, 0]
    h, candidates = np.empty_like(r), np.empty_like(r)
    for direction in range(rec.num_directions):
        suffix = "_l0_reverse" if direction else "_l0"
        w_in, w_hn = (np.split(weights[name + suffix], 3)[2] for name in ("weight_ih", "weight_hh"))
        zero = np.zeros(3 * rec.hidden_size)
        b_in, b_hn = (np.split(weights.get(name + suffix, zero), 3)[2] for name in ("bias_ih", "bias_hh"))
        now = _start(sample, sample.h_0, rec.h)[0, direction]
        for t in _steps(rec, direction):
            candidate = np.tanh(rec.input[t] @ w_in.T + b_in + r[direction, t] * (now @ w_hn.T + b_hn))
            candidates[direction, t] = candidate
            new = (1 - z[direction, t]) * candidate + z[direction, t] * now
            h[direction, t] = new
            now = np.where(np.isnan(new), now, new)
    return h[None], candidates[None]
