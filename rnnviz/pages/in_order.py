"""The head of a page that shows one thing of a list: its title, its place in the list, the ways to its neighbours."""

from collections.abc import Callable, Mapping

import streamlit as st

from rnnviz.pages.visit import Visit


def in_order(visit: Visit, titles: Mapping[str, str], name: str, key: str, go: Callable[[str], None]) -> None:
    """The head of ``name``; ``titles`` are msgids by name, in order, and ``go`` is the callback that shows another."""
    _ = visit.translate
    names = list(titles)
    place = names.index(name)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=key):
        st.title(_(titles[name]), anchor=False, width="stretch")
        st.caption(_("{number} of {count}").format(number=place + 1, count=len(names)), width="content")
        for label, other in ((_("Previous"), place - 1), (_("Next"), place + 1)):
            st.button(
                label,
                key=f"neighbour.{other - place}",
                disabled=not 0 <= other < len(names),
                on_click=go,
                args=(names[other % len(names)],),
            )
