"""RNN against LSTM against GRU: how far back a loss is felt, and how long a state is kept."""

from rnnviz.lessons.memory.fading import KINDS, Fading, fadings
from rnnviz.lessons.memory.program import program

__all__ = ["KINDS", "Fading", "fadings", "program"]
