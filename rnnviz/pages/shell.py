"""What every page of the app has: the page list, the sidebar, the language, the space around."""

from pathlib import Path

import streamlit as st

from rnnviz.pages import sidebar
from rnnviz.pages.say import calm
from rnnviz.pages.visit import Visit

_HERE = Path(__file__).parent

# The player is made to fit a projector without scrolling: Streamlit's own empty space goes to it. Its hints beside a
# field ("Press Enter to apply") are in English only.
_STYLE = """
<style>
[data-testid="stMainBlockContainer"] { padding: 1rem 1.25rem 2rem; max-width: none; }
[data-testid="stSidebarHeader"] { height: 2rem; margin-bottom: 0; }
[data-testid="stSidebarUserContent"] { padding-bottom: 1rem; }
[data-testid="stSidebarUserContent"] [data-testid="stVerticalBlock"] { gap: 0.6rem; }
[data-testid="InputInstructions"] { display: none; }
</style>
"""


def app() -> None:
    """Run the app: the sidebar, then the page that the address asks for."""
    visit = Visit.current()
    visit.follow_address()
    _ = visit.translate
    st.set_page_config(page_title=_("rnnviz: step through a recurrent network"), page_icon=":material/steps:", layout="wide")
    st.html(_STYLE)
    page = st.navigation(
        [st.Page(_HERE / "debugger.py", title=_("Debugger"), default=True)],
        position="hidden",
    )
    with calm(_):
        sidebar.brand(visit)
        sidebar.network(visit)
        sidebar.data(visit)
        sidebar.weights(visit)
        sidebar.proof(visit)
        sidebar.take_away(visit)
    page.run()
