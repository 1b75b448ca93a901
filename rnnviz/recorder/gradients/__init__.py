"""What a loss has to do with every number of a run: gradients on the axes of the recording."""
