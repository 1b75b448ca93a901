"""The real app in a real browser.

One server and one Chromium serve all tests. So do a few pages: a new one would load and compile all scripts of the app
again, which takes longer than most tests. Between two tests a page is emptied, and so is what it has stored. A test
fails when the browser's console shows an error or the page asks for anything outside this machine. A failed test leaves
a picture in ``build/failures`` and the server's log in the report.
"""

import re
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page, Route, sync_playwright

from scripts.chromium import FLAGS, NoChromiumError, find
from scripts.serve import Server, serving
from tests.browser.guard import OFFLINE, Guard

FAILURES = Path("build/failures")

FAILED = pytest.StashKey[bool]()

MakePage = Callable[..., Page]
Opened = Callable[..., Frame]


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


@dataclass(frozen=True)
class Used:
    """A page, and what must be known of it to use it once more."""

    page: Page
    guard: Guard
    touch: bool
    scripted: bool


@pytest.fixture(scope="session")
def idle() -> list[Used]:
    """The pages that no test has open."""
    return []


@pytest.fixture
def make_page(browser: Browser, app: Server, idle: list[Used], request: pytest.FixtureRequest) -> Iterator[MakePage]:
    """Make pages: ``make_page(dark=True, width=800, height=600, touch=True)``.

    Without a wish, less motion is wished for: dots that run are drawn sixty times a second, by the processors that the
    tests need.
    ``scripted``: a script of the test's own is put into it (`Page.add_init_script`), and no other test may have it.
    """
    opened: list[Used] = []

    def make(
        *,
        dark: bool = False,
        width: int = 1920,
        height: int = 1080,
        touch: bool = False,
        motion: Literal["reduce", "no-preference"] = "reduce",
        scripted: bool = False,
    ) -> Page:
        used = None if scripted else next((each for each in idle if each.touch == touch), None)
        if used:
            idle.remove(used)
        else:
            context = browser.new_context(
                has_touch=touch, locale="en-GB", permissions=["clipboard-read", "clipboard-write"]
            )
            page = context.new_page()
            used = Used(page, Guard(page), touch, scripted)
        used.guard.problems.clear()
        used.page.set_viewport_size({"width": width, "height": height})
        used.page.emulate_media(media="null", color_scheme="dark" if dark else "light", reduced_motion=motion)
        opened.append(used)
        return used.page

    yield make
    failed = request.node.stash.get(FAILED, False)
    for number, used in enumerate(opened):
        if failed:
            FAILURES.mkdir(parents=True, exist_ok=True)
            used.page.screenshot(path=FAILURES / f"{re.sub(r'[^0-9A-Za-z_]+', '-', request.node.name)}-{number}.png")
        # Nobody knows what state a failed test leaves a page in.
        if failed or used.scripted:
            used.page.context.close()
        else:
            _empty(used.page)
            idle.append(used)
    problems = [problem for used in opened for problem in used.guard.problems]
    assert not problems, "\n".join(problems)


def _empty(page: Page) -> None:
    """Make a used page as good as new: nothing open, nothing stored, the mouse outside."""
    if page.url != "about:blank":
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
    page.context.clear_cookies()
    page.mouse.move(-10, -10)
    page.goto("about:blank")


@pytest.fixture
def page(make_page: MakePage) -> Page:
    """A blank light page of 1920 x 1080."""
    return make_page()


@pytest.fixture
def opened(make_page: MakePage, tmp_path: Path) -> Iterator[Opened]:
    """Open text as a file in a browser without a network: ``opened(html, dark=True, width=700)``."""
    asked: list[str] = []
    contexts: list[BrowserContext] = []

    def open_file(html: str, **options: Any) -> Frame:
        page = make_page(**options)
        file = tmp_path / "page.html"
        file.write_text(html, encoding="utf-8")

        def only_the_file(route: Route) -> None:
            asked.append(route.request.url)
            if route.request.url == file.as_uri():
                route.continue_()
            else:
                route.abort()

        contexts.append(page.context)
        page.context.set_offline(True)
        page.context.route("**/*", only_the_file)
        page.goto(file.as_uri())
        return page.main_frame

    yield open_file
    for context in contexts:
        context.unroute_all()
        context.set_offline(False)
    assert len(asked) == 1, "nothing but the page itself is asked for"


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
