"""Recordings of every cell type and form, in float64 so that another formula shows."""

from collections.abc import Callable

import torch
from torch import Tensor, nn

import rnnviz
from rnnviz import by_hand
from rnnviz.recorder import Recording
from tests.strategies import Plan

Maker = Callable[[], nn.Module]

OWN: dict[str, Maker] = {
    "LSTM_ONE_BIAS": lambda: by_hand.JoinedLSTM(3, 3),
    "GRU_B_HN_OUTSIDE": lambda: by_hand.GRU(3, 3, b_hn="outside"),
    "GRU_UPDATE_REPLACES": lambda: by_hand.GRU(3, 3, update="replaces"),
    "GRU_B_HN_OUTSIDE_UPDATE_REPLACES": lambda: by_hand.GRU(3, 3, update="replaces", b_hn="outside"),
    "GRU_RESET_BEFORE": lambda: by_hand.GRU(3, 3, reset="before"),
    "GRU_RESET_BEFORE_UPDATE_REPLACES": lambda: by_hand.GRU(3, 3, reset="before", update="replaces"),
    "ELMAN": lambda: by_hand.Elman(3, 3, 2),
    "JORDAN": lambda: by_hand.Jordan(3, 3, 2),
    "LEAKY": lambda: by_hand.LeakyRNN(3, 3),
}
FUSED: dict[str, Plan] = {
    "LSTM": Plan("LSTM", hidden_size=3),
    "LSTM projected": Plan("LSTM", hidden_size=3, proj_size=2),
    "GRU": Plan("GRU", hidden_size=3),
    "GRU without bias": Plan("GRU", hidden_size=3, bias=False),
    "RNN_TANH": Plan("RNN_TANH", hidden_size=3),
    "RNN_RELU": Plan("RNN_RELU", hidden_size=3),
}
DEEP: dict[str, Plan] = {
    mode: Plan(
        mode, hidden_size=3, num_layers=2, bidirectional=True, lengths=(2, 5, 4), packing="lengths", batch_first=True
    )
    for mode in ("LSTM", "GRU", "RNN_TANH")
}
KINDS = (*FUSED, *OWN)


def recorded(kind: str) -> Recording:
    """A recording of one layer: five steps, two rows, with initial states."""
    if kind in FUSED:
        return of_plan(FUSED[kind])
    torch.manual_seed(0)
    module = OWN[kind]().double()
    for parameter in module.parameters():
        nn.init.uniform_(parameter, -1, 1)
    size = 2 if kind == "JORDAN" else 3
    h_0 = torch.randn(2, size, dtype=torch.float64)
    hx: Tensor | tuple[Tensor, Tensor] = h_0
    if kind == "LSTM_ONE_BIAS":
        hx = (h_0, torch.randn(2, 3, dtype=torch.float64))
    return rnnviz.record(module, torch.randn(2, 4, 3, dtype=torch.float64), hx)


def of_plan(plan: Plan) -> Recording:
    """The recording of a plan's network."""
    network = plan.build()
    return rnnviz.record(network.module, network.given, network.hx, **network.options)
