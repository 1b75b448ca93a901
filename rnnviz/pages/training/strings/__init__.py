"""The page on which an encoder and a decoder learn to rewrite strings."""
