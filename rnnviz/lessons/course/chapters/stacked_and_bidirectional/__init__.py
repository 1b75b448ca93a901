"""Layers above each other and directions beside each other: what comes out where."""
