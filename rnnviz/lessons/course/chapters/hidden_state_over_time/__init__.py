"""The hidden state over time."""
