"""One idea of a lesson: its text beside what is live."""

from collections.abc import Iterator
from contextlib import nullcontext
from itertools import groupby

import streamlit as st

from rnnviz.lessons.course import Door
from rnnviz.lessons.course.text import Section, Shown, filled
from rnnviz.lessons.glossary import linked
from rnnviz.pages.course.chosen import Chosen
from rnnviz.pages.course.controls import controls
from rnnviz.pages.course.parts import draw, wide
from rnnviz.pages.say import calm
from rnnviz.pages.visit import Visit


def section(visit: Visit, here: Chosen, part: Section, shown: set[str]) -> None:
    """Heading, text, live parts; what is not wanted (``show=`` in the address) is left out.

    ``shown`` are the controls that stand on the page already; those of this section come to it.
    """
    show = visit.scenario.parts
    st.header(filled(part.heading, here.numbers), anchor=False)
    for under, pieces in _rows(here, part):
        texts = [piece for piece in pieces if isinstance(piece, str)] if "text" in show else []
        names = [piece.name for piece in pieces if isinstance(piece, Shown)] if "live" in show else []
        # A button that leads away stands under the text, so that a slide has room for the picture beside it.
        doors = [name for name in names if isinstance(here.chapter.lesson.live[name], Door)]
        lives = [name for name in names if name not in doors]
        if texts and lives and not under:
            words, pictures = st.columns([2, 3], gap="large")
            with words:
                _text(visit, here, texts)
                _live(visit, here, doors, shown)
            with pictures:
                _live(visit, here, lives, shown)
        else:
            _text(visit, here, texts)
            _live(visit, here, [*lives, *doors], shown)


def _rows(here: Chosen, part: Section) -> Iterator[tuple[bool, list[str | Shown]]]:
    """The parts in rows: those that stand beside each other, and those that stand under each other."""
    for under, pieces in groupby(part.parts, lambda piece: _under(here, piece)):
        yield under, list(pieces)


def _under(here: Chosen, piece: str | Shown) -> bool:
    return isinstance(piece, Shown) and wide(here.chapter.lesson.live[piece.name])


def _text(visit: Visit, here: Chosen, texts: list[str]) -> None:
    for text in texts:
        st.markdown(linked(filled(text, here.numbers), visit.scenario.language))


def _live(visit: Visit, here: Chosen, names: list[str], shown: set[str]) -> None:
    for doors, group in groupby(names, lambda name: isinstance(here.chapter.lesson.live[name], Door)):
        # Doors stand side by side: a screen has no room to stack them.
        with st.container(horizontal=True) if doors else nullcontext():
            for name in group:
                _one(visit, here, name, shown)


def _one(visit: Visit, here: Chosen, name: str, shown: set[str]) -> None:
    wanted = [each for each in here.chapter.lesson.live[name].controls if each not in shown]
    with calm(visit.translate):
        shown.update(wanted)
        controls(visit, here, wanted)
        draw(visit, here, name)
