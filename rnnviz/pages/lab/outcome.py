"""What came of the two programs: a sentence with the numbers, the picture, the reason."""

import streamlit as st

from rnnviz import limits
from rnnviz.lessons.pitfalls import Pitfall, run
from rnnviz.pages.figure_view import figure_view
from rnnviz.pages.lab.chosen import seed_of
from rnnviz.pages.lab.programs import bold
from rnnviz.pages.visit import Visit
from rnnviz.words.markdown import plain


def outcome(visit: Visit, pitfall: Pitfall) -> None:
    """The sentence, the picture beside the reason, and other numbers on demand."""
    _ = visit.translate
    seed = seed_of(visit)
    found = pitfall.outcome(run(pitfall, seed))
    picture, words = st.columns([3, 2], gap="medium")
    with picture:
        figure_view(visit, found.figure(st.context.theme.type == "dark", _), "outcome")
    with words:
        st.markdown(bold(_("What happens")))
        st.markdown(plain(found.said(_)))
        st.markdown(bold(_("Why")))
        st.markdown(plain(_(pitfall.why)))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.button(
                _("Other numbers"),
                key="other_numbers",
                on_click=visit.set,
                args=("seed", (seed + 1) % (limits.MAX_PITFALL_SEED + 1)),
            )
            st.caption(_("Both programs have just run, with seed {seed}.").format(seed=seed))
