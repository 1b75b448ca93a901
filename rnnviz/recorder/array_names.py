"""What the names of some arrays of a recording begin with, in its file and while it is made."""

WEIGHT = "weights."
LAYER_INPUT = "layer_inputs."
GRADIENT = "gradients."
