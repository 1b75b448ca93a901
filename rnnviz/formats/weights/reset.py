"""Where a GRU resets: weights made for one place mean something else in the other."""

from typing import get_args

import numpy as np

from rnnviz.errors import WeightsError
from rnnviz.formats.weights.blocks import Blocks
from rnnviz.formats.weights.layout import Layout, Reset
from rnnviz.words import N_


def check_reset(cell: str, reset: str) -> Reset | None:
    """``reset`` for a GRU, None for all others.

    Raises:
        WeightsError: it is neither "after" nor "before".
    """
    if cell != "GRU":
        return None
    for known in get_args(Reset):
        if reset == known:
            place: Reset = known
            return place
    raise WeightsError(
        "weights-reset-word",
        N_('reset must be "after" (the product, as nn.GRU) or "before" (it), got {got}. Choose one.'),
        got=repr(reset),
    )


def moved(blocks: Blocks, source: Layout, target: Layout, keep: str) -> Blocks:
    """The blocks for a GRU that resets where ``target`` does.

    ``r * (W_hn h + b_hn)`` and ``W_hn (r * h)`` are the same for every h and r only where W_hn is diagonal (always, if
    hidden_size is 1) and b_hn is 0. Before the product b_hn is added outside, as b_in is: the two can be added up.

    Args:
        blocks: one direction of one layer.
        source: whose weights they are.
        target: whose they become.
        keep: the argument that leaves the reset where it is; empty where ``target`` knows no other place.

    Raises:
        WeightsError: the two GRUs differ for these weights.
    """
    if source.reset == target.reset:
        return blocks
    W_hn = blocks.weights["hh", "n"]
    apart = np.abs(W_hn[~np.eye(len(W_hn), dtype=bool)])
    b_hn = blocks.biases.get(("hh", "n"), np.zeros_like(W_hn[0]))
    inside = source.reset == "after"
    if apart.any() or (inside and b_hn.any()):
        facts = {
            "source": source.framework,
            "before": _FORMULAS[source.reset or "after"],
            "after": _FORMULAS[target.reset or "after"],
            "apart": f"{apart.max(initial=0):.3g}",
            "b_hn": f"{np.abs(b_hn).max():.3g}",
            "keep": keep,
        }
        if not keep:
            raise WeightsError(
                "weights-reset-only",
                N_(
                    "These weights from {source} are made for {before}, and would be used in {after}. The two agree "
                    "only if W_hn is diagonal and b_hn is 0; here the largest number off the diagonal is {apart}, the "
                    "largest |b_hn| is {b_hn}. Convert to Keras or ONNX, which know both forms."
                ),
                **facts,
            )
        raise WeightsError(
            "weights-reset",
            N_(
                "These weights from {source} are made for {before}, and would be used in {after}. The two agree only "
                "if W_hn is diagonal and b_hn is 0; here the largest number off the diagonal is {apart}, the largest "
                "|b_hn| is {b_hn}. Pass {keep}, for a GRU that resets where this one does."
            ),
            **facts,
        )
    if inside or not blocks.biases:
        return blocks
    b_in = blocks.biases["ih", "n"]
    return Blocks(blocks.weights, {**blocks.biases, ("ih", "n"): b_in + b_hn, ("hh", "n"): np.zeros_like(b_hn)})


_FORMULAS: dict[Reset, str] = {"after": "r * (W_hn @ h + b_hn)", "before": "W_hn @ (r * h) + b_hn"}
