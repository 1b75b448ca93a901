"""The networks of the lesson, and what is asked of their states."""

import hashlib
import re
from functools import lru_cache
from itertools import combinations

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz.analysis.principal import principal
from rnnviz.lessons.course.chapters.one_hot.words import typed_words
from rnnviz.recorder import Recording, record
from rnnviz.training.models import hello
from rnnviz.training.own_draws import own_draws

FEATURES = 8
"""Numbers that stand for a word."""


def check(text: str) -> object:
    """Refuse a text that has too few words to show anything, or too many.

    Raises:
        InputError: it has fewer than two different words, or more than have room.
    """
    return typed_words(text)


def words_of(text: str) -> list[str]:
    """The words of a text in their order, repeated ones too.

    >>> words_of("to be, or not to be")
    ['to', 'be', 'or', 'not', 'to', 'be']
    """
    check(text)
    return re.findall(r"[^\W_]+", text)


def vector(word: str) -> Float[Tensor, " features"]:
    """The numbers that stand for a word: drawn, and always the same."""
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")
    return torch.randn(FEATURES, generator=torch.Generator().manual_seed(seed))


@lru_cache(maxsize=16)
def read(text: str, units: int) -> Recording:
    """An ``nn.RNN`` that was never trained reads the text."""
    words = words_of(text)
    with own_draws():
        torch.manual_seed(10)
        module = nn.RNN(FEATURES, units)
    return record(module, torch.stack([vector(word) for word in words])[:, None], labels=[words])


@lru_cache(maxsize=1)
def spelled() -> Recording:
    """The trained network that reads h, e, l, l."""
    return record(hello.load().rnn, hello.tensors()[0], labels=hello.labels())


def states(rec: Recording) -> Float[np.ndarray, "seq_len units"]:
    """h after every step."""
    return np.asarray(rec.h[0, 0, :, 0], dtype=np.float64)


def alike_in_the_mean(h: Float[np.ndarray, "seq_len units"]) -> tuple[int, int]:
    """The two steps whose means are closest, among those whose states are further apart than most."""
    pairs = list(combinations(range(len(h)), 2))
    apart = {pair: float(np.linalg.norm(h[pair[0]] - h[pair[1]])) for pair in pairs}
    far = [pair for pair in pairs if apart[pair] >= float(np.median(list(apart.values())))]
    return min(far, key=lambda pair: abs(float(h[pair[0]].mean() - h[pair[1]].mean())))


def share_in_the_plane(rec: Recording) -> float:
    """The share of the variance that the first two principal components keep."""
    return sum(principal(states(rec)).shares)
