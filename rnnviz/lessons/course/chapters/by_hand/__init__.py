"""LSTM and GRU written by hand: from one sample to batches, equal to PyTorch, trained beside it."""
