"""The real app in a real browser.

One server and one Chromium serve all tests; each test has a fresh profile. A test fails when the browser's console
shows an error or the page asks for anything outside this machine. A failed test leaves a picture in ``build/failures``
and the server's log in the report.
"""

import re
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from scripts.chromium import FLAGS, NoChromiumError, find
from scripts.serve import Server, serving
from tests.browser.guard import OFFLINE, Guard

FAILURES = Path("build/failures")

FAILED = pytest.StashKey[bool]()

MakePage = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium_path() -> str:
    try:
        return find()
    except NoChromiumError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=[*FLAGS, OFFLINE])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def app(chromium_path: str) -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture
def app_url(app: Server) -> str:
    return app.url


@pytest.fixture
def make_page(browser: Browser, app: Server, request: pytest.FixtureRequest) -> Iterator[MakePage]:
    """Make pages: ``make_page(dark=True, width=800, height=600, touch=True)``."""
    opened: list[tuple[BrowserContext, Page, Guard]] = []

    def make(
        *,
        dark: bool = False,
        width: int = 1920,
        height: int = 1080,
        touch: bool = False,
        motion: Literal["reduce", "no-preference"] = "no-preference",
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            has_touch=touch,
            reduced_motion=motion,
            locale="en-GB",
            permissions=["clipboard-read", "clipboard-write"],
        )
        page = context.new_page()
        opened.append((context, page, Guard(page)))
        return page

    yield make
    for number, (context, page, _) in enumerate(opened):
        if request.node.stash.get(FAILED, False):
            FAILURES.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=FAILURES / f"{re.sub(r'[^0-9A-Za-z_]+', '-', request.node.name)}-{number}.png")
        context.close()
    problems = [problem for _, _, guard in opened for problem in guard.problems]
    assert not problems, "\n".join(problems)


@pytest.fixture
def page(make_page: MakePage) -> Page:
    """A blank light page of 1920 x 1080."""
    return make_page()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed:
        item.stash[FAILED] = True
        server = getattr(item, "funcargs", {}).get("app")
        if server is not None and server.log_file.exists():
            report.sections.append(("Log of the app", server.log))
    return report
