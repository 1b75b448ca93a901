"""What must agree between the gradients of a recording and PyTorch. The planted faults use the same checks."""

import numpy as np

import rnnviz
from rnnviz import Gradients, Recording
from tests.recorder.derived import by_hand, loss_for, of_the_module
from tests.strategies import Network

DIRECTIONS = ("forward", "reverse")
CLOSE = {"float64": 1e-12, "float32": 1e-4}
"""Relative to the largest gradient by the same tensor, at least 1."""


def record(network: Network) -> Recording:
    return rnnviz.record(network.module, network.given, network.hx, gradients_of=loss_for(network), **network.options)


def gradients(rec: Recording) -> Gradients:
    assert rec.gradients is not None
    return rec.gradients


def check_tracks(network: Network, rec: Recording) -> None:
    """Every variable of every track, against a loop in which every number keeps its gradient."""
    expected = by_hand(network)
    _close(np.asarray(gradients(rec).loss), np.asarray(expected.loss), rec, "loss")
    for (layer, direction, row, name), own in expected.steps.items():
        track = rec.track(layer, DIRECTIONS[direction], row)
        _close(track.gradient(name), own, rec, f"layer {layer}, {track.direction}, row {row}, {name}")
    for name, first in expected.initial.items():
        found = getattr(gradients(rec), f"{name}_0")
        _close(found, first, rec, f"{name}_0")


def check_module(network: Network, rec: Recording) -> None:
    """By weights, input and initial states, against ``backward()`` through the module."""
    expected, found = of_the_module(network), gradients(rec)
    assert list(found.weights) == [name for name, _ in network.module.named_parameters()]
    by_input = expected.pop("input")
    inside = ~np.isnan(found.input)
    for row, length in enumerate(network.row_lengths):
        assert inside[:length, row].all()
        assert not inside[length:, row].any()
    _close(np.where(inside, found.input, 0), by_input[: rec.seq_len], rec, "input")
    for name, own in expected.items():
        known = getattr(found, name).reshape(own.shape) if name in ("h_0", "c_0") else found.weights[name]
        _close(known, own, rec, name)


def check_axes(network: Network, rec: Recording) -> None:
    """Every array lies on the axes of the one that it belongs to, of its type, read-only, NaN where that is NaN."""
    found = gradients(rec)
    for name in ("h", "c", "gates", "weighted_sums"):
        own, values = getattr(rec, name), getattr(found, name)
        assert (own is None) == (values is None)
        if own is not None:
            np.testing.assert_array_equal(np.isnan(own), np.isnan(values), err_msg=name)
    for name in ("input", "h_0", "c_0"):
        own, values = getattr(rec, name), getattr(found, name)
        assert own is values is None or own.shape == values.shape
    for word, letter in rec.cell.gate_words.items():
        np.testing.assert_array_equal(found.gate(word), found.gates[rec.cell.gates.index(letter)])
    assert {name: value.shape for name, value in found.weights.items()} == {
        name: value.shape for name, value in rec.weights.items()
    }
    for name, values in found.arrays():
        assert values.dtype == rec.h.dtype, name
        assert not values.flags.writeable, name


def _close(found: np.ndarray, own: np.ndarray, rec: Recording, what: str) -> None:
    assert found.shape == own.shape, what
    scale = max(1.0, float(np.abs(own).max(initial=0)))
    np.testing.assert_allclose(found, own, rtol=0, atol=CLOSE[rec.dtype] * scale, err_msg=what)


CHECKS = {"tracks": check_tracks, "module": check_module, "axes": check_axes}
