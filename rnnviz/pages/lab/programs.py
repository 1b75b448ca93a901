"""The two programs side by side; the lines in which they differ stand out."""

import difflib
import html
from collections.abc import Mapping

import streamlit as st

from rnnviz.lessons.pitfalls import Pitfall, program, run
from rnnviz.pages.lab.chosen import seed_of
from rnnviz.pages.visit import Visit

KNOWN: Mapping[str, str] = {"wrong": "✗", "right": "✓"}
"""The marks of the programs once they may be seen."""


def programs(visit: Visit, pitfall: Pitfall) -> None:
    """What stands before, then what people write and what is right."""
    _ = visit.translate
    seed = seed_of(visit)
    found = run(pitfall, seed)
    setup(pitfall, seed)
    wrong, right = st.columns(2, gap="small")
    with wrong:
        st.markdown(bold(KNOWN["wrong"], _("What people write")))
        st.html(code(pitfall.wrong, pitfall.right, "wrong"))
        if found.wrong.error is not None:
            error = f"{type(found.wrong.error).__name__}: {found.wrong.error}"
            st.html(f'<pre class="program stopped">{html.escape(_short(error))}</pre>')
    with right:
        st.markdown(bold(KNOWN["right"], _("What is right")))
        st.html(code(pitfall.right, pitfall.wrong, "right"))


def bold(*words: str) -> str:
    """A line of Markdown that stands out."""
    return f"**{' '.join(words)}**"


def setup(pitfall: Pitfall, seed: int) -> None:
    """What both programs begin with."""
    whole = program(pitfall, "right", seed)
    st.html(f'<pre class="program">{html.escape(whole[: whole.rindex(pitfall.right.strip())].strip())}</pre>')


def code(own: str, other: str, kind: str) -> str:
    """A program as HTML; lines that the other one has not are marked."""
    lines = own.strip().splitlines()
    marked = []
    for line in difflib.ndiff(other.strip().splitlines(), lines):
        if line.startswith("+ "):
            marked.append(f'<mark class="{kind}">{html.escape(line[2:]) or " "}</mark>')
        elif line.startswith("  "):
            marked.append(f"<span>{html.escape(line[2:]) or ' '}</span>")
    return f'<pre class="program">{"".join(marked)}</pre>'


def both_programs(pitfall: Pitfall, seed: int, marks: Mapping[str, str]) -> str:
    """Both programs as one script to copy, in the order and under the marks given: each begins anew.

    What stops with an error is commented out, for the other to run.
    """
    texts = {part: program(pitfall, part, seed) for part in marks}
    if pitfall.raises:
        texts["wrong"] = "".join(f"# {line}" for line in texts["wrong"].splitlines(keepends=True))
    return "\n".join(f"# {mark}\n{texts[part]}" for part, mark in marks.items())


def _short(error: str) -> str:
    """The beginning of what PyTorch says: its lists of reasons are long."""
    first = error.strip().splitlines()[0]
    return first if len(first) <= 300 else first[:299] + "…"
