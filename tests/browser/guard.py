"""A page that notices what must never happen: an error in the browser's console, a request to the outside."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

from rnnviz.pages.page_list import PAGES

OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
"""A flag of Chromium: no host but this machine has an address."""

STREAMLITS_OWN = re.compile(rf"//[^/]+/({'|'.join(filter(None, PAGES))})/_stcore/(health|host-config)$")
"""Opened at a page's path, Streamlit's client first asks whether the app lives below that path."""


class Guard:
    """Watches one page; ``problems`` holds one line for each thing that must not be."""

    def __init__(self, page: Page) -> None:
        self.problems: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.problems.append(f"uncaught: {error}"))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        url = message.location.get("url", "")
        if message.type == "error" and not STREAMLITS_OWN.search(url):
            self.problems.append(f"console: {message.text} ({url})")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname not in {"127.0.0.1", "localhost"}:
            self.problems.append(f"request to the outside: {request.url}")
