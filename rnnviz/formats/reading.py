"""What reading a person's data gives."""

from dataclasses import dataclass

from jaxtyping import Float32
from torch import Tensor


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """An input for a recurrent module, and how to name its parts.

    Attributes:
        input: shape (seq_len, batch, input_size).
        labels: for each batch row, one label a time step.
        features: for each entry of the input vector, what it stands for.
    """

    input: Float32[Tensor, "seq_len batch input_size"]
    labels: tuple[tuple[str, ...], ...]
    features: tuple[str, ...]
