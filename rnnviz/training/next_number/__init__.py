"""Five numbers in, the next number out: hand-written networks and PyTorch's on the same batches, beside baselines.

>>> task = NextNumberPlan(series="sine", epochs=1).task()
>>> task.names
('by_hand.LSTM', 'by_hand.JoinedLSTM', 'nn.LSTM', 'by_hand.GRU', 'nn.GRU', 'nn.RNN')
>>> [tuple(part.shape) for part in task.batch(0)]
[(32, 5, 1), (32, 1)]
"""

from rnnviz.training.next_number.baselines import LeastSquares, least_squares
from rnnviz.training.next_number.data import WINDOW, Data, Windows, prepared
from rnnviz.training.next_number.networks import NETWORKS, Forecast, SampleForecast
from rnnviz.training.next_number.plan import NextNumberPlan
from rnnviz.training.next_number.series import SERIES, series
from rnnviz.training.next_number.task import NextNumberTask

__all__ = [
    "NETWORKS",
    "SERIES",
    "WINDOW",
    "Data",
    "Forecast",
    "LeastSquares",
    "NextNumberPlan",
    "NextNumberTask",
    "SampleForecast",
    "Windows",
    "least_squares",
    "prepared",
    "series",
]
