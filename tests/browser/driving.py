"""What every browser test does: open the app at an address, wait for what will be, ask for accessibility."""

import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, Page

IDLE = '[data-test-script-state="notRunning"]'
"""Streamlit's own sign that no run of the script is under way."""

PLAYED = ("", "worked-example", "trace")
"""The pages whose first thing is a player."""

TIMEOUT = 180_000
"""Milliseconds for the first view: torch loads on a machine that may be busy."""

PATIENCE = 30.0
"""Seconds in which the browser has drawn what it was asked for."""

Value = TypeVar("Value")


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


def drawn(page: Page | Frame) -> None:
    """Wait for two frames: what was asked for before is painted then."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def soon(read: Callable[[], Value], right: Callable[[Value], object]) -> Value:
    """What `read` gives, once it is right.

    For what Playwright's ``expect`` does not know: what a press changes may be drawn, or told, a while after the press.

    Raises:
        AssertionError: it has not become right; the message holds what was read last.
    """
    end = time.monotonic() + PATIENCE
    while not right(value := read()):
        assert time.monotonic() < end, f"after {PATIENCE:.0f} s it is still {value!r}"
        time.sleep(0.02)
    return value


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
