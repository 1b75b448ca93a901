"""A character LSTM that goes on writing: prompt, temperature, and what goes wrong."""
