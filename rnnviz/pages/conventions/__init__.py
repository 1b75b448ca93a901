"""The page of what frameworks do differently, part by part."""
