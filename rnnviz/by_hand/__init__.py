"""Recurrent modules written by hand, as a student should read them.

Each is a plain ``nn.Module`` with a forward of its own. ``rnnviz.record`` runs it and keeps every number, and
``rnnviz.copy_weights`` lays its weights out for PyTorch's fused module, or the other way round.

>>> import torch, rnnviz
>>> module = JoinedLSTM(input_size=3, hidden_size=4)
>>> rnnviz.record(module, torch.ones(1, 5, 3)).gate("forget").shape
(1, 1, 5, 1, 4)
"""

from rnnviz.by_hand.bidirectional_rnn import BidirectionalRNN
from rnnviz.by_hand.elman import Elman
from rnnviz.by_hand.gru import GRU
from rnnviz.by_hand.joined_lstm import JoinedLSTM
from rnnviz.by_hand.joined_rnn_cell import JoinedRNNCell
from rnnviz.by_hand.jordan import Jordan
from rnnviz.by_hand.leaky_rnn import LeakyRNN
from rnnviz.by_hand.lstm import LSTM
from rnnviz.by_hand.lstm_cell import LSTMCell
from rnnviz.by_hand.part_module import module_of
from rnnviz.by_hand.reset_before_gru import ResetBeforeGRU
from rnnviz.by_hand.rnn_cell import RNNCell
from rnnviz.by_hand.sample_gru_cell import SampleGRUCell
from rnnviz.by_hand.sample_lstm_cell import SampleLSTMCell
from rnnviz.by_hand.stacked_rnn import StackedRNN

MODULES = (
    *(RNNCell, JoinedRNNCell, StackedRNN, BidirectionalRNN),
    *(SampleLSTMCell, LSTMCell, LSTM, JoinedLSTM),
    *(SampleGRUCell, GRU),
    *(Elman, Jordan, LeakyRNN),
)
"""All of them, in the order of a course."""

__all__ = [
    "GRU",
    "LSTM",
    "MODULES",
    "BidirectionalRNN",
    "Elman",
    "JoinedLSTM",
    "JoinedRNNCell",
    "Jordan",
    "LSTMCell",
    "LeakyRNN",
    "RNNCell",
    "ResetBeforeGRU",
    "SampleGRUCell",
    "SampleLSTMCell",
    "StackedRNN",
    "module_of",
]
