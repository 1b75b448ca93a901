"""Training: small networks and their tasks, runs of them, and what is kept while they learn."""

from rnnviz.training.history import History, Moment
from rnnviz.training.plan import Plan
from rnnviz.training.plans import PLANS, read_plan
from rnnviz.training.task import Measured, Task
from rnnviz.training.training import Training

__all__ = ["PLANS", "History", "Measured", "Moment", "Plan", "Task", "Training", "read_plan"]
