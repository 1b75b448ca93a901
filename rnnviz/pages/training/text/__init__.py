"""The page of character models: hello, then any text; samples while it learns, and what its units follow."""
