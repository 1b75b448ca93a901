"""The page of memory and gradients as a person uses it: the real app in Chromium."""

from playwright.sync_api import expect

from rnnviz.pages.page_list import MEMORY
from tests.browser.conftest import MakePage
from tests.browser.driving import accessibility_problems, open_app
from tests.browser.test_course_pages import no_scrolling_sideways
from tests.browser.test_debugger_page import expect_address


def test_an_lstm_forgets_remembers_and_an_rnn_explodes(make_page: MakePage, app_url: str) -> None:
    page = make_page(dark=True)
    open_app(page, app_url, MEMORY)
    expect(page.get_by_text("half of its c is gone after 1.0 steps")).to_be_visible()
    expect(page.locator(".js-plotly-plot")).to_have_count(2)
    page.get_by_role("button", name="Forget bias 5").click()
    expect_address(page, "memory?forget_bias=5")
    expect(page.get_by_text("It has grown more than tenfold in: LSTM.")).to_be_visible()
    # With the keys: one value down.
    page.get_by_role("slider", name="Forget bias of the LSTM").press("ArrowLeft")
    expect_address(page, "memory?forget_bias=4.5")
    page.get_by_role("button", name="Exploding").click()
    expect_address(page, "memory?hidden=32&gain=400")
    expect(page.get_by_text("It has grown more than tenfold in: RNN.")).to_be_visible()
    assert accessibility_problems(page, within="[data-testid=stMain]", passed_over=["region"]) == []
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator(".st-key-memory_table")).to_be_visible()
    assert no_scrolling_sideways(page)
