"""Attention over the outputs of a recurrent layer."""
