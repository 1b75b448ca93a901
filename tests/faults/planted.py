"""Faults to plant: each a way in which somebody could break rnnviz, and the checks that must notice it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pytest

from rnnviz import Recording
from rnnviz.cells import CELL_TYPES, CellType
from rnnviz.cells.recurrence import Recurrence
from rnnviz.cells.stacked import Stacked, Weights
from rnnviz.recorder import layer, transcript
from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.checks import input, lengths
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
    plan: Mapping[str, Any] = field(default_factory=dict)
    """How the network differs from the usual one."""


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
    who = ("recorder:parity",) if "h" in texts else ("recorder:parity", "recorder:steps")
    checks = (*who, "cells:code", "cells:katex", "cells:mathml", "cells:lines", "cells:evaluate")
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
    _wrong_formula("GRU: 1 - r for r", "GRU", a_n="n_x + (1 - r) * n_h"),
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
    return states[rows.part(*steps)]


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


_own_input = Track._input


def _reverse_first(track: Track, start: int, stop: int) -> np.ndarray:
    found = _own_input(track, start, stop)
    return found if track.layer == 0 else np.concatenate(np.split(found, 2, axis=-1)[::-1], axis=-1)


_own_scan = Scan.__init__


def _scan_forward(scan: Scan, how: Recurrence, rows: Rows, first: np.ndarray, **options: Any) -> None:
    _own_scan(scan, how, rows, first, **{**options, "reverse": False})


def _from_nothing(scan: Scan, how: Recurrence, rows: Rows, first: np.ndarray, **options: Any) -> None:
    _own_scan(scan, how, rows, first * 0, **options)


def _of_the_next_row(
    rows: Rows, states: np.ndarray, first: np.ndarray, steps: tuple[int, int], *, reverse: bool
) -> np.ndarray:
    found = _own_previous(rows, states, first, steps, reverse=reverse)
    return np.roll(found.reshape(-1, rows.batch, found.shape[-1]), 1, axis=1).reshape(found.shape)


def _each_stretch_anew(
    rows: Rows, states: np.ndarray, first: np.ndarray, steps: tuple[int, int], *, reverse: bool
) -> np.ndarray:
    """h_0 before every stretch of time, not only before the first."""
    found = _own_previous(rows, states, first, steps, reverse=reverse).copy()
    edge = slice(-rows.batch, None) if reverse else slice(0, rows.batch)
    found[edge] = first
    return found


def _from_seq_len(
    rows: Rows, states: np.ndarray, first: np.ndarray, steps: tuple[int, int], *, reverse: bool
) -> np.ndarray:
    """Only the rows that reach to the end start backwards from h_0, as if all of them had seq_len steps."""
    found = _own_previous(rows, states, first, steps, reverse=reverse)
    part = rows.part(*steps)
    if reverse:
        found[(rows._after_these[part] < 0) & (rows._steps[part] < rows.seq_len - 1)] = 0
    return found


_own_blocks_of_time = Rows.blocks


def _last_stretch_first(rows: Rows, most: int, *, reverse: bool) -> Iterator[tuple[int, int]]:
    return iter(list(_own_blocks_of_time(rows, most, reverse=reverse))[::-1])


def _in_stretches(then: Patch) -> Patch:
    """Time in several stretches, and a fault besides."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(layer, "BLOCK", 12)
        then(patch)

    return plant


_own_side = transcript._Scribe._side


def _other_side(scribe: transcript._Scribe, output: np.ndarray, direction: int) -> np.ndarray:
    return _own_side(scribe, output, 1 - direction)


_own_weights = Stacked.weights


def _biases_twice(plan: Stacked, parameters: Mapping[str, np.ndarray], size: int) -> list[Weights]:
    found = _own_weights(plan, parameters, size)
    return [each._replace(bias=None if each.bias is None else 2 * each.bias) for each in found]


_own_projection = CellType.with_projection


def _no_projection(cell_type: CellType) -> CellType:
    found = _own_projection(cell_type)
    return replace(found, operations=(*found.operations[:-1], replace(found.operations[-1], text="h_full")))


_own_lengths = lengths.check_lengths


def _a_step_more(given: Any, seq_len: int, batch: int) -> Rows:
    return _own_lengths([min(length + 1, seq_len) for length in given], seq_len, batch)


def _set(target: object, name: str, value: object) -> Patch:
    return lambda patch: patch.setattr(target, name, value)


