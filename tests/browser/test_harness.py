"""The browser tests can fail: the harness notices what it is there to notice."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.driving import accessibility_problems
from tests.browser.guard import Guard


@pytest.fixture
def bare_page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_an_error_in_the_console_is_noticed(bare_page: Page) -> None:
    guard = Guard(bare_page)
    bare_page.evaluate("console.warn('a warning'); console.error('the error')")
    assert [problem.split(" (")[0] for problem in guard.problems] == ["console: the error"]


def test_an_uncaught_error_is_noticed(bare_page: Page) -> None:
    guard = Guard(bare_page)
    bare_page.evaluate("new Promise(done => setTimeout(() => { setTimeout(done); throw new Error('lost'); }))")
    assert guard.problems == ["uncaught: lost"]


def test_a_request_to_the_outside_is_noticed_and_goes_nowhere(bare_page: Page) -> None:
    guard = Guard(bare_page)
    outcome = bare_page.evaluate("fetch('https://outside.invalid/x', {mode: 'no-cors'}).then(() => 'sent', () => 'no')")
    assert outcome == "no"
    assert "request to the outside: https://outside.invalid/x" in guard.problems


def test_axe_looks_into_shadow_roots(bare_page: Page) -> None:
    bare_page.set_content("<html lang=en><title>t</title><main><h1>t</h1><div id=host></div></main>")
    bare_page.evaluate(
        "document.getElementById('host').attachShadow({mode: 'open'}).innerHTML = '<button><svg></svg></button>'"
    )
    problems = accessibility_problems(bare_page)
    assert [problem.split(" ")[0] for problem in problems] == ["button-name"]
    assert accessibility_problems(bare_page, passed_over=["button-name"]) == []
