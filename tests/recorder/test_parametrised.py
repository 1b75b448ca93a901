"""Modules whose weights are computed from others before each call: weight norm, spectral norm, orthogonal."""

import copy
import warnings
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.nn.utils import parametrizations

from tests.recorder import agreement
from tests.strategies import Network, Plan


def _old(function: Callable[..., nn.Module]) -> Callable[[nn.Module, str], nn.Module]:
    def put(module: nn.Module, name: str) -> nn.Module:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", category=FutureWarning)  # PyTorch calls them old, people have them
            return function(module, name)

    return put


PUT: dict[str, Callable[[nn.Module, str], nn.Module]] = {
    "weight_norm": parametrizations.weight_norm,
    "spectral_norm": parametrizations.spectral_norm,
    "orthogonal": parametrizations.orthogonal,
    "old weight_norm": _old(nn.utils.weight_norm),
    "old spectral_norm": _old(nn.utils.spectral_norm),
}
PLANS = {
    **{mode: Plan(mode, num_layers=2, bidirectional=True, hidden_size=3) for mode in ("LSTM", "GRU")},
    "projected": Plan(hidden_size=3, proj_size=2, packing="unsorted", lengths=(2, 4, 1)),
    **{f"{mode} cell": Plan(mode, hidden_size=3, cell=True) for mode in ("LSTM", "RNN_TANH")},
}


def _made(put: str, plan: Plan, *, training: bool, stale: bool) -> Network:
    """A network with several parametrised weights; made twice, it is the same twice."""
    network = plan.build()
    names = ["weight_ih", "weight_hh"] if plan.cell else ["weight_ih_l0", "weight_hh_l0"]
    names += ["weight_hr_l0"] if plan.proj_size else []
    names += ["weight_ih_l1_reverse"] if plan.bidirectional else []
    with torch.random.fork_rng():
        torch.manual_seed(3)
        for name in names:
            PUT[put](network.module, name)
    network.module.train(training)
    if stale:
        network.call()
        with torch.no_grad():
            for parameter in network.module.parameters():
                parameter.mul_(1.25)
    return network


def _used(network: Network) -> dict[str, Tensor]:
    """What the call that was just made computed with."""
    module = network.module
    if not network.is_cell:
        return {
            name: value.detach() for name, value in zip(module._flat_weights_names, module._flat_weights, strict=True)
        }
    names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    return {name: getattr(module.eval(), name).detach() for name in names}


@pytest.mark.parametrize("stale", [False, True], ids=["fresh", "stale"])
@pytest.mark.parametrize("training", [True, False], ids=["train", "eval"])
@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("put", PUT)
def test_the_recording_is_what_the_modules_next_call_gives(put: str, name: str, training: bool, stale: bool) -> None:
    recorded, called = (_made(put, PLANS[name], training=training, stale=stale) for _ in range(2))
    before = _state(recorded.module)
    rec = agreement.record(recorded)
    after = _state(recorded.module)
    assert before.keys() == after.keys()
    for key, value in before.items():
        assert torch.equal(value, after[key]), key
    assert recorded.module.training is training
    agreement.check_returned(called, rec)
    # A plain module that holds the weights of that call.
    plain = PLANS[name].build()
    plain.module.load_state_dict(_used(called))
    agreement.check_weights(plain, rec)
    if not stale:
        agreement.check_stacks(plain, rec)
    # The module's next call is still its next call.
    agreement.check_returned(recorded, rec)


def _state(module: Any) -> dict[str, Tensor]:
    found = {f"state {name}": value.clone() for name, value in module.state_dict().items()}
    # What the old hooks left there at the last call.
    found |= {f"own {name}": value.clone() for name, value in vars(module).items() if isinstance(value, Tensor)}
    found |= {f"flat {index}": value.clone() for index, value in enumerate(getattr(module, "_flat_weights", ()))}
    return found | {"random": torch.get_rng_state()}


def test_the_parts_of_a_module_stay_the_very_same_objects() -> None:
    for put in PUT:
        module = _made(put, PLANS["LSTM"], training=True, stale=True).module
        network = replace(PLANS["LSTM"].build(), module=module)
        facts, hooks = copy.copy(module.__dict__), dict(module._forward_pre_hooks)
        objects = {name: id(value) for name, value in (*module.named_parameters(), *module.named_buffers())}
        flat = [id(value) for value in module._flat_weights]
        agreement.record(network)
        assert module.__dict__.keys() == facts.keys()
        assert all(module.__dict__[name] is value for name, value in facts.items())
        assert dict(module._forward_pre_hooks) == hooks
        found = {name: id(value) for name, value in (*module.named_parameters(), *module.named_buffers())}
        assert found == objects
        assert [id(value) for value in module._flat_weights] == flat
