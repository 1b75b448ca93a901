"""The page of the shape explorer, part by part."""
