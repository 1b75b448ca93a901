"""Which inputs go in, and which outputs are read."""
