"""The audit below the player as a person uses it: the real app in Chromium."""

from playwright.sync_api import expect

from tests.browser.conftest import MakePage
from tests.browser.driving import accessibility_problems, open_app
from tests.browser.test_course_pages import no_scrolling_sideways

QUERY = {"input": "random", "hidden": "4", "layers": "2", "seq_len": "30", "panels": "audit"}


def test_a_finding_leads_to_its_place_and_all_of_it_fits_on_a_phone(make_page: MakePage, app_url: str) -> None:
    page = make_page(dark=True)
    open_app(page, app_url, **QUERY)
    panel = page.locator(".st-key-panel-Audit")
    findings = panel.locator('[class*="st-key-audit-finding-"]')
    lower = findings.filter(has_text="Layer 1, forward: f is so small")
    expect(lower).to_be_visible()
    panel.get_by_text("The numbers").click()
    expect(panel.get_by_role("heading", name="The recurrent matrices")).to_be_visible()
    assert accessibility_problems(page, within=".st-key-panel-Audit", passed_over=["region"]) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert no_scrolling_sideways(page)
    lower.get_by_role("button", name="Show").click()
    expect(page.locator(".st-key-panel-Memory")).to_be_visible()
    expect(page.get_by_text("After t = 29")).to_be_visible()
    expect(page.get_by_role("combobox", name="Layer")).to_have_value("1")
