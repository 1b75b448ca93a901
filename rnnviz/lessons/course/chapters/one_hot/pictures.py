"""The figures of the lesson."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from rnnviz.figures import Curve, curves
from rnnviz.figures import distances as word_distances
from rnnviz.figures.verdict import Sheet, compared_heatmaps
from rnnviz.lessons.course import Context
from rnnviz.lessons.course.chapters.one_hot.numbers import DIMENSION, FLOAT32, SENTENCE, collisions, kept
from rnnviz.lessons.course.chapters.one_hot.words import counts, typed_words


def numbered(context: Context) -> Sequence[Sequence[str]]:
    """What numbers in place of words would claim."""
    words = typed_words(context.values["words"])
    said = context.said
    head = (said["word"], said["number"], *(said["distance_to"].format(word=word) for word in words[:3]))
    rows = [
        (word, str(place), *(str(abs(place - other)) for other in range(1, min(len(words), 3) + 1)))
        for place, word in enumerate(words, start=1)
    ]
    return (head, *rows)


def one_hot(context: Context) -> go.Figure:
    """The words as rows of zeros with a single one."""
    words = typed_words(context.values["words"])
    return compared_heatmaps(
        [Sheet("", np.eye(len(words)), "neutral", rows=words)],
        title=context.said["one_hot_title"],
        down=context.said["word"],
        across=context.said["place"],
        value_range="unit",
        dark=context.dark,
    )


def distances(context: Context) -> go.Figure:
    """How far every word is from every other."""
    words = typed_words(context.values["words"])
    return word_distances(np.eye(len(words)), words, dark=context.dark, words=context.words)


def growth(context: Context) -> go.Figure:
    """What a sentence takes in memory, as the vocabulary grows."""
    sizes = np.geomspace(10, 1_000_000, 26)
    one_hot_bytes = sizes * SENTENCE * FLOAT32 / 1e6
    embedded = np.full_like(sizes, DIMENSION * SENTENCE * FLOAT32 / 1e6)
    said = context.said
    return curves(
        sizes,
        [Curve(said["one_hot"], one_hot_bytes), Curve(said["embedded"].format(size=DIMENSION), embedded)],
        title=said["growth_title"].format(words=SENTENCE),
        across=said["vocabulary"],
        up=said["megabytes"],
        logarithmic="xy",
        at=context.values["vocabulary"],
        dark=context.dark,
    )


def hashing(context: Context) -> go.Figure:
    """How many words share a place, by the number of places."""
    words, _ = counts()
    places = np.unique(np.geomspace(8, 4096, 40).astype(int))
    shared = [collisions(words, int(place)) for place in places]
    return curves(
        places,
        [Curve(context.said["shared"], shared)],
        title=context.said["hashing_title"].format(count=len(words)),
        across=context.said["buckets"],
        up=context.said["shared"],
        logarithmic="x",
        at=context.values["buckets"],
        dark=context.dark,
    )


def components(context: Context) -> go.Figure:
    """What the first principal components keep, of one-hot words and of counted ones."""
    words, table = counts()
    said, places = context.said, range(31)
    return curves(
        list(places),
        [
            Curve(said["pca_one_hot"], kept(np.eye(len(words)))[: len(places)]),
            Curve(said["pca_counts"], kept(table)[: len(places)]),
        ],
        title=said["pca_title"],
        across=said["components"],
        up=said["share"],
        dark=context.dark,
    )
