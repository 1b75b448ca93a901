"""``W_aa`` and ``W_ax`` below each other: they share rows, not columns."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import Sheet, compared_heatmaps
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch

torch.manual_seed(0)
W_aa = torch.randint(-9, 10, (4, 4)).float()  # 4 hidden units
W_ax = torch.randint(-9, 10, (4, 3)).float()  # 3 inputs
a, x = torch.randn(4), torch.randn(3)
two_products = W_aa @ a + W_ax @ x
"""

WRONG = """
W = torch.cat([W_aa, W_ax], dim=0)
one_product = W @ torch.cat([a, x])
"""

RIGHT = """
W = torch.cat([W_aa, W_ax], dim=1)
one_product = W @ torch.cat([a, x])
"""


def _outcome(run: Run) -> Outcome:
    W = run.right["W"]
    apart = (run.right["one_product"] - run.right["two_products"]).abs().max().item()
    from_a = [f"a{place}" for place in range(len(run.right["a"]))]
    from_x = [f"x{place}" for place in range(len(run.right["x"]))]

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        parts = [
            Sheet(_sized(name, run.right[name].shape), run.right[name].numpy(), "neutral", columns=columns)
            for name, columns in (("W_aa", from_a), ("W_ax", from_x))
        ]
        return compared_heatmaps(
            [*parts, Sheet(_sized("dim=1", W.shape), W.numpy(), "right", columns=[*from_a, *from_x])],
            title=_("Two matrices with the same rows, and side by side"),
            down=_("unit"),
            across=_("weight for"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            'With dim=0 PyTorch stops: "{error}". With dim=1 W is {rows} x {columns}, and one product gives what the '
            "two gave, to within {apart:.4f}."
        ),
        values={
            "error": str(run.wrong.error).partition(" for tensor")[0],
            "rows": W.shape[0],
            "columns": W.shape[1],
            "apart": apart,
        },
        figure=figure,
    )


def _sized(name: str, shape: tuple[int, ...]) -> str:
    return f"{name}: {' x '.join(map(str, shape))}"


PITFALL = Pitfall(
    title=N_("Two matrices joined along the wrong axis"),
    topic="weights",
    story=N_(
        "W_aa a + W_ax x can be one product instead of two. The vectors a and x are put below each other, so people "
        "put the matrices below each other too."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "Both matrices have one row for each hidden unit; their columns differ, one for each entry of a or of x. So "
        "they stand side by side, and the vectors below each other: every column meets its entry. Were the sizes "
        "equal, dim=0 would run, and the product after it would not."
    ),
    outcome=_outcome,
    raises=True,
)
