"""Training: small networks and their tasks, runs of them, and what is kept while they learn."""
