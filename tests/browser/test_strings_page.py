"""The pages of sequence to sequence and of memory tasks as a person uses them: the real app in Chromium."""

from playwright.sync_api import Page, expect

from rnnviz.pages.page_list import MEMORY_TASKS, STRINGS
from tests.browser.driving import accessibility_problems, open_app, wait_until_idle

PATIENCE = 180_000
"""Milliseconds in which a small network has learned, on a machine that is busy."""


def test_a_text_of_ones_own_is_written_and_the_decoder_is_opened(page: Page, app_url: str) -> None:
    open_app(page, app_url, STRINGS, train="strings?epochs=1&length=3&hidden=8&attention=with")
    page.get_by_role("button", name="Train", exact=True).click()
    field = page.get_by_label("Text to be read")
    expect(field).to_be_visible(timeout=PATIENCE)
    field.fill("ab1")
    field.press("Enter")
    expect(page.get_by_text("character 3 is '1'")).to_be_visible()
    field.fill("abc")
    field.press("Enter")
    expect(page.get_by_text("with attention: abc →")).to_be_visible()
    expect(page.locator(".st-key-figure-attention_with_attention .main-svg").first).to_be_visible()
    wait_until_idle(page)
    assert accessibility_problems(page, within=".st-key-training_table") == []
    page.get_by_role("button", name="Step through the decoder").click()
    expect(page.get_by_text("Training time")).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".rnnviz .where")).to_contain_text("“^”")


def test_growing_distances_fill_a_figure_beside_what_was_measured(page: Page, app_url: str) -> None:
    open_app(page, app_url, MEMORY_TASKS, train="memory-sweep?distances=1,2&seeds=2&steps=4&hidden=4&networks=RNN,GRU")
    expect(page.locator(".st-key-figure-measured .main-svg").first).to_be_visible()
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.locator(".st-key-figure-sweep .main-svg").first).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("After 4 steps with gradients clipped to 1, who remembers, and how far?")).to_be_visible()
