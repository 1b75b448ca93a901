"""Why the memory of a plain RNN fades, and the ways to keep it."""
