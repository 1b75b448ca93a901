"""The page of the worked example, part by part from top to bottom."""
