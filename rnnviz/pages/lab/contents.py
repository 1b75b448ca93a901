"""The list of the pitfalls, topic by topic, and the way to the next."""

from functools import partial

import streamlit as st

from rnnviz.lessons.pitfalls import TOPICS, pitfalls
from rnnviz.pages.buttons import buttons
from rnnviz.pages.in_order import in_order
from rnnviz.pages.visit import Visit
from rnnviz.words import Translation


def contents(visit: Visit, name: str) -> None:
    """Every pitfall under its topic."""
    _ = visit.translate
    with st.sidebar:
        for topic in TOPICS:
            found = {other: pitfall.title for other, pitfall in pitfalls().items() if pitfall.topic == topic}
            if not found:
                continue
            st.markdown(f"**{_topics(_)[topic]}**")
            go = partial(visit.set, "pitfall")
            buttons(visit, found, name, go, kind="pitfall", key=f"topic.{topic}")


def neighbours(visit: Visit, name: str) -> None:
    """The title, where one is in the list, and the ones before and after."""
    titles = {other: pitfall.title for other, pitfall in pitfalls().items()}
    in_order(visit, titles, name, "pitfall_head", partial(visit.set, "pitfall"))


def _topics(words: Translation) -> dict[str, str]:
    _ = words
    return {
        "shapes": _("Shapes and batches"),
        "directions": _("Layers and directions"),
        "lengths": _("Lengths and padding"),
        "states": _("States and memory"),
        "weights": _("Weights and gates"),
        "training": _("Training and use"),
    }
