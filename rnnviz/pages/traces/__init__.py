"""The page of traces, part by part."""