_PACKED = {"packing": "unsorted", "lengths": (2, 4, 1, 3)}
_PADDED = {"packing": "lengths", "lengths": (2, 4, 1, 3), "seq_len": 5}
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
        ("recorder:weights", "itself:sums"),
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
        ("recorder:steps", "recorder:layers", "itself:functions"),
        lambda patch: patch.setattr(Track, "initial", _first_rows_state),
    ),
    Fault(
        "a reverse track looks back to t-1",
        "GRU",
        ("recorder:steps", "recorder:layers"),
        lambda patch: patch.setattr(Track, "reverse", property(lambda track: False)),
    ),
    Fault(
        "the directions of h exchanged",
        "GRU",
        ("recorder:steps", "recorder:layers", "recorder:kernels", "itself:ends"),
        _set(transcript._Scribe, "_side", _other_side),
    ),
    Fault(
        "every bias added twice in the fused sum",
        "LSTM",
        ("recorder:steps", "recorder:kernels", "recorder:parity"),
        _set(Stacked, "weights", _biases_twice),
    ),
    Fault(
        "c_0 forgotten",
        "LSTM",
        ("recorder:steps", "recorder:kernels", "recorder:parity", "recorder:layers"),
        _set(Scan, "__init__", _from_nothing),
    ),
    Fault(
        "h_prev of the next row",
        "RNN_TANH",
        ("recorder:steps", "recorder:kernels", "recorder:parity"),
        _previous(_of_the_next_row),
    ),
    Fault(
        "h_prev of the next row, in a single step",
        "GRU",
        ("recorder:steps", "recorder:kernels", "recorder:parity"),
        _previous(_of_the_next_row),
        plan={"cell": True, "num_layers": 1, "bidirectional": False},
    ),
    Fault(
        "stretches of time in the wrong order",
        "LSTM",
        ("recorder:steps", "recorder:kernels", "recorder:parity", "itself:ends"),
        _in_stretches(_set(Rows, "blocks", _last_stretch_first)),
    ),
    Fault(
        "stretches of time of packed rows in the wrong order",
        "LSTM",
        ("recorder:steps", "recorder:kernels", "recorder:parity", "itself:ends"),
        _in_stretches(_set(Rows, "blocks", _last_stretch_first)),
        plan=_PACKED,
    ),
    Fault(
        "every stretch of time starts with h_0",
        "GRU",
        ("recorder:steps", "recorder:kernels", "recorder:parity"),
        _in_stretches(_previous(_each_stretch_anew)),
    ),
    Fault(
        "the projection left out",
        "LSTM",
        ("recorder:parity", "cells:evaluate", "cells:katex"),
        _set(CellType, "with_projection", _no_projection),
        plan={"proj_size": 1},
    ),
    Fault(
        "packed rows in sorted order",
        "GRU",
        ("recorder:stacks", "recorder:given", "itself:missing"),
        _set(Rows, "positions", property(lambda rows: rows._steps * rows.batch + rows._places)),
        plan=_PACKED,
    ),
    Fault(
        "h_n of packed rows in sorted order",
        "LSTM",
        ("recorder:returned", "itself:ends"),
        _set(Rows, "to_caller", lambda rows, states: states),
        plan=_PACKED,
    ),
    Fault(
        "the initial states of packed rows not sorted",
        "LSTM",
        ("recorder:returned", "recorder:steps", "recorder:kernels"),
        _set(Rows, "to_rows", lambda rows, states: states),
        plan=_PACKED,
    ),
    Fault(
        "packed rows start backwards at seq_len",
        "GRU",
        ("recorder:steps", "recorder:kernels", "recorder:parity"),
        _previous(_from_seq_len),
        plan=_PACKED,
    ),
    Fault(
        "a padded batch read one step too far",
        "LSTM",
        ("recorder:returned", "recorder:given", "recorder:stacks", "itself:missing"),
        _set(input, "check_lengths", _a_step_more),
        plan=_PADDED,
    ),
    Fault(
        "a layer reads the reverse direction first",
        "GRU",
        ("recorder:steps", "recorder:layers"),
        lambda patch: patch.setattr(Track, "_input", _reverse_first),
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
        ("recorder:stacks", "recorder:steps", "recorder:kernels", "itself:functions"),
        spoil=_spoil(gates=_rolled("gates", 4)),
    ),
    Fault(
        "layers exchanged",
        "RNN_TANH",
        ("recorder:steps", "recorder:kernels"),
        spoil=_spoil(weighted_sums=_rolled("weighted_sums", 1)),
    ),
    Fault(
        "pre-activations of another gate",
        "GRU",
        ("recorder:steps", "recorder:kernels"),
        spoil=_spoil(weighted_sums=_rolled("weighted_sums", 0)),
    ),
    Fault(
        "units exchanged",
        "LSTM",
        ("recorder:steps", "recorder:stacks", "recorder:kernels", "itself:functions"),
        spoil=_spoil(gates=_rolled("gates", 5)),
    ),
    Fault(
        "h_n and c_n exchanged",
        "LSTM",
        ("recorder:returned", "itself:ends"),
        spoil=_spoil(h_n=lambda rec: rec.c_n, c_n=lambda rec: rec.h_n),
    ),
    Fault(
        "h_n with directions exchanged",
        "GRU",
        ("recorder:returned", "itself:ends"),
        spoil=_spoil(h_n=_rolled("h_n", 0)),
    ),
    Fault(
        "output off by the last bit",
        "LSTM",
        ("recorder:returned", "itself:ends"),
        spoil=_spoil(output=lambda rec: np.nextafter(rec.output, 2)),
    ),
    Fault(
        "h_0 exchanged with c_0",
        "LSTM",
        ("recorder:steps", "recorder:given", "recorder:layers"),
        spoil=_spoil(h_0=lambda rec: rec.c_0, c_0=lambda rec: rec.h_0),
    ),
    Fault(
        "x of the step before",
        "LSTM",
        ("recorder:steps", "recorder:given", "recorder:layers"),
        spoil=_spoil(input=_rolled("input", 0)),
    ),
    Fault(
        "large gates written as 0",
        "LSTM",
        ("recorder:steps", "recorder:kernels", "itself:functions"),
        spoil=_spoil(gates=lambda rec: np.where(rec.gates > 0.6, 0, rec.gates)),
    ),
    Fault(
        "0 where a row has ended",
        "LSTM",
        ("recorder:stacks", "itself:missing"),
        spoil=_spoil(gates=lambda rec: np.nan_to_num(rec.gates)),
        plan=_PACKED,
    ),
    Fault(
        "lengths off by one",
        "GRU",
        ("recorder:given", "recorder:steps", "itself:missing"),
        spoil=_spoil(lengths=lambda rec: tuple(max(1, length - 1) for length in rec.lengths or ())),
        plan=_PACKED,
    ),
    Fault(
        "lengths in sorted order",
        "LSTM",
        ("recorder:given", "recorder:steps", "itself:missing"),
        spoil=_spoil(lengths=lambda rec: tuple(sorted(rec.lengths or (), reverse=True))),
        plan=_PACKED,
    ),
)
