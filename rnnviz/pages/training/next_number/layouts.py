"""One sample after the other, or a batch: the same numbers, the same losses, in other shapes and loops."""

import inspect
import textwrap
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
import streamlit as st

from rnnviz.figures.next_number import data_layouts
from rnnviz.pages.figure_view import figure_view
from rnnviz.pages.training.next_number.tasks import task_of
from rnnviz.pages.visit import Visit
from rnnviz.training.next_number import Forecast, Form, NextNumberPlan, SampleForecast, forms
from rnnviz.words import Translation

_MODULES = {"sample": SampleForecast, "batch": Forecast}

_MOST = 32
"""Windows of a batch that goes through one by one here."""


def layouts(visit: Visit, plan: NextNumberPlan) -> None:
    """A drawing, the two loops, and what came of a few steps in each."""
    _ = visit.translate
    dark = st.context.theme.type == "dark"
    batch = task_of(plan).batch(0).input[..., 0].numpy().astype(np.float64)
    figure_view(visit, data_layouts(batch, dark=dark, words=_), "next_layouts")
    label = _("The first steps of a network, in both layouts")
    name = st.segmented_control(label, plan.networks, default=plan.networks[0], required=True, key="layouts_network")
    found = {form.layout: form for form in _forms(plan, name)}
    for column, layout in zip(st.columns(2), ("sample", "batch"), strict=True):
        with column:
            st.code(_source(layout), language="python")
    # On a phone it is wider than the page: it is moved by itself.
    with st.container(key="training-table-layouts"):
        st.markdown(table([found[layout] for layout in ("sample", "batch")], _))


def table(found: Sequence[Form], words: Translation) -> str:
    """A line for each layout, as Markdown."""
    _ = words
    names = {"sample": _("one sample"), "batch": _("(batch, sequence, feature)")}
    losses = _("loss at step {steps}").format(steps=", ".join(map(str, range(len(found[0].losses)))))
    head = [
        _("Layout of the data"),
        _("input of a call"),
        _("h it returns"),
        _("calls for the batch"),
        losses,
        _("ms a step"),
    ]
    lines = [head, ["---", *["---:"] * (len(head) - 1)]]
    for form in found:
        lost = ", ".join(f"{loss:.6f}" for loss in form.losses)
        shapes = [str(form.input), str(form.state)]
        lines.append([names[form.layout], *shapes, f"{form.calls:,}", lost, f"{1000 * form.seconds:.1f}"])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _source(layout: str) -> str:
    """What a network of that layout does, as it runs, without the shapes of its types."""
    lines = textwrap.dedent(inspect.getsource(_MODULES[layout].forward)).splitlines()
    return "\n".join(["def forward(self, input):", *(line.replace(": Tensor =", " =") for line in lines[1:])])


def _forms(plan: NextNumberPlan, name: str) -> tuple[Form, ...]:
    return _few(replace(plan, batch=min(plan.batch, _MOST), networks=(name,), layout="batch", epochs=1), name)


@lru_cache(maxsize=32)
def _few(plan: NextNumberPlan, name: str) -> tuple[Form, ...]:
    return forms(plan, task_of(plan), name)
