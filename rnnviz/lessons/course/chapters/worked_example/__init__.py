"""One time step of an LSTM with pencil and paper."""
