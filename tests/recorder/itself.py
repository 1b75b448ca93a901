"""What must agree inside a recording, whoever made it: its arrays tell one and the same story."""

from itertools import pairwise

import numpy as np
import torch
from torch.nn.functional import linear

from rnnviz import Recording
from tests.strategies import Network

ENDS = {"float64": 1e-12, "float32": 1e-6, "float16": 1e-3, "bfloat16": 8e-3}
"""Relative to max(1, |value|): one last digit for half types. The parts of a sum have more than it."""


def check_ends(network: Network, rec: Recording) -> None:
    """The output is the last layer's h side by side; h_n and c_n are the states where each row stops."""
    grid = network.to_time_major(torch.from_numpy(rec.output.copy())).numpy()
    beside = np.concatenate(list(rec.h[-1]), axis=-1)
    np.testing.assert_array_equal(grid, np.where(np.isnan(beside), 0.0, beside), err_msg="output")
    lengths = rec.lengths or (rec.seq_len,) * rec.batch
    for name, last in {"h": rec.h_n, "c": rec.c_n}.items():
        states = getattr(rec, name)
        if last is None or states is None:
            assert last is states, name
            continue
        stack = np.reshape(last, (rec.num_layers, rec.num_directions, rec.batch, states.shape[-1]))
        for direction in range(rec.num_directions):
            for row, length in enumerate(lengths):
                stops = states[:, direction, 0 if direction else length - 1, row]
                # c is computed, h is the module's own.
                allowed = 0.0 if name == "h" else ENDS[rec.dtype]
                apart = np.abs(stops - stack[:, direction, row]) / np.maximum(1, np.abs(stops))
                assert apart.max() <= allowed, f"{name}_n of row {row}"


def check_missing(network: Network, rec: Recording) -> None:
    """Past a row's length there are no numbers, and before it there are no gaps."""
    lengths = np.array(rec.lengths or (rec.seq_len,) * rec.batch)
    past = np.arange(rec.seq_len)[:, None] >= lengths
    for name in ("gates", "weighted_sums", "h", "c"):
        stack = getattr(rec, name)
        if stack is not None:
            assert (np.isnan(stack) == past[..., None]).all(), name
    assert not rec.input[past].any(), "input"
    assert [len(track) for track in rec.tracks[: rec.batch]] == list(lengths)


def check_functions(network: Network, rec: Recording) -> None:
    """Gates are the functions of their weighted sums that PyTorch documents, and h and c follow from the gates."""
    sums, gates = _as_the_module(rec, rec.weighted_sums), torch.from_numpy(rec.gates.copy())
    allowed = {"float64": 1e-12, "float32": 5e-6}.get(rec.dtype, 8 * ENDS[rec.dtype])
    if rec.mode == "LSTM":
        functions = (torch.sigmoid, torch.sigmoid, torch.tanh, torch.sigmoid)
        expected = torch.stack([function(one) for function, one in zip(functions, sums, strict=True)])
    elif rec.mode == "GRU":
        r, z = torch.sigmoid(sums[0]), torch.sigmoid(sums[1])
        expected = torch.stack([r, z, torch.tanh(sums[2] + r * sums[3])])
    else:
        expected = (torch.tanh if rec.mode == "RNN_TANH" else torch.relu)(sums[0])
        gates = torch.from_numpy(rec.h.copy())
    np.testing.assert_allclose(gates.numpy(), expected.to(gates.dtype).numpy(), rtol=allowed, atol=allowed)
    for track in rec.tracks:
        for state in track.cell_type.states:
            steps, before = track.values(state), track.values(f"{state}_prev")
            order = list(track.order)
            for earlier, later in pairwise(order):
                assert np.array_equal(before[later], steps[earlier], equal_nan=True), f"{state}_prev at {later}"
            first = {"h": rec.h_0, "c": rec.c_0}[state]
            assert first is not None
            place = track.layer * rec.num_directions + (track.direction == "reverse")
            assert np.array_equal(before[order[0]], first[place, track.batch], equal_nan=True), f"{state}_0"


BLOCKS = {"LSTM": ("i", "f", "g", "o"), "GRU": ("r", "z"), "RNN_TANH": ("h",), "RNN_RELU": ("h",)}
SUMS = {"LSTM": ("a_i", "a_f", "a_g", "a_o"), "GRU": ("a_r", "a_z"), "RNN_TANH": ("a",), "RNN_RELU": ("a",)}


def check_sums(network: Network, rec: Recording) -> None:
    """A track's weights, put on its own x and h_prev, make its weighted sums."""
    allowed = {"float64": 1e-12, "float32": 5e-5}.get(rec.dtype, 8 * ENDS[rec.dtype])
    for track in rec.tracks:
        x, h_prev = (_as_the_module(rec, track.values(name)) for name in ("x", "h_prev"))
        weights = {name: _as_the_module(rec, block) for name, block in track.weights.items()}
        for block, name in zip(BLOCKS[rec.mode], SUMS[rec.mode], strict=True):
            expected = linear(x, weights[f"W_i{block}"], weights.get(f"b_i{block}"))
            expected += linear(h_prev, weights[f"W_h{block}"], weights.get(f"b_h{block}"))
            values = torch.from_numpy(track.values(name).copy())
            torch.testing.assert_close(values, expected.to(values.dtype), rtol=allowed, atol=allowed)


def _as_the_module(rec: Recording, values: np.ndarray) -> torch.Tensor:
    """In the module's own type, so that half types are rounded where it rounds them."""
    dtype: torch.dtype = getattr(torch, rec.dtype)
    return torch.from_numpy(values.copy()).to(dtype)


CHECKS = {"ends": check_ends, "missing": check_missing, "functions": check_functions, "sums": check_sums}
