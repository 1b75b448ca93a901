"""What a difference between frameworks is: who does what, and the weights as somebody reads them who does not know."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

Arrays = Mapping[str, Float[np.ndarray, "..."]]


@dataclass(frozen=True, eq=False)
class Difference:
    """One way in which frameworks differ.

    Attributes:
        id: its name in the address.
        cell: "LSTM", "GRU" or "RNN".
        title: in a few words.
        sentence: what differs, and what is read in its place; one or two sentences.
        choices: for each framework what it does, in a few words.
        apply: a module's weights by PyTorch's names, of any number of layers and directions, as they are when they
            are read the wrong way: same names, same shapes, same types. The given arrays stay as they are.

    Title, sentence and choices are English texts that the catalogue knows (``N_``), or letters.
    """

    id: str
    cell: str
    title: str
    sentence: str
    choices: Mapping[str, str]
    apply: Callable[[Arrays], dict[str, Float[np.ndarray, "..."]]]
