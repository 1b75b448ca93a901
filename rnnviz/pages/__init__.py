"""The pages of the app: what is on the screen, and in which order. Everything that computes lies elsewhere."""
