"""The page of memory and gradients: an RNN, an LSTM and a GRU of the same size on the same input."""
