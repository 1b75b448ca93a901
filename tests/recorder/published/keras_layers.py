"""Keras' layer tests: keras-team/keras, keras/src/layers/rnn/{lstm,gru,simple_rnn,bidirectional}_test.py (Apache-2.0).

Kernels are 0.01, recurrent kernels 0.02, biases 0.03 throughout: no transposed kernel is noticed, and of the gates only
an LSTM's forget gate, whose bias is one larger, unless the layer has none. What they hold is long sequences far into
saturation, initial states, the reverse direction, and masks. Keras' LSTM has PyTorch's order i, f, c, o and one bias;
its GRU has z, r, h and both biases.
"""

import numpy as np

from tests.recorder.published.sample import Sample, blanks, both_ways, layer, numbers

SOURCE = "keras-team/keras, keras/src/layers/rnn/{} (Apache-2.0)"
_ORDER = {"LSTM": "ifgo", "GRU": "zrn", "RNN": "h"}
_FILES = {"LSTM": "lstm_test.py, LSTMTest", "GRU": "gru_test.py, GRUTest", "RNN": "simple_rnn_test.py, SimpleRNNTest"}
_BOTH = "bidirectional_test.py, SimpleRNNTest"


def _weights(cell: str, units: int, inputs: int, *, bias: str = "") -> dict[str, np.ndarray]:
    """Constant weights; ``bias`` may be "none", "no forget bias", or "before" for a reset before the product."""
    order = _ORDER[cell]
    rows = len(order) * units
    w_ih, w_hh, b = np.full((rows, inputs), 0.01), np.full((rows, units), 0.02), np.full(rows, 0.03)
    if bias == "none":
        return layer(order, w_ih, w_hh)
    if cell == "LSTM" and not bias:
        # unit_forget_bias initializes with 1 instead of the bias initializer.
        b[units : 2 * units] = 1
    return layer(order, w_ih, w_hh, b, b if cell == "GRU" and not bias else None)


def _counted(*shape: int) -> np.ndarray:
    return np.arange(np.prod(shape), dtype=float).reshape(shape)


def _blind(cell: str, bias: str, directions: int) -> frozenset[str]:
    """Equal weights tell nothing apart but a forget gate by its bias, and two biases if only one is 0."""
    same = {
        "LSTM": {"i<->f", "i<->g", "i<->o", "f<->g", "f<->o", "g<->o"},
        "GRU": {"r<->z", "r<->n", "z<->n"},
        "RNN": set[str](),
    }[cell]
    if cell == "LSTM" and not bias:
        same = {name for name in same if "f" not in name}
    if cell == "GRU" and not bias:
        same |= {"biases"}
    if directions == 2:
        same |= {"directions"}
    return frozenset(same | {"transposed"})


def _sample(
    name: str,
    test: str,
    cell: str,
    x: np.ndarray,
    forward: str | None,
    backward: str | None = None,
    *,
    units: int,
    bias: str = "",
    h_0: np.ndarray | None = None,
    c_0: np.ndarray | None = None,
    c: tuple[str, str] | None = None,
    lengths: tuple[int, ...] | None = None,
) -> Sample:
    """The last state of each direction, for every row; a direction without numbers is left blank."""
    batch, seq_len, inputs = x.shape
    directions = 1 if backward is None else 2
    weights = _weights(cell, units, inputs, bias=bias)
    h = blanks(1, directions, seq_len, batch, units)
    cells = blanks(*h.shape) if c else None
    ends = [length - 1 for length in lengths or [seq_len] * batch]
    for states, printed in ((h, (forward, backward)), (cells, c)):
        if states is None or printed is None:
            continue
        if printed[0] is not None:
            states[0, 0, ends, range(batch)] = _rows(printed[0], batch, units)
        if printed[1] is not None and directions == 2:
            states[0, 1, 0] = _rows(printed[1], batch, units)
    return Sample(
        name=name,
        source=SOURCE.format(test),
        cell=cell,
        weights=both_ways(weights) if directions == 2 else weights,
        input=x,
        batch_first=True,
        h_0=h_0,
        c_0=c_0,
        digits=7,
        h=h,
        c=cells,
        lengths=lengths,
        blind=_blind(cell, bias, directions),
    )


def _rows(text: str, batch: int, units: int) -> np.ndarray:
    """The printed rows; where all units are alike, one number for each row."""
    printed = numbers(text)
    return np.repeat(printed[:, None], units, axis=1) if printed.size == batch else printed.reshape(batch, units)


