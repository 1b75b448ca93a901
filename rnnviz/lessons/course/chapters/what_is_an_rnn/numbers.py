"""The numbers of the lesson."""

from collections.abc import Mapping

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from rnnviz.cells import RNN_TANH
from rnnviz.cells.elman import ELMAN
from rnnviz.cells.katex import katex
from rnnviz.lessons.course import Formula, Values
from rnnviz.lessons.course.chapters.what_is_an_rnn import runs
from rnnviz.training.models import hello
from rnnviz.training.own_draws import own_draws

INPUT, HIDDEN, OUTPUT, STEPS = 10, 20, 10, 5
"""Sizes of the network whose shapes are shown."""


def numbers(values: Values) -> Mapping[str, object]:
    """For the gaps of the text."""
    steps, gain = int(values["steps"]), float(values["gain"])
    alone, recurrent = runs.without_memory(), runs.with_memory()
    chances, back = runs.chances(), runs.gradient_back(gain)
    h = runs.spelled().h[0, 0, :, 0]
    _, by_hand = runs.by_hand()
    weight = runs.reader()[0].get_parameter("weight_hh_l0")
    gradients = hidden_gradients()
    return {
        "a": Formula(f"${katex(RNN_TANH.operation('a'))}$"),
        "h": Formula(f"${katex(RNN_TANH.operation('h'))}$"),
        "y": Formula(f"${katex(ELMAN.operation('y'))}$"),
        "alone": float(np.abs(alone[0] - alone[-1]).max()),
        "recurrent": float(np.abs(recurrent[0] - recurrent[-1]).max()),
        "input": INPUT,
        "hidden": HIDDEN,
        "output": OUTPUT,
        "steps": steps,
        "rnn_parameters": rnn_parameters(),
        "forward_parameters": forward_parameters(steps),
        "at_shape": str(tuple((weight @ by_hand).shape)),
        "star_shape": str(tuple((weight * by_hand).shape)),
        "by_hand": runs.by_hand_apart(),
        "wrong_gradient": gradients["wrong"],
        "right_gradient": gradients["right"],
        "apart": float(np.linalg.norm(h[2] - h[3])),
        "first_l": 100 * chances["rnn"][2],
        "second_l": 100 * chances["rnn"][3],
        "memoryless_first": 100 * chances["memoryless"][2],
        "memoryless_second": 100 * chances["memoryless"][3],
        "least_loss": hello.least_memoryless_loss(),
        "memoryless_loss": loss(chances["memoryless"]),
        "rnn_loss": loss(chances["rnn"]),
        "untrained_loss": loss(chances["untrained"]),
        "units": runs.UNITS,
        "long": runs.STEPS,
        "edge": runs.SATURATED,
        "slope": 1 - runs.SATURATED**2,
        "deviation": values["deviation"],
        "stuck": runs.saturated(values["deviation"])[-1],
        "stuck_of_one": runs.saturated(1.0)[-1],
        "stuck_of_pytorch": runs.saturated(None)[-1],
        "gain": gain,
        "far": runs.FAR,
        "back": back[-1],
    }


def rnn_parameters() -> int:
    """Parameters of ``nn.RNN``: no length is among its sizes."""
    return sum(each.numel() for each in nn.RNN(INPUT, HIDDEN, device="meta").parameters())


def forward_parameters(steps: int) -> int:
    """Parameters of a linear layer that takes so many inputs at once."""
    return sum(each.numel() for each in nn.Linear(steps * INPUT, HIDDEN, device="meta").parameters())


def loss(chances: np.ndarray) -> float:
    """The mean cross-entropy of these probabilities of what is right."""
    return float(-np.log(chances).mean())


def hidden_gradients() -> dict[str, float]:
    """What one time step gives the hidden weights: y read from the state before, and from the new one."""
    with own_draws():
        torch.manual_seed(0)
        cell, readout = nn.RNNCell(INPUT, HIDDEN), nn.Linear(INPUT + HIDDEN, OUTPUT)
        x, before = torch.randn(INPUT), torch.zeros(HIDDEN)
    found = {}
    for name, h in {"wrong": before, "right": cell(x, before)}.items():
        y = functional.log_softmax(readout(torch.cat([x, h])), dim=0)
        gradient = torch.autograd.grad(-y[0], cell.weight_ih, allow_unused=True, materialize_grads=True)[0]
        found[name] = float(gradient.norm())
    return found
