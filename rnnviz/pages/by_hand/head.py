"""What the module is, and what to look at in its code."""

import streamlit as st

from rnnviz.lessons.by_hand import ENTRIES
from rnnviz.pages.say import plain
from rnnviz.pages.visit import Visit


def head(visit: Visit) -> None:
    """Title and idea, and the modules before and after."""
    _ = visit.translate
    names = list(ENTRIES)
    place = names.index(visit.scenario.module)
    entry = ENTRIES[visit.scenario.module]
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="module_head"):
        st.title(_(entry.title), anchor=False, width="stretch")
        st.caption(_("{number} of {count}").format(number=place + 1, count=len(names)), width="content")
        for label, other in ((_("Previous"), place - 1), (_("Next"), place + 1)):
            st.button(
                label,
                key=f"neighbour.{other - place}",
                disabled=not 0 <= other < len(names),
                on_click=visit.open,
                kwargs={"module": names[other % len(names)]},
            )
    st.markdown(plain(_(entry.idea)))