_72, _24 = _counted(3, 6, 4), _counted(2, 3, 4)
_X = _counted(2, 4, 3)
_STATE = _counted(1, 2, 2)
_TWICE = np.concatenate([_24, _24], axis=1)
"""A stateful layer called twice goes on from where it was: one call on both."""


def _named(cell: str, test: str) -> str:
    return f"{_FILES[cell]}.{test}"


LSTM = (
    _sample("correctness", _named("LSTM", "test_correctness"), "LSTM", _72, "0.6288687 0.86899155 0.9460773", units=3),
    _sample(
        "backwards",
        _named("LSTM", "test_correctness"),
        "LSTM",
        _72,
        None,
        "0.35622165 0.74789524 0.8872726",
        units=3,
    ),
    _sample(
        "no-forget-bias",
        _named("LSTM", "test_correctness"),
        "LSTM",
        _72,
        "0.57019705 0.8661914 0.9459622",
        units=3,
        bias="no forget bias",
    ),
    _sample(
        "no-bias",
        _named("LSTM", "test_correctness"),
        "LSTM",
        _72,
        "0.54986924 0.86226785 0.9443936",
        units=3,
        bias="none",
    ),
    _sample("stateful", _named("LSTM", "test_statefulness"), "LSTM", _TWICE, "0.3124785 0.6863672", units=4),
    _sample(
        "initial-state",
        _named("LSTM", "test_pass_initial_state"),
        "LSTM",
        _X,
        "0.20574439 0.3558822 0.64930826 0.66276",
        units=2,
        h_0=_STATE,
        c_0=_STATE,
    ),
    _sample(
        "initial-state-backwards",
        _named("LSTM", "test_pass_initial_state"),
        "LSTM",
        _X,
        None,
        "0.13281618 0.2790356 0.5839337 0.5992567",
        units=2,
        h_0=np.concatenate([_STATE, _STATE]),
        c_0=np.concatenate([_STATE, _STATE]),
    ),
    _sample(
        "both-ways",
        f"{_BOTH}.test_return_state",
        "LSTM",
        _X,
        "0.1990008 0.52335435",
        "0.12659755 0.44717982",
        units=2,
        c=("0.35567185 1.0492687", "0.2501858 0.941473"),
    ),
    _sample(
        "both-ways-initial-state",
        f"{_BOTH}.test_pass_initial_state",
        "LSTM",
        _X,
        "0.20794602 0.4577124 0.6682636 0.6711909",
        "0.14046375 0.48191673 0.60943645 0.60950446",
        units=2,
        h_0=np.concatenate([_STATE, 3 * _STATE]),
        c_0=np.concatenate([2 * _STATE, 4 * _STATE]),
    ),
    _sample(
        "both-ways-stateful",
        f"{_BOTH}.test_statefulness",
        "LSTM",
        np.concatenate([_X, _X], axis=1),
        "0.26234663 0.6137073",
        "0.16959146 0.5381646",
        units=2,
    ),
)

GRU = (
    _sample("correctness", _named("GRU", "test_correctness"), "GRU", _72, "0.5217289 0.6371659 0.39384964", units=3),
    _sample("backwards", _named("GRU", "test_correctness"), "GRU", _72, None, "0.24406259 0.611516 0.3928808", units=3),
    # Equal units: where h is reset, before the product or after it, is the same but for the recurrent bias.
    _sample(
        "reset-before",
        _named("GRU", "test_correctness"),
        "GRU",
        _72,
        "0.51447755 0.6426879 0.40208298",
        units=3,
        bias="before",
    ),
    _sample(
        "no-bias",
        _named("GRU", "test_correctness"),
        "GRU",
        _72,
        "0.49988455 0.64701194 0.4103359",
        units=3,
        bias="none",
    ),
    _sample("stateful", _named("GRU", "test_statefulness"), "GRU", _TWICE, "0.29542392 0.5885018", units=4),
    _sample(
        "initial-state",
        _named("GRU", "test_pass_initial_state"),
        "GRU",
        _X,
        "0.23774096 0.33508456 0.83659905 1.0227708",
        units=2,
        h_0=_STATE,
    ),
    _sample(
        "initial-state-backwards",
        _named("GRU", "test_pass_initial_state"),
        "GRU",
        _X,
        None,
        "0.13486053 0.23261218 0.78257304 0.9691353",
        units=2,
        h_0=np.concatenate([_STATE, _STATE]),
    ),
)

