"""Networks that began with the same weights: the same in all steps, or not, where one bias takes the place of two."""

from collections.abc import Mapping

import numpy as np
import streamlit as st

from rnnviz.figures import Curve, curves
from rnnviz.pages.figure_view import figure_view
from rnnviz.pages.training.next_number.looks import LOOKS
from rnnviz.pages.training.next_number.tasks import task_of
from rnnviz.pages.visit import Visit
from rnnviz.training.next_number import FUSED, NextNumberPlan, first_moves
from rnnviz.training.runs import Look

_ONE = "by_hand.JoinedLSTM"

_NOTHING = 1e-9
"""Losses that are equal have no place on an axis by powers of ten: they stand at its foot."""


def one_bias(visit: Visit, plan: NextNumberPlan, look: Look) -> None:
    """How far the losses by hand are from PyTorch's, and why they part with one bias."""
    _ = visit.translate
    rows = look.losses
    columns = {name: rows[:, place] for place, name in enumerate(look.names)}
    pairs = [(name, FUSED[name]) for name in look.names if FUSED.get(name) in columns]
    if not pairs or not len(rows):
        return
    dark = st.context.theme.type == "dark"
    lines = [
        Curve(
            f"{name} − {other}", np.maximum(np.abs(columns[name] - columns[other]), _NOTHING), LOOKS[name].colour(dark)
        )
        for name, other in pairs
    ]
    figure = curves(
        range(len(rows)),
        lines,
        title=_("Losses from the same weights on: by hand against PyTorch"),
        across=_("step of the optimizer"),
        up=_("how far apart"),
        logarithmic="y",
        height=300,
        dark=dark,
    )
    figure_view(visit, figure, "next_apart")
    if _ONE not in columns:
        return
    moves = first_moves(plan, task_of(plan))
    st.markdown(
        _(
            "With two biases for each gate, as PyTorch has them, each gets the gradient of their sum, and both move: "
            "after the first step their sum has moved by {two} on average. The one bias of `{network}` has moved by "
            "{one}: as if it had {share} of the learning rate. So this network goes a way of its own."
        ).format(two=f"{moves['nn.LSTM']:.3g}", one=f"{moves[_ONE]:.3g}", network=_ONE, share=_share(moves))
    )


def _share(moves: Mapping[str, float]) -> str:
    return f"{100 * moves[_ONE] / moves['nn.LSTM']:.0f} %"
