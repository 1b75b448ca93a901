"""Faults to plant: each a way in which somebody could break rnnviz, and the checks that must notice it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pytest

from rnnviz import Recording
from rnnviz.cells import CELL_TYPES, CellType
from rnnviz.cells.recurrence import Recurrence
from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.rows import Rows
from rnnviz.recorder.scan import Scan
from rnnviz.recorder.track import Track

Patch = Callable[[pytest.MonkeyPatch], None]
Spoil = Callable[[Recording], Recording]


@dataclass(frozen=True)
class Fault:
    """A fault in the code (``patch``) or in a finished recording (``spoil``), and who must notice."""

    name: str
    mode: str
    checks: tuple[str, ...]
    patch: Patch = lambda _: None
    spoil: Spoil = lambda rec: rec


def _put(mode: str, cell_type: CellType) -> Patch:
    return lambda patch: patch.setitem(CELL_TYPES, mode, cell_type)


def _operations(mode: str, **texts: str) -> Patch:
    """Write some operations of a cell type differently."""
    cell_type = CELL_TYPES[mode]
    operations = tuple(
        replace(operation, text=texts[operation.name]) if operation.name in texts else operation
        for operation in cell_type.operations
    )
    return _put(mode, replace(cell_type, operations=operations))


def _wrong_formula(name: str, mode: str, **texts: str) -> Fault:
    # h is the module's own: a wrong last operation shows in the parity.
    who = "recorder:parity" if "h" in texts else "recorder:steps"
    checks = (who, "cells:code", "cells:katex", "cells:mathml", "cells:lines", "cells:evaluate")
    return Fault(name, mode, checks, _operations(mode, **texts))


WRONG_FORMULAS = (
    _wrong_formula("LSTM: input and forget gate swapped", "LSTM", kept="i * c_prev", written="f * g"),
    _wrong_formula("LSTM: sigmoid for the candidate's tanh", "LSTM", g="sigmoid(a_g)"),
    _wrong_formula("LSTM: the candidate left out", "LSTM", c="kept + kept"),
    _wrong_formula("LSTM: c without tanh in h", "LSTM", h="o * c"),
    _wrong_formula("LSTM: the new part for c in the readout", "LSTM", squashed="tanh(written)"),
    _wrong_formula("LSTM: the bias b_hf dropped", "LSTM", a_f="W_if @ x + b_if + W_hf @ h_prev"),
    _wrong_formula("LSTM: a bias added twice", "LSTM", a_o="W_io @ x + b_io + W_ho @ h_prev + b_io"),
    _wrong_formula("LSTM: another gate's weights", "LSTM", a_i="W_if @ x + b_ii + W_hi @ h_prev + b_hi"),
    _wrong_formula("LSTM: the hidden state's weights on both sides", "LSTM", a_i="W_hi @ h_prev + b_ii + b_hi"),
    _wrong_formula("GRU: z for 1 - z, and 1 - z for z", "GRU", fresh="z * n", old="(1 - z) * h_prev"),
    _wrong_formula("GRU: a bracket lost", "GRU", fresh="1 - z * n"),
    _wrong_formula("GRU: b_hn outside the reset", "GRU", n_h="W_hn @ h_prev", a_n="n_x + r * n_h"),
    _wrong_formula("GRU: reset on the wrong share", "GRU", a_n="r * n_x + n_h"),
    _wrong_formula("GRU: no reset at all", "GRU", a_n="n_x + n_h"),
    _wrong_formula("GRU: reset and update swapped", "GRU", a_n="n_x + z * n_h"),
    _wrong_formula("RNN: relu for tanh", "RNN_TANH", h="relu(a)"),
    _wrong_formula("RNN: tanh for relu", "RNN_RELU", h="tanh(a)"),
    _wrong_formula("RNN: the past left out", "RNN_TANH", a="W_ih @ x + b_ih + b_hh"),
)


def _rows(mode: str, order: str) -> Patch:
    """Cut the stacked weights in another order."""
    return _put(mode, replace(CELL_TYPES[mode], weight_blocks=tuple(order)))


_own_blocks = Architecture.blocks


def _always(**fixed: int) -> Patch:
    """Cut the weights of one layer or direction, whatever is asked for."""

    def blocks(self: Architecture, found: dict[str, object], layer: int, direction: int) -> object:
        place = {"layer": layer, "direction": direction, **fixed}
        return _own_blocks(self, found, place["layer"], place["direction"])

    return lambda patch: patch.setattr(Architecture, "blocks", blocks)


_own_parameters = vars(Architecture)["layer_parameters"].func


def _run_with(**fixed: int) -> Patch:
    """Run and compute with the weights of one layer or direction everywhere."""

    def parameters(self: Architecture) -> object:
        own = _own_parameters(self)
        layers, directions = range(len(own)), range(len(own[0]))
        return [[own[fixed.get("layer", i)][fixed.get("direction", j)] for j in directions] for i in layers]

    return lambda patch: patch.setattr(Architecture, "layer_parameters", property(parameters))


_own_previous = Rows.previous


def _previous(change: Callable[..., object]) -> Patch:
    return lambda patch: patch.setattr(Rows, "previous", change)


def _no_step_back(
    rows: Rows, states: np.ndarray, first: np.ndarray, steps: tuple[int, int], *, reverse: bool
) -> np.ndarray:
    return states[rows.starts[steps[0]] : rows.starts[steps[1]]]


def _never_reverse(
    rows: Rows, states: np.ndarray, first: np.ndarray, steps: tuple[int, int], *, reverse: bool
) -> np.ndarray:
    return _own_previous(rows, states, first, steps, reverse=False)


def _from_zero(
    rows: Rows, states: np.ndarray, first: np.ndarray, steps: tuple[int, int], *, reverse: bool
) -> np.ndarray:
    return _own_previous(rows, states, first * 0, steps, reverse=reverse)


_own_initial = Track.initial


def _first_rows_state(track: Track, state: str) -> np.ndarray:
    return _own_initial(replace(track, batch=0), state)


_own_scan = Scan.__init__


def _scan_forward(scan: Scan, how: Recurrence, rows: Rows, first: np.ndarray, *, reverse: bool) -> None:
    _own_scan(scan, how, rows, first, reverse=False)


_HOW = ("recorder:steps",)
RECORDER = (
    Fault(
        "LSTM rows read as i, o, f, c (ONNX)",
        "LSTM",
        ("recorder:steps", "recorder:kernels", "recorder:weights", "recorder:stacks"),
        _rows("LSTM", "iofg"),
    ),
    Fault("LSTM rows read as i, g, f, o (TF1)", "LSTM", ("recorder:steps", "recorder:kernels"), _rows("LSTM", "igfo")),
    Fault(
        "GRU rows read as z, r, n (Keras)",
        "GRU",
        ("recorder:steps", "recorder:kernels", "recorder:parity"),
        _rows("GRU", "zrn"),
    ),
    Fault(
        "the weights of layer 0 in every layer",
        "LSTM",
        ("recorder:steps", "recorder:returned"),
        _run_with(layer=0),
    ),
    Fault(
        "the forward weights in both directions",
        "GRU",
        ("recorder:steps", "recorder:returned"),
        _run_with(direction=0),
    ),
    Fault(
        "a track shows another layer's weights",
        "LSTM",
        ("recorder:weights",),
        _always(layer=0),
    ),
    Fault(
        "h_prev is h at t", "LSTM", ("recorder:steps", "recorder:parity", "recorder:kernels"), _previous(_no_step_back)
    ),
    Fault(
        "reverse reads h at t-1",
        "GRU",
        ("recorder:steps", "recorder:parity", "recorder:kernels"),
        _previous(_never_reverse),
    ),
    Fault("h_0 is taken as zeros", "RNN_TANH", ("recorder:steps", "recorder:parity"), _previous(_from_zero)),
    Fault(
        "the cell state is walked forward in both directions",
        "LSTM",
        ("recorder:steps", "recorder:stacks", "recorder:parity"),
        lambda patch: patch.setattr(Scan, "__init__", _scan_forward),
    ),
    Fault(
        "every track starts with row 0's state",
        "LSTM",
        _HOW,
        lambda patch: patch.setattr(Track, "initial", _first_rows_state),
    ),
    Fault(
        "a reverse track looks back to t-1",
        "GRU",
        _HOW,
        lambda patch: patch.setattr(Track, "reverse", property(lambda track: False)),
    ),
)


def _spoil(**changes: Callable[[Recording], object]) -> Spoil:
    return lambda rec: replace(rec, **{name: change(rec) for name, change in changes.items()})  # type: ignore[arg-type]


def _rolled(name: str, axis: int) -> Callable[[Recording], object]:
    return lambda rec: np.roll(getattr(rec, name), 1, axis=axis)


RECORDINGS = (
    Fault(
        "gates stacked as f, i, g, o",
        "LSTM",
        ("recorder:stacks", "recorder:steps", "recorder:kernels"),
        spoil=_spoil(gates=lambda rec: rec.gates[[1, 0, 2, 3]]),
    ),
    Fault(
        "c shifted by one step",
        "LSTM",
        ("recorder:stacks", "recorder:steps", "recorder:kernels", "recorder:parity"),
        spoil=_spoil(c=_rolled("c", 2)),
    ),
    Fault(
        "h shifted by one step",
        "GRU",
        ("recorder:stacks", "recorder:steps", "recorder:parity"),
        spoil=_spoil(h=_rolled("h", 2)),
    ),
    Fault(
        "rows of the batch exchanged",
        "GRU",
        ("recorder:stacks", "recorder:steps"),
        spoil=_spoil(gates=_rolled("gates", 4)),
    ),
    Fault("layers exchanged", "RNN_TANH", ("recorder:steps",), spoil=_spoil(weighted_sums=_rolled("weighted_sums", 1))),
    Fault(
        "pre-activations of another gate",
        "GRU",
        ("recorder:steps", "recorder:kernels"),
        spoil=_spoil(weighted_sums=_rolled("weighted_sums", 0)),
    ),
    Fault("units exchanged", "LSTM", ("recorder:steps", "recorder:stacks"), spoil=_spoil(gates=_rolled("gates", 5))),
    Fault(
        "h_n and c_n exchanged",
        "LSTM",
        ("recorder:returned",),
        spoil=_spoil(h_n=lambda rec: rec.c_n, c_n=lambda rec: rec.h_n),
    ),
    Fault("h_n with directions exchanged", "GRU", ("recorder:returned",), spoil=_spoil(h_n=_rolled("h_n", 0))),
    Fault(
        "output off by the last bit",
        "LSTM",
        ("recorder:returned",),
        spoil=_spoil(output=lambda rec: np.nextafter(rec.output, 2)),
    ),
    Fault(
        "h_0 exchanged with c_0",
        "LSTM",
        ("recorder:steps",),
        spoil=_spoil(h_0=lambda rec: rec.c_0, c_0=lambda rec: rec.h_0),
    ),
    Fault("x of the step before", "LSTM", ("recorder:steps",), spoil=_spoil(input=_rolled("input", 0))),
    Fault(
        "NaN written as 0",
        "LSTM",
        ("recorder:steps",),
        spoil=_spoil(gates=lambda rec: np.where(rec.gates > 0.6, 0, rec.gates)),
    ),
)
