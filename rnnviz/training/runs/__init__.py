"""Training runs in processes of their own."""

from rnnviz.training.runs.look import Look, State
from rnnviz.training.runs.runs import RUNS, Runs

__all__ = ["RUNS", "Look", "Runs", "State"]
