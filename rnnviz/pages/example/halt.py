"""Why the run as printed stops, and what would help."""

import streamlit as st

from rnnviz.lessons.worked_example import ByHand, by_hand, proof
from rnnviz.pages.example.full_rows import full_rows
from rnnviz.pages.example.given import given
from rnnviz.pages.visit import Visit
from rnnviz.words import Translation
from rnnviz.words.markdown import plain


def halt(visit: Visit) -> None:
    """What this run says of the printed text, PyTorch's own refusal, and the way to rows enough."""
    _ = visit.translate
    numbers = given(visit.scenario)
    run = by_hand(numbers)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(_("Why it stops") if run.stopped else _("What is wrong with it"), anchor=False, width="stretch")
        st.button(_("Give it full rows"), on_click=visit.set, args=("reading", "full"), key="give_rows")
    st.markdown("\n".join(f"- {plain(sentence)}" for sentence in _reasons(_, run)))
    try:
        proof(numbers)
    except RuntimeError as refusal:
        st.code(str(refusal), language=None, wrap_lines=True)
    full_rows(visit)


def _reasons(_: Translation, run: ByHand) -> list[str]:
    took = ", ".join(f"{part.block} {part.rows}" for part in run.slices)
    there = sum(part.rows for part in run.slices)
    template = _("With 2 rows for each block {wanted} are wanted; there are {there}. The slices took: {took}.")
    told = [template.format(wanted=run.slices[-1].stop, there=there, took=took)]
    if run.shrunk:
        told.append(_("Nothing complains, but h comes out with 1 unit where 2 went in."))
    if run.stopped:
        told.append(
            _(
                "In Python a slice past the last row is no error, only empty or short. "
                "The error comes later, at {operation}, where two shapes do not fit."
            ).format(operation=run.stopped.operation.name)
        )
    else:
        told.append(_("With a second time step the shrunken h meets a weight with two columns, and the run stops."))
    if run.cell_type.name == "LSTM":
        shapes = ", ".join(str((part.rows,)) for part in run.slices)
        template = _(
            "Two claims of the printed text fail: running this does not show each gate, and no slice of the sums has "
            "two dimensions: their shapes are {shapes}."
        )
        told.append(template.format(shapes=shapes))
    return [*told, _("PyTorch refuses such weights from the start:")]
