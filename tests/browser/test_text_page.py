"""The page of character models as a person uses it: the real app in Chromium."""

from playwright.sync_api import Page, expect

from rnnviz.pages.page_list import TEXT
from tests.browser.driving import accessibility_problems, open_app, soon, wait_until_idle

PATIENCE = 180_000
"""Milliseconds in which a small network has learned, on a machine that is busy."""


def test_hello_is_learned_and_a_character_leads_into_the_debugger(page: Page, app_url: str) -> None:
    open_app(page, app_url, TEXT, train="text?epochs=60&rate=0.03")
    page.get_by_role("button", name="Train", exact=True).click()
    boxes = page.locator(".coloured-text .character")
    expect(boxes).to_have_count(5, timeout=PATIENCE)
    expect(page.locator(".samples pre").first).to_have_text("hello")
    boxes.nth(3).click()
    expect(page.get_by_role("button", name="Open t = 3 in the debugger")).to_be_visible()
    expect(page.locator(".told")).to_contain_text("t = 3, “l”")
    wait_until_idle(page)
    # The gaps around Plotly's figures have names of its own making.
    assert accessibility_problems(page, within=".st-key-trackers") == []
    boxes.nth(3).click()
    expect(page.locator(".rnnviz .where")).to_contain_text("t = 3", timeout=PATIENCE)
    expect(page.get_by_text("Training time")).to_be_visible()


def test_a_network_that_comes_with_the_app_colours_its_text(page: Page, app_url: str) -> None:
    open_app(page, app_url, TEXT, train="text?source=english")
    boxes = page.locator(".coloured-text .character")
    expect(boxes).to_have_count(900, timeout=PATIENCE)
    best = page.locator(".st-key-trackers button").nth(1)
    name = best.inner_text().split(":")[0].split(" ")[0]
    best.click()
    boxes.nth(12).hover()
    expect(page.locator(".told")).to_contain_text(f"{name} =")


def test_a_file_that_is_too_large_or_no_text_is_answered_with_one_sentence(page: Page, app_url: str) -> None:
    open_app(page, app_url, TEXT, train="text?source=own&text=abcabc&prompt=a")
    field = page.get_by_test_id("stFileUploader")
    said = "(node) => getComputedStyle(node, '::after').content"
    expect(field).to_be_visible()
    assert field.evaluate(said) == "none"

    def choose(name: str, content: bytes) -> None:
        field.locator("input").set_input_files({"name": name, "mimeType": "text/plain", "buffer": content})

    choose("large.txt", b"a" * (2 * 1024 * 1024))
    expect(field.locator("[aria-invalid=true]")).to_be_visible()
    soon(lambda: field.evaluate(said), lambda words: "it must have at most 1 MB" in words)
    choose("picture.txt", b"ab\xff")
    expect(page.get_by_test_id("stAlertContainer")).to_have_text(
        "The file must be text in UTF-8: byte 2 of 3, 0xFF, does not fit. Save it as UTF-8."
    )
    # Nothing is lost: the text that was typed is there, and the next file is read.
    expect(page.get_by_label("Type or paste a text")).to_have_value("abcabc")
    choose("song.txt", "la, la, la – lü".encode())
    expect(page.get_by_test_id("stAlertContainer")).to_have_count(0)
    expect(page.get_by_label("Type or paste a text")).to_have_value("la, la, la – lü")
    soon(lambda: field.evaluate(said), "none".__eq__)
