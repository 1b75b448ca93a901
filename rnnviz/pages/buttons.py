"""A list of things to choose from, one button each; the one that is shown stands out."""

from collections.abc import Callable, Mapping

import streamlit as st

from rnnviz.pages.visit import Visit


def buttons(
    visit: Visit, titles: Mapping[str, str], chosen: str, go: Callable[[str], None], *, kind: str, key: str
) -> None:
    """A button for each of ``titles``, msgids by name; ``go`` is the callback that shows another.

    ``kind`` begins the key of each button, ``key`` is that of the list.
    """
    _ = visit.translate
    with st.container(gap=None, key=key):
        for name, title in titles.items():
            st.button(
                _(title),
                key=f"{kind}.{name}",
                type="primary" if name == chosen else "tertiary",
                on_click=go,
                args=(name,),
                width="stretch",
            )
