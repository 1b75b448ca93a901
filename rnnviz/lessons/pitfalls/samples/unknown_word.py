"""A word that the vocabulary does not know: a ``KeyError``, unless a place is kept for it."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.figures.verdict import Sheet, compared_heatmaps
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run, Side
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
words = ["<unk>", "the", "cat", "dog", "sleeps"]
index = {word: place for place, word in enumerate(words)}
embedding = nn.Embedding(len(words), 5)
sentence, vectors = "the cat purrs".split(), []
"""

WRONG = """
for word in sentence:
    vectors.append(embedding(torch.tensor(index[word])))
"""

RIGHT = """
for word in sentence:
    vectors.append(embedding(torch.tensor(index.get(word, index["<unk>"]))))
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = _vectors(run.wrong), _vectors(run.right)
    sentence = run.right["sentence"]

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_heatmaps(
            [
                Sheet("index[word]", wrong, "wrong", rows=sentence[: len(wrong)]),
                Sheet('index.get(word, index["<unk>"])', right, "right", rows=sentence),
            ],
            title=_("The vectors that the network gets"),
            down=_("word"),
            across=_("feature"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "{read} of {count} words are read, then Python stops with {error}. With a place for unknown words all "
            "{count} have a vector."
        ),
        values={
            "read": len(run.wrong["vectors"]),
            "count": len(sentence),
            "error": f"{type(run.wrong.error).__name__}: {run.wrong.error}",
        },
        figure=figure,
    )


def _vectors(side: Side) -> np.ndarray:
    """One row for each word as far as the program came."""
    return np.stack([vector.detach().numpy() for vector in side["vectors"]])


PITFALL = Pitfall(
    title=N_("A word that the vocabulary does not know"),
    topic="training",
    story=N_(
        "The vocabulary is collected from the training text, and each word is looked up in it. New sentences are "
        "looked up in the same way."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "A dictionary knows the words it was built from, and new text always brings others. Keep one place of the "
        "embedding for all of them. Its vector only learns something if rare words of the training text are given "
        "that place too."
    ),
    outcome=_outcome,
    raises=True,
)
