"""Matrices side by side and above each other: one product for a whole step, and how many numbers that takes."""
