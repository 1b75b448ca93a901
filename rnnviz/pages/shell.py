"""What every page of the app has: the page list, the sidebar, the language, the space around."""

from base64 import b64encode
from pathlib import Path

import streamlit as st

from rnnviz.pages import sidebar
from rnnviz.pages.page_list import DEBUGGER, SHAPES, WORKED_EXAMPLE, page_list
from rnnviz.pages.say import calm
from rnnviz.pages.visit import Visit
from rnnviz.theme import page_colours

SIDEBAR_WIDTH = 320
"""Pixels; on a phone the sidebar is folded away at first."""

_HERE = Path(__file__).parent

# Within the page: as a file it would be gone from the server while the browser still asks for it.
_ICON = f"data:image/png;base64,{b64encode((_HERE / 'static' / 'icon.png').read_bytes()).decode()}"

# The player is made to fit a projector without scrolling: Streamlit's own empty space goes to it. What Streamlit says
# in English only, its menu and its hints beside a field ("Press Enter to apply"), is not shown. Nothing fades or moves
# while the page is drawn again.
_STYLE = """
<style>
[data-testid="stHeader"] { background: none; }
[data-testid="stHeader"], [data-testid="stHeader"] * { pointer-events: none; }
[data-testid="stHeader"] button, [data-testid="stHeader"] button * { pointer-events: auto; }
[data-testid="stMainMenu"], [data-testid="InputInstructions"] { display: none; }
[data-testid="stMainBlockContainer"] { padding: 0.75rem 1.25rem 2rem; max-width: none; }
[data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] { gap: 0.5rem; }
[data-testid="stSidebarHeader"] { height: 2.5rem; margin-bottom: 0; }
[data-testid="stSidebarUserContent"] { padding-bottom: 1rem; }
[data-testid="stSidebarUserContent"] [data-testid="stVerticalBlock"] { gap: 0.75rem; }
[data-testid="stSidebarUserContent"] h1 { padding: 0; font-size: 1.6rem; }
[data-testid="stSidebarUserContent"] [data-testid="stButtonGroup"] button { padding-inline: 0.6rem; }
[data-testid="stButtonGroup"] [data-selected="true"] { background: ACCENT !important; border-color: ACCENT !important; }
[data-testid="stButtonGroup"] [data-selected="true"] p { color: #FFFFFF; }
[data-testid="stMainBlockContainer"] h1 { padding: 0; font-size: 1.6rem; }
[data-testid="stMainBlockContainer"] h2 { padding: 0; font-size: 1.15rem; }
[data-testid="stCaptionContainer"] { color: inherit; opacity: 0.85; }
.st-key-sheet { min-height: 30rem; }
.checks { display: grid; gap: 0.5rem; }
.check { border-left: 0.3rem solid currentColor; padding: 0.1rem 0 0.1rem 0.7rem; }
.check.fails { border-left-style: double; }
.check code, .parameter code { font-size: 0.92rem; background: none; padding: 0; color: inherit; }
.check .result { margin-left: 0.8rem; white-space: nowrap; }
.check p { margin: 0; opacity: 0.85; font-size: 0.92rem; }
.weights { display: grid; gap: 0.3rem; }
.weights .legend { margin: 0 0 0.3rem; display: flex; flex-wrap: wrap; gap: 0.2rem 0.6rem; font-size: 0.9rem; }
.weights .swatch { display: inline-block; width: 1rem; height: 1rem; border-radius: 0.2rem; }
.parameter { display: grid; grid-template-columns: 12rem 6rem 1fr; align-items: center; gap: 0.5rem; }
.ruler, .gate { display: flex; gap: 2px; min-width: 0; }
.block { flex: 1; min-width: 2.2rem; padding: 0 0.3rem; border-radius: 0.2rem; font-size: 0.8rem; }
.block { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.joined { display: grid; gap: 2px; }
.proof { overflow-x: auto; }
.proof table { border-collapse: collapse; font-size: 0.95rem; font-variant-numeric: tabular-nums; white-space: nowrap; }
.proof th, .proof td { padding: 0.2rem 0.9rem 0.2rem 0; text-align: right; }
.proof thead th { font-weight: 400; font-size: 0.85rem; vertical-align: bottom; opacity: 0.8; }
.proof tbody tr { border-top: 1px solid color-mix(in srgb, currentColor 15%, transparent); }
[data-stale="true"] { opacity: 1 !important; }
@media (min-width: 60rem) and (min-aspect-ratio: 4/3) { .st-key-player { min-height: calc(100vh - 1.9rem); } }
@media (max-width: 48rem) { [data-testid="stMainBlockContainer"] { padding: 3.25rem 0.5rem 2rem; } }
</style>
""".replace("ACCENT", page_colours().accent)


def app() -> None:
    """Run the app: what every page has, then the page that the address asks for."""
    visit = Visit.current()
    page = st.navigation(list(page_list().values()), position="hidden")
    visit.enter(page.url_path)
    visit.follow_address()
    _ = visit.translate
    titles = {
        DEBUGGER: _("rnnviz: step through a recurrent network"),
        WORKED_EXAMPLE: _("rnnviz: the worked example"),
        SHAPES: _("rnnviz: the shape explorer"),
    }
    st.set_page_config(
        page_title=titles[visit.page],
        page_icon=_ICON,
        layout="wide",
        initial_sidebar_state=SIDEBAR_WIDTH,
    )
    st.html(_STYLE)
    with calm(_):
        sidebar.brand(visit)
        sidebar.pages(visit)
    page.run()
