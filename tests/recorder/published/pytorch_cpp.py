"""PyTorch's own C++ tests: pytorch/pytorch, test/cpp/api/rnn.cpp (BSD-3-Clause).

CheckOutputValuesMatchPyTorch has distinct weights in every row, in PyTorch's order; its cells grow slowly, so four
decimals notice every exchange. UsePackedSequenceAsInput prints no weights: they are what seed 0 draws in PyTorch, so
these samples also say that PyTorch's own initialization has not changed.
"""

import numpy as np
import torch
from torch import nn

from tests.recorder.published.sample import Sample, blanks, numbers

SOURCE = "pytorch/pytorch, test/cpp/api/rnn.cpp, RNNTest.{} (BSD-3-Clause)"


def _counted(*shape: int) -> np.ndarray:
    """0/n, 1/n, ... over n entries."""
    count = int(np.prod(shape))
    return (np.arange(count) / count).reshape(shape)


def _final(state: str, *shape: int) -> np.ndarray:
    """Only the last step is printed."""
    states = blanks(*shape)
    states[:, :, -1] = numbers(state).reshape(shape[3:])
    return states


def _seeded(module: type[nn.RNN] | type[nn.LSTM] | type[nn.GRU]) -> dict[str, np.ndarray]:
    with torch.random.fork_rng():
        torch.manual_seed(0)
        drawn = module(2, 3).state_dict()
    return {name: value.numpy() for name, value in drawn.items()}


COUNTED = Sample(
    name="counted",
    source=SOURCE.format("CheckOutputValuesMatchPyTorch"),
    cell="LSTM",
    weights={
        "weight_ih_l0": _counted(8, 2),
        "weight_hh_l0": _counted(8, 2),
        "bias_ih_l0": _counted(8),
        "bias_hh_l0": _counted(8),
    },
    input=1 - _counted(3, 4, 2),
    digits=4,
    h=numbers(
        """0.4391, 0.5402, 0.4330, 0.5324, 0.4261, 0.5239, 0.4183, 0.5147,
        0.6822, 0.8064, 0.6726, 0.7968, 0.6620, 0.7860, 0.6501, 0.7741,
        0.7889, 0.9003, 0.7769, 0.8905, 0.7635, 0.8794, 0.7484, 0.8666"""
    ).reshape(1, 1, 3, 4, 2),
    c=_final("1.1647, 1.6106, 1.1425, 1.5726, 1.1187, 1.5329, 1.0931, 1.4911", 1, 1, 3, 4, 2),
)

_PRINTED = {
    nn.RNN: "-0.0645 -0.7274 0.4531 -0.3970 -0.6950 0.6009 -0.3877 -0.7310 0.6806",
    nn.LSTM: "-0.2693 -0.1240 0.0744 -0.3889 -0.1919 0.1183 -0.4425 -0.2314 0.1386",
    nn.GRU: "-0.1134 0.0467 0.2336 -0.1189 0.0502 0.2960 -0.1138 0.0484 0.3110",
}


def _drawn(cell: type[nn.RNN] | type[nn.LSTM] | type[nn.GRU], lengths: tuple[int, ...] | None) -> Sample:
    return Sample(
        name=f"seed-0-{cell.__name__}",
        source=SOURCE.format("UsePackedSequenceAsInput"),
        cell=cell.__name__,
        weights=_seeded(cell),
        input=np.ones((3, 1, 2)),
        digits=4,
        h=numbers(_PRINTED[cell]).reshape(1, 1, 3, 1, 3),
        lengths=lengths,
    )


SAMPLES = (COUNTED, *(_drawn(cell, None) for cell in _PRINTED))
MASKED = tuple(_drawn(cell, (3,)) for cell in _PRINTED)
