"""The pages of modules written by hand and of conventions as a person uses them: the real app in Chromium."""

import pytest
from playwright.sync_api import Page, expect

from rnnviz.lessons.by_hand import compared
from rnnviz.lessons.conventions import compared as conventions_compared
from rnnviz.pages.first_view import first_view
from rnnviz.pages.page_list import BY_HAND, CONVENTIONS
from rnnviz.scenario import Scenario
from tests.browser.conftest import MakePage
from tests.browser.driving import accessibility_problems, open_app
from tests.browser.test_debugger_page import expect_address

expect.set_options(timeout=30_000)


def by_hand(**settings: str) -> Scenario:
    return Scenario.from_query(settings, first_view(BY_HAND))[0]


def no_scrolling_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_a_module_is_chosen_stepped_through_and_linked_to(page: Page, app_url: str) -> None:
    open_app(page, app_url, BY_HAND)
    page.get_by_role("button", name="Jordan network").click()
    expect(page.get_by_role("heading", name="Jordan network")).to_be_visible()
    expect(page.get_by_text("class Jordan(nn.Module):")).to_be_visible()
    expect_address(page, "by-hand?module=jordan")
    rec = compared(by_hand(module="jordan")).recording
    # Its player is there, and not the one before: only that hears the key.
    expect(page.get_by_role("rowheader", name="y", exact=True)).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect_address(page, "by-hand?t=1&module=jordan")
    # The rest of the step, operation by operation, with the keys.
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    said = page.locator(".sentence").first
    expect(said).to_contain_text(f"y = {rec.track()[1]['y'][0]:.2f}".replace("-", "−"))
    expect(page.get_by_text("differs from by_hand.Elman by")).to_be_visible()
    page.get_by_role("button", name="Run it line by line").click()
    expect_address(page, "trace?trace=jordan")
    expect(page.get_by_text("y = self.readout(h)")).to_be_visible()


def test_the_switches_of_a_gru_move_the_difference(page: Page, app_url: str) -> None:
    open_app(page, app_url, CONVENTIONS)
    worst = abs(conventions_compared(first_view(CONVENTIONS)).apart).max()
    expect(page.get_by_text(f"h differs by up to {worst:.2g}")).to_be_visible()
    page.get_by_role("radio", name="after the product").click()
    expect(page.get_by_text("This is the GRU of PyTorch: nothing differs.")).to_be_visible()
    page.get_by_role("radio", name="replaces it").click()
    expect(page.get_by_text("A matter of layout")).to_be_visible()
    expect_address(page, "conventions?reset=after&update=replaces")
    page.get_by_role("button", name="ONNX's order of gates").click()
    expect(page.get_by_role("cell", name="i o f c")).to_be_visible()


@pytest.mark.parametrize(
    ("path", "query"),
    [
        (BY_HAND, {"module": "gru", "lang": "zh"}),
        (BY_HAND, {"module": "elman"}),
        (CONVENTIONS, {}),
        (CONVENTIONS, {"difference": "lstm-tf1-order", "lang": "zh"}),
    ],
    ids=str,
)
def test_nothing_sticks_out_sideways(make_page: MakePage, app_url: str, path: str, query: dict[str, str]) -> None:
    page = make_page(width=390, height=844, touch=True)
    open_app(page, app_url, path, **query)
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    assert no_scrolling_sideways(page)
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.wait_for_function("document.querySelector('.js-plotly-plot').clientWidth > 390")
    assert no_scrolling_sideways(page)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", [BY_HAND, CONVENTIONS])
def test_nothing_is_wrong_for_assistive_technology(make_page: MakePage, app_url: str, path: str, dark: bool) -> None:
    page = make_page(dark=dark)
    open_app(page, app_url, path)
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    # The colours of a program are Streamlit's.
    found = accessibility_problems(page, within="[data-testid=stMain]", passed_over=["region"])
    assert [problem for problem in found if "token" not in problem and "linenumber" not in problem] == []
