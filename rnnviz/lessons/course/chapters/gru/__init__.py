"""The GRU: two gates, one state."""
