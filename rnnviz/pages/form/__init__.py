"""Fields for the settings of a page, each answered in its place."""
