"""The recurrence: an RNN and a readout, a few steps long."""

from functools import lru_cache

import plotly.graph_objects as go
import torch
from torch import nn

from rnnviz import record
from rnnviz.cells.substitute import number
from rnnviz.figures import unrolled
from rnnviz.lessons.course import Context
from rnnviz.recorder import Recording
from rnnviz.training.own_draws import own_draws


@lru_cache(maxsize=1)
def run() -> tuple[Recording, tuple[float, ...]]:
    """The run, and what the readout says at every step."""
    with own_draws():
        torch.manual_seed(2)
        module, readout = nn.RNN(1, 2), nn.Linear(2, 1)
    input = torch.tensor([1.0, 0.0, -1.0, 1.0])[:, None]
    with torch.no_grad():
        told = readout(module(input)[0]).flatten().tolist()
    return record(module, input), tuple(told)


def steps(context: Context) -> go.Figure:
    """The run, unrolled in time."""
    rec, told = run()
    return unrolled(rec, outputs=[number(each, 2) for each in told], start=-1, dark=context.dark, words=context.words)
