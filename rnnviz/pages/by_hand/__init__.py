"""The page of the modules written by hand, part by part."""
