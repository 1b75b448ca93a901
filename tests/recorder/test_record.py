"""A recording against PyTorch, over modules and inputs of every kind."""

import subprocess
import sys
from dataclasses import replace

import pytest
import torch
from hypothesis import example, given, settings

import rnnviz
from rnnviz.recorder import layer
from tests.recorder import agreement, itself
from tests.strategies import HALVES, MODES, PACKINGS, Network, Plan, forms, plans


def _agrees(network: Network) -> None:
    rec = agreement.record(network)
    for check in (*agreement.CHECKS.values(), *itself.CHECKS.values()):
        check(network, rec)


@given(plans())
@example(Plan(num_layers=3, bidirectional=True, batch_first=True, double=False))
@example(Plan(num_layers=2, hidden_size=3, bidirectional=True, batch_first=True))
@example(Plan("GRU", num_layers=2, bidirectional=True, bias=False))
@example(Plan("RNN_RELU", seq_len=1, batch=1, hidden_size=1, input_size=1, given_hx=False))
def test_a_recording_agrees_with_pytorch(plan: Plan) -> None:
    _agrees(plan.build())


@given(forms())
def test_a_recording_of_every_form_agrees_with_pytorch(plan: Plan) -> None:
    _agrees(plan.build())


_STACK = Plan(num_layers=2, bidirectional=True, hidden_size=3, strided=True)
FORMS = {
    "batch first": replace(_STACK, batch_first=True),
    "unbatched": replace(_STACK, unbatched=True, batch_first=True),
    "sorted": replace(_STACK, packing="sorted", lengths=(5, 3, 3, 1)),
    "unsorted": replace(_STACK, packing="unsorted", lengths=(3, 1, 5, 3), batch_first=True),
    "lengths": replace(_STACK, packing="lengths", lengths=(3, 1, 2), seq_len=5, batch_first=True),
    "one step": Plan(cell=True, strided=True),
    "one step, unbatched": Plan(cell=True, unbatched=True, bias=False),
}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("form", FORMS)
def test_each_form_of_each_module_agrees_with_pytorch(form: str, mode: str) -> None:
    _agrees(replace(FORMS[form], mode=mode).build())


@pytest.mark.parametrize("form", [form for form in FORMS if not FORMS[form].cell])
def test_each_form_of_a_projected_lstm_agrees_with_pytorch(form: str) -> None:
    _agrees(replace(FORMS[form], proj_size=2).build())


@pytest.mark.parametrize("dtype", ["float32", *HALVES])
@pytest.mark.parametrize("mode", [*MODES, "projected"])
def test_each_type_of_number_agrees_with_pytorch(mode: str, dtype: str) -> None:
    plan = replace(FORMS["unsorted"], double=False, half=dtype if dtype in HALVES else "")
    _agrees(replace(plan, **({"proj_size": 2} if mode == "projected" else {"mode": mode})).build())


@settings(max_examples=10)
@given(forms())
@example(Plan("GRU", num_layers=2, bidirectional=True, packing="unsorted", lengths=(2, 5, 1)))
@example(Plan(num_layers=2, bidirectional=True, seq_len=5))
def test_time_in_many_stretches_gives_the_same_numbers(plan: Plan) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layer, "BLOCK", 2 * plan.hidden_size * max(1, len(plan.lengths) or plan.batch))
        _agrees(plan.build())


@settings(max_examples=10)
@given(plans())
def test_recording_with_gradients_on_gives_the_same_numbers(plan: Plan) -> None:
    network = plan.build()
    rec = rnnviz.record(network.module, network.input.requires_grad_(), network.hx)
    output = network.module(network.input, network.hx)[0].detach()
    assert float((torch.from_numpy(rec.output.copy()) - output).abs().max()) <= (1e-15 if plan.double else 2e-6)


@settings(max_examples=10)
@given(forms())
def test_input_and_states_that_need_gradients_give_the_same_numbers(plan: Plan) -> None:
    network = plan.build()
    for tensor in (network.input, *(network.hx if isinstance(network.hx, tuple) else (network.hx,))):
        if tensor is not None:
            tensor.requires_grad_()
    rec = agreement.record(network)
    agreement.check_returned(network, rec)


def test_every_packing_is_tried() -> None:
    assert {plan.packing for plan in FORMS.values()} == {"", *PACKINGS}


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


def test_the_parity_of_a_long_recording_is_worked_out_in_silence() -> None:
    """Its arrays are read-only: whoever hands them to PyTorch hears a warning, once in a program."""
    code = """
import warnings; warnings.simplefilter("error")
import torch, rnnviz
for module in (torch.nn.LSTM(4, 64), torch.nn.GRU(4, 64), torch.nn.LSTM(4, 64).bfloat16()):
    rec = rnnviz.record(module, torch.randn(3000, 1, 4, dtype=next(module.parameters()).dtype))
    print(rec.parity.worst <= 8e-3)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("True\n" * 3, "")
