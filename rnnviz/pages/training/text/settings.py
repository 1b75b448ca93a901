"""The network's sizes, and how samples are drawn."""

import streamlit as st

from rnnviz.pages.form.fields import complaints, line, number, option
from rnnviz.pages.visit import Visit
from rnnviz.training.text import CharactersPlan
from rnnviz.training.text.model import CELL_TYPES

_PAIRS = (("hidden_size", "embedding"), ("seq_len", "epochs"), ("dropout", "vocabulary"))


def network(visit: Visit, plan: CharactersPlan) -> None:
    """Cell type and sizes."""
    _ = visit.translate
    labels = {
        "hidden_size": _("Hidden size"),
        "embedding": _("Embedding"),
        "seq_len": _("Characters of a sequence"),
        "epochs": _("Epochs"),
        "dropout": _("Dropout"),
        "vocabulary": _("Characters told apart, at most"),
    }
    option(visit, plan, "cell_type", _("Cell type"), CELL_TYPES)
    option(visit, plan, "num_layers", _("Layers"), (1, 2, 3))
    for pair in _PAIRS:
        _beside(visit, plan, {setting: labels[setting] for setting in pair})


def samples(visit: Visit, plan: CharactersPlan) -> None:
    """What samples go on from while it learns, and how."""
    _ = visit.translate
    line(visit, plan, "prompt", _("Prompt of the samples"))
    complaints(visit, plan, "prompt")
    _beside(visit, plan, {"temperature": _("Temperature"), "top_k": _("top-k, 0 for all")})


def _beside(visit: Visit, plan: CharactersPlan, labels: dict[str, str]) -> None:
    for column, (setting, label) in zip(
        st.columns(len(labels), vertical_alignment="bottom"), labels.items(), strict=True
    ):
        with column:
            number(visit, plan, setting, label)
    complaints(visit, plan, *labels)
