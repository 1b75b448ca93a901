"""A recording against PyTorch, over modules and inputs of every kind."""

import torch
from hypothesis import example, given, settings

import rnnviz
from tests.recorder import agreement
from tests.strategies import Plan, plans


@given(plans())
@example(Plan(num_layers=3, bidirectional=True, batch_first=True, double=False))
@example(Plan("GRU", num_layers=2, bidirectional=True, bias=False))
@example(Plan("RNN_RELU", seq_len=1, batch=1, hidden_size=1, input_size=1, given_hx=False))
def test_a_recording_agrees_with_pytorch(plan: Plan) -> None:
    network = plan.build()
    rec = rnnviz.record(network.module, network.input, network.hx)
    for check in agreement.CHECKS.values():
        check(network, rec)


@settings(max_examples=10)
@given(plans())
def test_recording_with_gradients_on_gives_the_same_numbers(plan: Plan) -> None:
    network = plan.build()
    rec = rnnviz.record(network.module, network.input.requires_grad_(), network.hx)
    output = network.module(network.input, network.hx)[0].detach()
    assert float((torch.from_numpy(rec.output.copy()) - output).abs().max()) <= (1e-15 if plan.double else 2e-6)


def test_facts_of_the_module_are_kept() -> None:
    network = Plan("GRU", num_layers=2, bidirectional=True, batch_first=True, bias=False, double=False).build()
    rec = rnnviz.record(network.module, network.input)
    facts = (rec.cell_type, rec.mode, rec.dtype, rec.bias, rec.batch_first)
    assert facts == ("GRU", "GRU", "float32", False, True)
    sizes = (rec.num_layers, rec.num_directions, rec.seq_len, rec.batch, rec.hidden_size, rec.input_size)
    assert sizes == (2, 2, 4, 2, 2, 3)
    assert (rec.lengths, rec.labels, rec.layer_inputs, rec.c_n, rec.c_0) == (None,) * 5
    assert rec.input.shape == (4, 2, 3)
    assert rec.output.shape == (2, 4, 4)
