"""The glossary as a person uses it: the real app in Chromium."""

import pytest
from playwright.sync_api import Page, expect

from rnnviz.pages.page_list import GLOSSARY
from tests.browser.conftest import MakePage
from tests.browser.driving import accessibility_problems, open_app
from tests.browser.test_course_pages import no_scrolling_sideways

expect.set_options(timeout=30_000)


def test_typing_leaves_what_holds_it_and_a_link_to_something_else_brings_it_back(page: Page, app_url: str) -> None:
    open_app(page, app_url, GLOSSARY)
    reset, softmax = page.locator("#reset-gate"), page.locator("#softmax")
    expect(softmax).to_be_visible()
    search = page.get_by_role("searchbox")
    # Letter by letter, and never sent: the server is not asked.
    search.press_sequentially("重置 gru")
    expect(page.get_by_text("Terms found: 1")).to_be_visible()
    expect(reset).to_be_visible()
    expect(softmax).to_be_hidden()
    expect(page.locator("#words")).to_be_hidden()
    page.locator(".st-key-term-reset-gate").get_by_role("link", name="update gate").first.click()
    expect(page.locator("#update-gate")).to_be_in_viewport()
    expect(search).to_have_value("")
    expect(softmax).to_be_visible()
    search.fill("no such thing anywhere")
    expect(page.get_by_text("No term holds this.")).to_be_visible()
    expect(reset).to_be_hidden()


def test_the_term_of_the_address_is_lit_up_and_shown_first(page: Page, app_url: str) -> None:
    open_app(page, app_url, GLOSSARY, term="cell-state", lang="zh")
    lit = page.locator(".st-key-term_lit")
    expect(lit.get_by_role("heading", name="细胞状态")).to_be_in_viewport()
    unlit = page.locator(".st-key-term-softmax").evaluate("element => getComputedStyle(element).backgroundColor")
    assert lit.evaluate("element => getComputedStyle(element).backgroundColor") != unlit
    expect(lit.locator(".katex").first).to_be_visible()
    # A name leads to its term alone.
    page.get_by_role("link", name="遗忘门", exact=True).and_(page.locator(".term a")).click()
    expect(lit.get_by_role("heading", name="遗忘门")).to_be_in_viewport()


def test_nothing_sticks_out_sideways(make_page: MakePage, app_url: str) -> None:
    page = make_page(width=390, height=844, touch=True)
    open_app(page, app_url, GLOSSARY, term="forget-gate")
    table = page.locator(".st-key-symbols_table")
    expect(table.locator("table")).to_be_visible()
    main = page.get_by_test_id("stMain")
    assert no_scrolling_sideways(page)
    assert main.evaluate("element => element.scrollWidth <= element.clientWidth")
    assert table.evaluate("element => element.scrollWidth > element.clientWidth")
    # The sources of signs that nobody sees are as wide as they like.
    wide = (
        "elements => elements.filter(one => one.getBoundingClientRect().right > innerWidth).map(one => one.className)"
    )
    assert (
        page.locator('[class*="st-key-term-"] :not(.katex-mathml, .katex-mathml *, svg, svg *)').evaluate_all(wide)
        == []
    )


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nothing_is_wrong_for_assistive_technology(make_page: MakePage, app_url: str, dark: bool) -> None:
    page = make_page(dark=dark)
    open_app(page, app_url, GLOSSARY, term="forget-gate")
    expect(page.locator(".st-key-symbols_table table")).to_be_visible()
    # Terms are all made alike: a few of them are quickly looked at.
    page.get_by_role("searchbox").fill("forget")
    expect(page.locator("#softmax")).to_be_hidden()
    assert accessibility_problems(page, within="[data-testid=stMain]", passed_over=["region"]) == []
