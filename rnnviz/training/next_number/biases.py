"""How far one step moves the biases of an LSTM: the two of each gate together, or the only one."""

from collections.abc import Mapping
from dataclasses import replace

import torch
from torch import Tensor, nn

from rnnviz import by_hand
from rnnviz.by_hand.copy_weights import copy_weights
from rnnviz.training.next_number.networks import NETWORKS
from rnnviz.training.next_number.plan import NextNumberPlan
from rnnviz.training.next_number.task import NextNumberTask
from rnnviz.training.own_draws import own_draws
from rnnviz.training.training import Training

LSTMS = tuple(name for name in NETWORKS if name.endswith("LSTM"))


def first_moves(plan: NextNumberPlan, task: NextNumberTask) -> Mapping[str, float]:
    """By network, how far the first step moves the bias of a gate on average; all begin with the same weights.

    Two biases are added, so each has the gradient of their sum, and both move: the sum moves twice as far as one does.
    """
    run = Training(plan, replace(task, networks=LSTMS, same_start=True))
    before = {name: _sums(network) for name, network in run.networks.items()}
    run.advance()
    return {name: float((_sums(network) - before[name]).abs().mean()) for name, network in run.networks.items()}


def _sums(network: nn.Module) -> Tensor:
    """What is added to the weighted sums of all gates, (4 * hidden_size,)."""
    module = network.get_submodule("recurrent")
    with own_draws():
        joined = by_hand.JoinedLSTM(int(module.input_size), int(module.hidden_size))  # type: ignore[arg-type]
    # It has one bias for each gate, and takes the sum of two.
    copy_weights(module, joined)
    gates = (joined.input_gate, joined.forget_gate, joined.candidate, joined.output_gate)
    return torch.cat([gate.bias.detach() for gate in gates])
