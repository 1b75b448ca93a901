"""RNN, LSTM and GRU side by side."""
