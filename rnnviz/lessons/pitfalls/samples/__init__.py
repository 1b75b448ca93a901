"""One file for each pitfall; what it defines as ``PITFALL`` is found by `rnnviz.lessons.pitfalls.pitfalls`."""
