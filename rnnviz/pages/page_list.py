"""The pages of the app, by their path in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import streamlit as st
from streamlit.navigation.page import Page

from rnnviz.words import N_

DEBUGGER, WORKED_EXAMPLE, SHAPES, PITFALLS = "", "worked-example", "shapes", "pitfalls"
BY_HAND, CONVENTIONS, TRACE, MEMORY = "by-hand", "conventions", "trace", "memory"
TRAIN, TEXT, STRINGS, MEMORY_TASKS = "train", "text", "sequence-to-sequence", "memory-tasks"
YOUR_MODEL = "your-model"
LESSONS, LESSON, GLOSSARY = "lessons", "lesson", "glossary"

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list.

    Attributes:
        file: that runs it, in this folder.
        name: on the way there, in English.
        title: of the browser's window, in English.
        inside: the page that leads to it, if it is not in the list of ways itself.
    """

    file: str
    name: str
    title: str
    inside: str | None = None


PAGES: Mapping[str, Listed] = MappingProxyType(
    {
        DEBUGGER: Listed("debugger.py", N_("Debugger"), N_("rnnviz: step through a recurrent network")),
        LESSONS: Listed("lessons.py", N_("Lessons"), N_("rnnviz: lessons")),
        LESSON: Listed("lesson.py", N_("Lesson"), N_("rnnviz: a lesson"), inside=LESSONS),
        WORKED_EXAMPLE: Listed("worked_example.py", N_("Worked example"), N_("rnnviz: the worked example")),
        SHAPES: Listed("shapes.py", N_("Shapes"), N_("rnnviz: the shape explorer")),
        PITFALLS: Listed("pitfalls.py", N_("Pitfalls"), N_("rnnviz: the pitfall lab")),
        BY_HAND: Listed("by_hand_modules.py", N_("By hand"), N_("rnnviz: modules written by hand")),
        CONVENTIONS: Listed("between_frameworks.py", N_("Conventions"), N_("rnnviz: what frameworks do differently")),
        MEMORY: Listed("memory_and_gradients.py", N_("Memory"), N_("rnnviz: memory and gradients")),
        TRAIN: Listed("train.py", N_("Next number"), N_("rnnviz: the next number")),
        TEXT: Listed("text.py", N_("Characters"), N_("rnnviz: a character model")),
        STRINGS: Listed("strings.py", N_("Encoder, decoder"), N_("rnnviz: sequence to sequence")),
        MEMORY_TASKS: Listed("memory_tasks.py", N_("Memory tasks"), N_("rnnviz: memory tasks")),
        YOUR_MODEL: Listed("your_model.py", N_("Your model"), N_("rnnviz: your own model")),
        TRACE: Listed("trace.py", N_("Code, line by line"), N_("rnnviz: code, line by line")),
        GLOSSARY: Listed("glossary.py", N_("Glossary"), N_("rnnviz: glossary")),
    }
)
"""In their order."""


def page_list() -> dict[str, Page]:
    """The pages as Streamlit takes them. Files, because its own test runner reaches no others."""
    return {
        path: st.Page(_HERE / page.file, url_path=path or None, default=path == DEBUGGER)
        for path, page in PAGES.items()
    }
