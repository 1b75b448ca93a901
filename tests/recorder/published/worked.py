"""Worked examples from courses and notebooks: figures only.

The first two print every gate at every step, which no library's test does.
"""

import numpy as np

from tests.recorder.published.sample import Sample, blanks, layer, numbers


def _steps(text: str) -> np.ndarray:
    """One number for each step of one unit."""
    return numbers(text).reshape(1, 1, -1, 1, 1)


LSTM = Sample(
    name="lstm-gates",
    source="Yasmeen-Akl/DL-lSTM-, Untitled10.ipynb, printed output; the same figures in menna-ibrahimm/LSTM-Notebook "
    "(no licence stated)",
    cell="LSTM",
    weights=layer(
        "figo", numbers("0.5 0.6 0.7 0.8").reshape(4, 1), numbers("0.1 0.2 0.3 0.4").reshape(4, 1), np.zeros(4)
    ),
    input=numbers("1 2 3").reshape(3, 1, 1),
    digits=4,
    double=True,
    h=_steps("0.2564 0.6398 0.8707"),
    c=_steps("0.3902 0.9877 1.6721"),
    gates={
        "f": _steps("0.6225 0.7361 0.8269"),
        "i": _steps("0.6457 0.7775 0.8730"),
        "g": _steps("0.6044 0.9009 0.9798"),
        "o": _steps("0.6900 0.8459 0.9344"),
    },
    # One unit: a matrix of one number.
    blind=frozenset({"transposed"}),
)

_Z = numbers("0.599 0.587").reshape(1, 1, 1, 1, 2)

GRU = Sample(
    name="gru-gates",
    source="click4ai.perfionixai.com/problems/gru-cell, the example (no licence stated)",
    cell="GRU",
    # Its z is what is taken of the candidate, PyTorch's what is kept of h: 1 - z, and the sign of its sum changes.
    # h is 0, so that the recurrent weights do not matter, nor where h is reset.
    weights=layer(
        "zrn",
        numbers("-0.3 -0.2 -0.1 -0.5 0.2 0.4 0.4 0.1 0.5 0.1 0.2 0.3").reshape(6, 2),
        numbers("-0.1 -0.4 -0.3 -0.2 0.3 0.1 0.2 0.3 0.2 0.3 0.4 0.1").reshape(6, 2),
    ),
    input=numbers("1 0.5").reshape(1, 1, 2),
    h_0=np.zeros((1, 1, 2)),
    # Its third decimals were made from rounded factors, and are off by one.
    digits=2,
    double=True,
    h=numbers("0.300 0.198").reshape(1, 1, 1, 1, 2),
    gates={
        "z": 1 - _Z,
        "r": numbers("0.599 0.611").reshape(1, 1, 1, 1, 2),
        "n": numbers("0.500 0.337").reshape(1, 1, 1, 1, 2),
    },
    blind=frozenset({"transposed"}),
)

RNN = Sample(
    name="rnn-by-hand",
    source="AyanPaul2210/Deep-Learning-Tutorial, Deep-Learning-Codes/48. Recurrent Neural Network (RNN) - Sequence "
    "Processing Example.ipynb, printed output, and the first weighted sum (no licence stated)",
    cell="RNN",
    weights=layer("h", np.array([[0.9]]), np.array([[0.5]]), np.array([0.3])),
    input=numbers("0.7 0.5 0.2").reshape(3, 1, 1),
    h_0=np.full((1, 1, 1), 0.1),
    digits=6,
    double=True,
    h=_steps("0.753066 0.809829 0.708873"),
    # The later sums are made from shortened states.
    sums=_steps("0.98 nan nan"),
    blind=frozenset({"transposed"}),
)

COURSE = (
    "DeepLearning.AI, Sequence Models, Building a Recurrent Neural Network; as run in "
    "aadimangla/Custom-Trained-Recurrent-Neural-Network, Model/Custom Build Recurrent Neural Network Model.ipynb, {} "
    "(no licence stated)"
)
"""The weights are what NumPy's legacy generator draws from seed 1, a stream that NumPy has promised not to change."""


def _rnn(name: str, seq_len: int) -> Sample:
    draw = np.random.RandomState(1).randn
    x = draw(3, 10, seq_len) if seq_len > 1 else draw(3, 10)[..., None]
    h_0, w_hh, w_ih = draw(5, 10), draw(5, 5), draw(5, 3)
    draw(2, 5)
    h = blanks(1, 1, seq_len, 10, 5)
    if seq_len > 1:
        h[0, 0, :, 1, 4] = numbers("-0.99999375 0.77911235 -0.99861469 -0.99833267")
    else:
        h[0, 0, 0, :, 4] = numbers(
            """0.59584544 0.18141802 0.61311866 0.99808218 0.85016201 0.99980978
            -0.18887155 0.99815551 0.6531151 0.82872037"""
        )
    return Sample(
        name=name,
        source=COURSE.format(name),
        cell="RNN",
        weights=layer("h", w_ih, w_hh, draw(5)),
        input=x.transpose(2, 1, 0),
        h_0=h_0.T[None],
        digits=8,
        double=True,
        h=h,
    )


def _lstm(name: str, seq_len: int) -> Sample:
    draw = np.random.RandomState(1).randn
    x = draw(3, 10, seq_len) if seq_len > 1 else draw(3, 10)[..., None]
    h_0 = draw(5, 10)
    c_0 = draw(5, 10) if seq_len == 1 else np.zeros((5, 10))
    # Each matrix acts on [h, x].
    blocks = [(draw(5, 8), draw(5)) for _ in "fiog"]
    h, c = blanks(1, 1, seq_len, 10, 5), blanks(1, 1, seq_len, 10, 5)
    if seq_len > 1:
        h[0, 0, 6, 3, 4] = 0.172117767533
        c[0, 0, 1, 2, 1] = -0.855544916718
    else:
        h[0, 0, 0, :, 4] = numbers(
            """-0.66408471 0.0036921 0.02088357 0.22834167 -0.85575339 0.00138482
            0.76566531 0.34631421 -0.00215674 0.43827275"""
        )
        c[0, 0, 0, :, 2] = numbers(
            """0.63267805 1.00570849 0.35504474 0.20690913 -1.64566718 0.11832942
            0.76449811 -0.0981561 -0.74348425 -0.26810932"""
        )
        c[0, 0, 0, :, 3] = numbers(
            """-0.16263996 1.03729328 0.72938082 -0.54101719 0.02752074 -0.30821874
            0.07651101 -1.03752894 1.41219977 -0.37647422"""
        )
    w = np.concatenate([matrix for matrix, _ in blocks])
    return Sample(
        name=name,
        source=COURSE.format(name),
        cell="LSTM",
        weights=layer("fiog", w[:, 5:], w[:, :5], np.concatenate([bias for _, bias in blocks])),
        input=x.transpose(2, 1, 0),
        h_0=h_0.T[None],
        c_0=c_0.T[None],
        digits=8,
        double=True,
        h=h,
        c=c,
    )


SAMPLES = (
    LSTM,
    GRU,
    RNN,
    _rnn("rnn_cell_forward", 1),
    _rnn("rnn_forward", 4),
    _lstm("lstm_cell_forward", 1),
    _lstm("lstm_forward", 7),
)
