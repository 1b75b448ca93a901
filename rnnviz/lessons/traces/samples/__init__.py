"""One file for each ready trace; what it defines as ``LESSON`` is found by `rnnviz.lessons.traces.traces`."""
