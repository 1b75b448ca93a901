"""One-hot vectors and embeddings."""
