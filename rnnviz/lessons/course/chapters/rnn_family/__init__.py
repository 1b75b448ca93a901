"""One recurrence, a family of networks; what they keep, and where."""
