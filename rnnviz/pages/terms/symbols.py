"""The table of who writes what how."""

import streamlit as st

from rnnviz.lessons.glossary import notations
from rnnviz.pages.terms.contents import SYMBOLS, symbols_title
from rnnviz.pages.terms.headings import heading
from rnnviz.pages.visit import Visit
from rnnviz.theme import page_colours
from rnnviz.words import Translation
from rnnviz.words.markdown import plain


def symbols(visit: Visit) -> None:
    """The same thing in PyTorch, Keras, the papers and the textbooks; on a phone the table scrolls in its frame."""
    _ = visit.translate
    heading(SYMBOLS, symbols_title(_))
    st.markdown(
        _(
            "The same letters mean different things: i, o, c and z above all. An empty place has no sign of its own, "
            "or none that could be looked up. The names lead to the sources."
        )
    )
    # The first column stays while the others scroll under it.
    background = page_colours(st.context.theme.type == "dark").page
    st.html(f"<style>.st-key-symbols_table :is(th, td):first-child {{ background: {background}; }}</style>")
    with st.container(key="symbols_table"):
        st.markdown(table(_))
    st.caption(" · ".join(f"{plain(one.name)}: {plain(one.source)}" for one in notations().notations))


def table(words: Translation) -> str:
    """The table as Markdown."""
    _ = words
    names, said = row_names(_), values(_)
    sources = (f"[{plain(one.name)}]({one.address})" for one in notations().notations)
    meaning = _("Meaning")
    lines = [f"| {meaning} | {' | '.join(sources)} |", "| :-- " * (1 + len(notations().notations)) + "|"]
    for row in notations().rows:
        signs = (one.symbols.get(row, "") for one in notations().notations)
        lines.append(f"| {names[row]} | {' | '.join(said.get(sign, sign) for sign in signs)} |")
    return "\n".join(lines)


def row_names(words: Translation) -> dict[str, str]:
    """What each row is about."""
    _ = words
    return {
        "input": _("input"),
        "hidden_state": _("hidden state"),
        "hidden_before": _("hidden state of the step before"),
        "cell_state": _("cell state"),
        "input_gate": _("input gate"),
        "forget_gate": _("forget gate"),
        "candidate": _("candidate of an LSTM"),
        "output_gate": _("output gate"),
        "reset_gate": _("reset gate"),
        "update_gate": _("update gate"),
        "gru_candidate": _("candidate of a GRU"),
        "weights_ih": _("weights of the input"),
        "weights_hh": _("weights of the hidden state"),
        "biases": _("biases"),
        "lstm_order": _("order of an LSTM's gates"),
        "gru_order": _("order of a GRU's gates"),
        "update_open": _("an open update gate"),
        "reset_acts": _("the reset gate acts"),
    }


def values(words: Translation) -> dict[str, str]:
    """The words among the signs."""
    _ = words
    return {
        "none": _("there is none"),
        "keeps": _("keeps the old state"),
        "replaces": _("replaces the old state"),
        "before": _("before the matrix product"),
        "after": _("after the matrix product"),
    }
