"""Many dates at once, as tensors."""

from collections.abc import Sequence

from jaxtyping import Int
from torch import Tensor

from rnnviz.training.models.dates.language import ALPHABETS


def read_tensors(texts: Sequence[str]) -> tuple[Int[Tensor, "seq_len batch"], Int[Tensor, " batch"]]:
    """Indices into `READ`, padded, and the lengths."""
    return ALPHABETS.read_tensors(texts)


def written_tensors(dates: Sequence[str]) -> tuple[Int[Tensor, "steps batch"], Int[Tensor, "steps batch"]]:
    """Indices into `WRITTEN` of what the decoder is given under teacher forcing, and of what it is to write."""
    return ALPHABETS.written_tensors(dates)
