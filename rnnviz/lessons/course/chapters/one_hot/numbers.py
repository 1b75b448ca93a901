"""The numbers of the lesson."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
import torch
from jaxtyping import Float
from torch import nn
from torch.nn import functional

from rnnviz.lessons.course import Values
from rnnviz.lessons.course.chapters.one_hot.words import counts, typed_words
from rnnviz.training.own_draws import own_draws

VOCABULARY, DIMENSION = 10_000, 300
"""Sizes that textbooks like: a table of 10000 words with 300 numbers each."""

INDICES = (123, 456, 789)
"""Three words of that vocabulary."""

FLOAT32 = 4
"""Bytes of a number."""

COMPONENTS = 10


def numbers(values: Values) -> Mapping[str, object]:
    """For the gaps of the text."""
    words = typed_words(values["words"])
    one_hot = torch.eye(len(words))
    apart = torch.pdist(one_hot)
    picked = looked_up()
    shares = {"one_hot": kept(np.eye(len(counts()[0]))), "counts": kept(counts()[1])}
    return {
        "first": words[0],
        "second": words[1],
        "last": words[-1],
        "count": len(words),
        "zeros": len(words) - 1,
        "least_distance": float(apart.min()),
        "most_distance": float(apart.max()),
        "far": len(words) - 1,
        "vocabulary": values["vocabulary"],
        "one_hot_megabytes": values["vocabulary"] * FLOAT32 / 1e6 * SENTENCE,
        "embedding_megabytes": DIMENSION * FLOAT32 / 1e6 * SENTENCE,
        "table_words": VOCABULARY,
        "table_size": DIMENSION,
        "table_megabytes": VOCABULARY * DIMENSION * FLOAT32 / 1e6,
        "table_parameters": VOCABULARY * DIMENSION,
        "indices": ", ".join(map(str, INDICES)),
        "shape": str(tuple(picked[0].shape)),
        "look_up_difference": float((picked[0] - picked[1]).abs().max()),
        "sentence": SENTENCE,
        "buckets": values["buckets"],
        "shared": collisions(counts()[0], values["buckets"]),
        "counted": len(counts()[0]),
        "texts": counts()[1].shape[1],
        "components": COMPONENTS,
        "one_hot_share": 100 * shares["one_hot"][COMPONENTS],
        "counts_share": 100 * shares["counts"][COMPONENTS],
    }


SENTENCE = 20
"""Words of a sentence."""


@lru_cache(maxsize=1)
def looked_up() -> tuple[torch.Tensor, torch.Tensor]:
    """Three rows of an embedding, looked up; and the same by a product with one-hot vectors."""
    with own_draws():
        torch.manual_seed(0)
        embedding = nn.Embedding(VOCABULARY, DIMENSION)
    indices = torch.tensor(INDICES)
    with torch.no_grad():
        return embedding(indices), functional.one_hot(indices, VOCABULARY).float() @ embedding.weight


def kept(vectors: Float[np.ndarray, "words features"]) -> list[float]:
    """The share of the variance that the first 0, 1, 2, ... principal components keep."""
    variances = np.linalg.svd(vectors - vectors.mean(axis=0), compute_uv=False) ** 2
    return [0.0, *(variances.cumsum() / variances.sum()).tolist()]


def bucket(word: str, buckets: int) -> int:
    """The place that feature hashing gives a word: the same on every machine."""
    return int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big") % buckets


def collisions(words: Sequence[str], buckets: int) -> int:
    """How many words share their place with another one."""
    places = [bucket(word, buckets) for word in words]
    return sum(places.count(place) > 1 for place in places)
