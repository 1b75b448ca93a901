"""The page of a person's own model: open a file, choose what is in it, feed it, step through it."""
