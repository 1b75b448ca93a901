"""The three places in which GRUs differ, one switch each, and whether other weights would make up for it."""

import streamlit as st

from rnnviz.lessons.conventions import Comparison
from rnnviz.pages.settings import choice
from rnnviz.pages.visit import Visit
from rnnviz.words.markdown import plain


def switches(visit: Visit, found: Comparison) -> None:
    """The switches, then the answer."""
    _ = visit.translate
    st.markdown(_("The weights are those of nn.GRU, block for block; only the equations differ."))
    words = {"after": _("after the product"), "before": _("before the product")}
    choice(visit, "reset", _("The reset gate acts"), tuple(words), words.__getitem__)
    words = {"keeps": _("keeps the old state"), "replaces": _("replaces it")}
    choice(visit, "update", _("An open update gate"), tuple(words), words.__getitem__)
    if visit.scenario.reset == "after":
        words = {"inside": _("inside the bracket of r"), "outside": _("outside")}
        choice(visit, "b_hn", _("b_hn stands"), tuple(words), words.__getitem__)
    st.caption(
        _(
            "PyTorch: after, keeps, inside. Keras: after or before (reset_after), keeps. ONNX: after or before "
            "(linear_before_reset), keeps. TensorFlow 1: before, keeps. Papers: before; Cho 2014 keeps, Chung 2014 "
            "replaces."
        )
    )
    _answer(visit, found)


def _answer(visit: Visit, found: Comparison) -> None:
    _ = visit.translate
    if found.equal:
        said = _("This is the GRU of PyTorch: nothing differs.")
        st.markdown(f"✓ {said}")
    elif found.refused is not None:
        why = {
            "copy-reset": _(
                "W_hn (r * h) is r * (W_hn h) only where W_hn is diagonal: no other weights make up for it."
            ),
            "copy-b-hn": _(
                "In nn.GRU r multiplies b_hn at every step, in this one nothing does. With b_hn = 0 they would be "
                "equal."
            ),
        }
        said = _("No weights make the two equal.")
        st.markdown(f"≠ {said} {plain(why[found.refused.code])}")
    elif found.copied is not None and found.still_apart is not None:
        said = _("A matter of layout: with these weights the two are equal to {difference}.")
        st.markdown(f"✓ {said.format(difference=f'{found.still_apart:.0e}')}")
        st.code(
            "\n".join(f"{name} = {origin}" for name, origin in found.copied.origins.items()), language=None, height=200
        )
        for sentence in found.copied.said(_):
            st.caption(plain(sentence))
