"""The LSTM, stage by stage, on a trained network that must remember who is spoken of."""
