"""Errors on the screen: one sentence where it happened, never a traceback."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from rnnviz.errors import MarkedError, RnnvizError
from rnnviz.words import N_, Translation
from rnnviz.words.markdown import plain

LOG = logging.getLogger("rnnviz")


def say(error: RnnvizError, translate: Translation) -> None:
    """Show the error's sentence here, in the language of the visit; under it the place in a text, if it has one."""
    if isinstance(error, MarkedError) and error.marked:
        st.error(plain(error.sentence(translate)))
        st.code(error.marked, language=None)
    else:
        st.error(plain(error.message(translate)))


def say_lightly(error: RnnvizError, translate: Translation) -> None:
    """The same for something that was put right without being asked."""
    st.warning(plain(error.message(translate)))


def as_error(error: Exception) -> RnnvizError:
    """``error`` as one that can be said: what only we can mend goes to the log, and a calm sentence to the screen."""
    if isinstance(error, RnnvizError):
        return error
    LOG.error("a part of the page failed", exc_info=error)
    return RnnvizError("inside", N_("Something went wrong in this part of the page. Change a setting, or press Reset."))


@contextmanager
def calm(translate: Translation) -> Iterator[None]:
    """Whatever goes wrong inside becomes one sentence on the screen."""
    try:
        yield
    except Exception as error:
        say(as_error(error), translate)
