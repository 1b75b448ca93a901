"""An RNN that continues h, e, l, l with e, l, l, o, and beside it a network without memory.

After the first l comes an l, after the second an o: only what came before tells the two apart.
"""

import math
from collections import Counter
from functools import lru_cache
from itertools import pairwise

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn

from rnnviz.training.models.stored import stored

WORD = "hello"
LETTERS = tuple(dict.fromkeys(WORD))
HIDDEN_SIZE = 3

Letters = Float[Tensor, "seq_len batch letters"]


class HelloNetwork(nn.Module):
    """``nn.RNN`` with tanh over one-hot letters, and a linear readout of its hidden state."""

    def __init__(self) -> None:
        super().__init__()
        self.rnn = nn.RNN(len(LETTERS), HIDDEN_SIZE)
        self.readout = nn.Linear(HIDDEN_SIZE, len(LETTERS))

    def forward(self, letters: Letters) -> Letters:
        """Scores of the next letter, before the softmax."""
        output, _ = self.rnn(letters)
        scores: Tensor = self.readout(output)
        return scores


class MemorylessNetwork(nn.Module):
    """A linear map of the letter that is there; it has nowhere to keep another one."""

    def __init__(self) -> None:
        super().__init__()
        self.readout = nn.Linear(len(LETTERS), len(LETTERS))

    def forward(self, letters: Letters) -> Letters:
        """Scores of the next letter, before the softmax."""
        scores: Tensor = self.readout(letters)
        return scores


def tensors() -> tuple[Float[Tensor, "seq_len 1 letters"], Int[Tensor, "seq_len 1"]]:
    """The word without its last letter, one-hot, and without its first, as indices into `LETTERS`.

    >>> input, target = tensors()
    >>> [LETTERS[index] for index in target[:, 0]]
    ['e', 'l', 'l', 'o']
    """
    indices = torch.tensor([[LETTERS.index(letter)] for letter in WORD])
    return nn.functional.one_hot(indices[:-1], len(LETTERS)).float(), indices[1:]


def labels() -> list[list[str]]:
    """The letters that go in, for ``rnnviz.record``."""
    return [list(WORD[:-1])]


def least_memoryless_loss() -> float:
    """The mean cross-entropy that no function of the present letter alone gets below, counted in the word.

    It is the entropy of the next letter given the present one: the best answer to a letter is how often each of its
    successors follows it.

    >>> least_memoryless_loss() == 0.5 * math.log(2)
    True
    """
    pairs = list(pairwise(WORD))
    letters = Counter(letter for letter, _ in pairs)
    return -sum(math.log(count / letters[first]) * count for (first, _), count in Counter(pairs).items()) / len(pairs)


@lru_cache(maxsize=1)
def load() -> HelloNetwork:
    """The trained RNN."""
    return stored(HelloNetwork, "hello")


@lru_cache(maxsize=1)
def load_memoryless() -> MemorylessNetwork:
    """The network without memory, trained alike."""
    return stored(MemorylessNetwork, "hello_memoryless")
