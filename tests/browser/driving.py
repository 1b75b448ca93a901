"""What every browser test does: open the app at an address, wait until the server rests, ask for accessibility."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

IDLE = '[data-test-script-state="notRunning"]'
"""Streamlit's own sign that no run of the script is under way."""

PLAYED = ("", "worked-example", "trace")
"""The pages whose first thing is a player."""

TIMEOUT = 60_000
"""Milliseconds for the first view: torch loads on a machine that may be busy."""


def wait_until_idle(page: Page) -> None:
    """Wait for the end of the run under way. What a run changes is waited for by its own value (``expect``)."""
    page.wait_for_selector(IDLE, state="attached", timeout=TIMEOUT)


def open_app(page: Page, url: str, path: str = "", **query: str) -> None:
    """Open a page of the app at an address such as ``?lang=zh``, and wait until its first run has ended.

    A page is idle before its first run, too, and what is drawn in the browser comes to life a moment after the run. A
    page with a player hears keys once that has its parts.
    """
    page.goto(f"{url}/{path}?{urlencode(query)}" if query else f"{url}/{path}", timeout=TIMEOUT)
    page.wait_for_selector('[data-testid^="stBidiComponent"]', state="attached", timeout=TIMEOUT)
    wait_until_idle(page)
    if path in PLAYED:
        page.wait_for_selector('.rnnviz [role="toolbar"]', state="attached", timeout=TIMEOUT)


def accessibility_problems(page: Page, *, within: str | None = None, passed_over: Sequence[str] = ()) -> list[str]:
    """What axe finds wrong, one line for each element; shadow roots are looked into.

    ``within`` is a CSS selector. ``passed_over`` names axe's rules that a third party's markup breaks.
    """
    rules = {name: {"enabled": False} for name in passed_over}
    answer: dict[str, Any] = (
        Axe().run(page, context=within, options={"resultTypes": ["violations"], "rules": rules}).response
    )
    return [
        f"{violation['id']} ({violation['impact']}): {violation['help']}: {node['target']} {node['html'][:200]}"
        for violation in answer["violations"]
        for node in violation["nodes"]
    ]
