"""Five numbers in, the next number out: hand-written networks and PyTorch's on the same batches, beside baselines.

>>> task = NextNumberPlan(series="sine", epochs=1).task()
>>> task.names
('by_hand.LSTM', 'by_hand.JoinedLSTM', 'nn.LSTM', 'by_hand.GRU', 'nn.GRU', 'nn.RNN')
>>> [tuple(part.shape) for part in task.batch(0)]
[(32, 5, 1), (32, 1)]
"""

from rnnviz.training.next_number.baselines import BASELINES, LeastSquares, least_squares, repeat
from rnnviz.training.next_number.biases import first_moves
from rnnviz.training.next_number.data import WINDOW, Data, Windows, prepared
from rnnviz.training.next_number.layouts import Form, forms
from rnnviz.training.next_number.networks import FUSED, NETWORKS, Forecast, SampleForecast, take_weights
from rnnviz.training.next_number.plan import LAYOUTS, OWN, NextNumberPlan
from rnnviz.training.next_number.series import SERIES, series
from rnnviz.training.next_number.task import SHOWN, NextNumberTask

__all__ = [
    "BASELINES",
    "FUSED",
    "LAYOUTS",
    "NETWORKS",
    "OWN",
    "SERIES",
    "SHOWN",
    "WINDOW",
    "Data",
    "Forecast",
    "Form",
    "LeastSquares",
    "NextNumberPlan",
    "NextNumberTask",
    "SampleForecast",
    "Windows",
    "first_moves",
    "forms",
    "least_squares",
    "prepared",
    "repeat",
    "series",
    "take_weights",
]
