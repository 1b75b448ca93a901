"""The page of the pitfall lab, part by part."""