_WIDE = _counted(1, 2, 4)

RNN = (
    _sample("correctness", _named("RNN", "test_correctness"), "RNN", _24, "0.405432 0.73605347", units=4),
    _sample("backwards", _named("RNN", "test_correctness"), "RNN", _24, None, "0.11144729 0.5528889", units=4),
    _sample("stateful", _named("RNN", "test_statefulness"), "RNN", _TWICE, "0.40559256 0.7361247", units=4),
    _sample(
        "initial-state",
        _named("RNN", "test_pass_initial_state"),
        "RNN",
        _X,
        "0.33621645 0.6262637",
        units=4,
        h_0=_WIDE,
    ),
    _sample(
        "initial-state-backwards",
        _named("RNN", "test_pass_initial_state"),
        "RNN",
        _X,
        None,
        "0.07344437 0.43043602",
        units=4,
        h_0=np.concatenate([_WIDE, _WIDE]),
    ),
    _sample(
        "both-ways",
        f"{_BOTH}.test_correctness",
        "RNN",
        _24,
        "0.39687276 0.7237238",
        "0.10004295 0.53391594",
        units=2,
    ),
)

SAMPLES = (*LSTM, *GRU, *RNN)


def _kept(steps: list[list[int]]) -> tuple[np.ndarray, tuple[int, ...]]:
    """A masked step is passed over: rows of the steps that are left, and their lengths."""
    lengths = tuple(len(kept) for kept in steps)
    x = np.zeros((len(steps), max(lengths), _X.shape[2]))
    for row, kept in enumerate(steps):
        x[row, : len(kept)] = _X[row, kept]
    return x, lengths


def _along(cell: str, test: str, kept: list[list[int]], rows: list[str], units: int = 2) -> Sample:
    """Masked sequences with every step printed."""
    x, lengths = _kept(kept)
    batch, seq_len, inputs = x.shape
    h = blanks(1, 1, seq_len, batch, units)
    for row, (length, text) in enumerate(zip(lengths, rows, strict=True)):
        h[0, 0, :length, row] = numbers(text)[:, None]
    return Sample(
        name="masked-steps",
        source=SOURCE.format(test),
        cell=cell,
        weights=_weights(cell, units, inputs),
        input=x,
        batch_first=True,
        digits=7,
        h=h,
        lengths=lengths,
        blind=_blind(cell, "", 1),
    )


_RIGHT, _LEFT, _HOLES = [[0, 1, 2], [0, 1]], [[1, 2, 3], [2, 3]], [[0, 1, 3], [0, 3]]
_X_LEFT, _X_HOLES = _kept(_LEFT), _kept(_HOLES)

MASKED = (
    _along(
        "LSTM",
        _named("LSTM", "test_masking"),
        _RIGHT,
        ["0.01588910 0.05552048 0.11755939", "0.14185596 0.28556206"],
    ),
    _sample(
        "masked-backwards",
        _named("LSTM", "test_masking"),
        "LSTM",
        _X_LEFT[0],
        None,
        "0.15341201 0.3844719",
        units=2,
        lengths=_X_LEFT[1],
    ),
    _along("GRU", _named("GRU", "test_masking"), _HOLES, ["0.03606692 0.09497581 0.19393763", "0.16051409 0.30818558"]),
    _sample(
        "masked-both-ways",
        f"{_BOTH}.test_masking",
        "GRU",
        _X_HOLES[0],
        "0.19393763 0.30818558",
        "0.11669192 0.28380975",
        units=2,
        lengths=_X_HOLES[1],
    ),
    _sample(
        "masked",
        _named("RNN", "test_masking"),
        "RNN",
        _X_HOLES[0],
        "0.32951632 0.61799484",
        units=4,
        lengths=_X_HOLES[1],
    ),
    _along("RNN", _named("RNN", "test_masking"), _HOLES, ["0.0599281 0.15122814 0.32394567", "0.3969304 0.608085"]),
    _sample(
        "masked-backwards",
        _named("RNN", "test_masking"),
        "RNN",
        _X_HOLES[0],
        None,
        "0.07376196 0.43645123",
        units=4,
        lengths=_X_HOLES[1],
    ),
)
