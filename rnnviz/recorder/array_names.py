"""What the names of some arrays of a recording begin with, in its file and while it is made."""

WEIGHT = "weights."
LAYER_INPUT = "layer_inputs."
GRADIENT = "gradients."


def overridden_name(layer: int, direction: int, variable: str) -> str:
    """The name of an array of `Recording.overridden`.

    >>> overridden_name(1, 0, "kept")
    'overridden.1.0.kept'
    """
    return f"overridden.{layer}.{direction}.{variable}"
