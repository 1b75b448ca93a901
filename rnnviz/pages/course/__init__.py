"""The pages of the lessons, part by part."""
