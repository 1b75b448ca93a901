"""TensorFlow's tests of its old cells: tensorflow/tensorflow, tensorflow/python/kernel_tests/rnn_cell_test.py.

Licence: Apache-2.0. All weights are 0.5, so that only the forget bias of 1, or a GRU's two gate biases of 1, tell gates
apart. These are the only published states of two stacked layers. A GRU that resets h before the product is PyTorch's
where all units are alike and the candidate has no recurrent bias.
"""

import numpy as np

from tests.recorder.published.sample import Sample, layer

SOURCE = "tensorflow/tensorflow, tensorflow/python/kernel_tests/rnn_cell_test.py, RNNCellTest.{} (Apache-2.0)"


def _half(rows: int, columns: int) -> np.ndarray:
    return np.full((rows, columns), 0.5)


_FORGET_BIAS = np.repeat([0.0, 1.0, 0.0, 0.0], 2)

STACKED = Sample(
    name="stacked",
    source=SOURCE.format("testBasicLSTMCellWithStateTuple"),
    cell="LSTM",
    # The columns are those of i, g, f, o in TensorFlow's order.
    weights={
        name: value
        for suffix in ("_l0", "_l1")
        for name, value in layer("ifgo", _half(8, 2), _half(8, 2), _FORGET_BIAS, suffix=suffix).items()
    },
    input=np.ones((1, 1, 2)),
    h_0=np.full((2, 1, 2), 0.1),
    c_0=np.full((2, 1, 2), 0.1),
    digits=7,
    h=np.repeat([0.44848421, 0.24024698], 2).reshape(2, 1, 1, 1, 2),
    c=np.repeat([0.68967271, 0.39897051], 2).reshape(2, 1, 1, 1, 2),
    blind=frozenset({"i<->g", "i<->o", "g<->o", "transposed"}),
)


def _gru(inputs: int, printed: float) -> Sample:
    return Sample(
        name=f"gru-{inputs}",
        source=SOURCE.format("testGRUCell"),
        cell="GRU",
        weights=layer("rzn", _half(6, inputs), _half(6, 2), np.repeat([1.0, 1.0, 0.0], 2)),
        input=np.ones((1, 1, inputs)),
        h_0=np.full((1, 1, 2), 0.1),
        digits=6,
        h=np.full((1, 1, 1, 1, 2), printed),
        blind=frozenset({"r<->z", "transposed", "biases"}),
    )


SAMPLES = (STACKED, _gru(2, 0.175991), _gru(3, 0.156736))
