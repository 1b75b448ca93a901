"""The page on which networks learn to remember over a distance."""
