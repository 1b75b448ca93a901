"""The topics of the glossary, and the way to each."""

from collections.abc import Mapping

import streamlit as st

from rnnviz.lessons.glossary import TOPICS
from rnnviz.pages.visit import Visit
from rnnviz.words import Translation

SYMBOLS = "symbols"
"""The anchor of the table of symbols."""


def contents(visit: Visit) -> None:
    """A link to each topic of the page, and to the table of symbols."""
    _ = visit.translate
    found = {**topic_names(_), SYMBOLS: symbols_title(_)}
    with st.sidebar.container(key="glossary_contents"):
        st.markdown("\n".join(f"- [{name}](#{topic})" for topic, name in found.items()))


def topic_names(words: Translation) -> Mapping[str, str]:
    """What each topic is called, in their order."""
    _ = words
    names = {
        "basics": _("Basics"),
        "cells": _("Cell types, gates and states"),
        "shapes": _("Shapes and PyTorch's names"),
        "sequences": _("Sequences in and out"),
        "training": _("Gradients and training"),
        "words": _("Words and attention"),
    }
    return {topic: names[topic] for topic in TOPICS}


def symbols_title(words: Translation) -> str:
    """The heading of the table of symbols."""
    _ = words
    return _("Who writes what how")
