"""A batch of no sequences: arrays that are empty, with every other axis as it should be."""

import pytest
import torch

import rnnviz
from tests.recorder import agreement
from tests.strategies import MODES, Plan

PLANS = [
    *(Plan(mode, batch=0, seq_len=3, num_layers=2, bidirectional=True, hidden_size=5) for mode in MODES),
    Plan(batch=0, seq_len=3, num_layers=2, bidirectional=True, hidden_size=5, batch_first=True, given_hx=False),
    Plan(batch=0, seq_len=3, num_layers=2, bidirectional=True, hidden_size=5, proj_size=2, double=False),
    Plan("GRU", batch=0, seq_len=3, num_layers=2, bidirectional=True, hidden_size=5, half="bfloat16"),
]


@pytest.mark.parametrize("plan", PLANS, ids=str)
def test_every_array_is_empty_and_has_its_shape(plan: Plan) -> None:
    network = plan.build()
    rec = agreement.record(network)
    agreement.check_returned(network, rec)
    agreement.check_given(network, rec)
    size, gates = plan.proj_size or 5, {"LSTM": 4, "GRU": 3}.get(plan.mode, 0)
    assert rec.input.shape == (3, 0, 3)
    assert rec.h.shape == (2, 2, 3, 0, size)
    assert rec.gates.shape == (gates, 2, 2, 3, 0, 5)
    assert rec.h_0.shape == (4, 0, size)
    shapes = [None if array is None else array.shape for array in (rec.c, rec.c_n, rec.c_0)]
    assert shapes == ([(2, 2, 3, 0, 5), (4, 0, 5), (4, 0, 5)] if plan.mode == "LSTM" else [None, None, None])
    assert (rec.batch, rec.tracks, rec.parity.worst) == (0, (), 0.0)


@pytest.mark.parametrize("mode", MODES)
def test_a_module_of_one_step_takes_an_empty_batch(mode: str) -> None:
    network = Plan(mode, batch=0, cell=True).build()
    rec = agreement.record(network)
    agreement.check_returned(network, rec)
    assert (rec.h.shape, rec.output.shape, rec.h_n.shape) == ((1, 1, 1, 0, 2), (0, 2), (0, 2))


def test_an_empty_batch_may_come_with_lengths_and_labels() -> None:
    rec = rnnviz.record(torch.nn.LSTM(3, 2), torch.zeros(4, 0, 3), lengths=[], labels=[])
    assert (rec.labels, rec.lengths, rec.h.shape) == ((), None, (1, 1, 4, 0, 2))
