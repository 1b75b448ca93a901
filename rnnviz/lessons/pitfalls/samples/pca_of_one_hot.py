"""PCA on one-hot words: every direction is as important as every other, and nothing can be left out."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import Line, compared_lines
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch

torch.manual_seed(0)
subject_of_word = torch.arange(50) // 10  # 50 words, ten for each of 5 subjects
subject_of_text = torch.arange(40) // 8  # 40 texts, eight about each subject
same = subject_of_word[:, None] == subject_of_text
appears = torch.rand(50, 40) < torch.where(same, 0.9, 0.02)

def kept(vectors):
    variances = torch.linalg.svdvals(vectors - vectors.mean(dim=0)) ** 2
    return (variances.cumsum(dim=0) / variances.sum()).tolist()
"""

WRONG = """
vectors = torch.eye(50)  # one-hot
share = kept(vectors)
"""

RIGHT = """
vectors = appears.float()  # the texts in which each word appears
share = kept(vectors)
"""

_COMPONENTS = 20


def _outcome(run: Run) -> Outcome:
    wrong, right = ([0.0, *side["share"][:_COMPONENTS]] for side in (run.wrong, run.right))

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_lines(
            range(1 + _COMPONENTS),
            [Line(_("one-hot"), wrong, "wrong"), Line(_("where words appear"), right, "right")],
            title=_("How much of the variance the first components keep"),
            across=_("components"),
            up=_("share"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "Ten components keep {wrong:.1%} of the variance of 50 one-hot words, and {right:.1%} when a word is "
            "described by the texts in which it appears."
        ),
        values={"wrong": wrong[10], "right": right[10]},
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("PCA does not shorten one-hot words"),
    topic="training",
    story=N_(
        "One-hot vectors are as long as the vocabulary, so people want them shorter, and PCA is known for leaving out "
        "the directions that matter least."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "All one-hot words are equally far apart. For V words, each counted once, PCA finds V - 1 directions of equal "
        "variance: none matters less. It needs vectors in which words have something in common, as counts or learned "
        "embeddings can have."
    ),
    outcome=_outcome,
)
