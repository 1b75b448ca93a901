"""Equal or not: the difference, where each weight went, and why."""

import streamlit as st

from rnnviz.lessons.by_hand import Comparison
from rnnviz.lessons.by_hand.picture import picture
from rnnviz.pages.figure_view import figure_view
from rnnviz.pages.visit import Visit
from rnnviz.words.markdown import plain


def proof(visit: Visit, found: Comparison) -> None:
    """The verdict, the two over time, where the weights went, and the reason."""
    _ = visit.translate
    worst, beside = float(found.apart.max()), found.entry.beside
    if worst == 0:
        said = _("equal to {module}, bit for bit").format(module=beside)
    elif found.equal:
        said = _("equal to {module} to {difference}").format(module=beside, difference=f"{worst:.0e}")
    else:
        said = _("differs from {module} by {difference}").format(module=beside, difference=f"{worst:.2f}")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        # A sign, not an icon: icons are read out by their English names.
        st.badge(f"{'✓' if found.equal else '≠'} {said}", color="green" if found.equal else "orange")
        own, other = found.parameters
        st.caption(_("{own} parameters, {module} has {other}").format(own=own, module=beside, other=other))
    figure_view(visit, picture(found, dark=st.context.theme.type == "dark", words=_), "by_hand")
    if found.entry.equal:
        st.markdown(plain(_(found.entry.equal)))
    if found.copied is not None:
        went = _("Where the weights went")
        st.markdown(f"**{went}**")
        lines = [f"{name} = {origin}" for name, origin in found.copied.origins.items()]
        st.code("\n".join(lines), language=None, height=min(300, 30 + 24 * len(lines)))
        for sentence in found.copied.said(_):
            st.caption(plain(sentence))
