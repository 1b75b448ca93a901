"""The lessons as a person uses them: the real app in Chromium, at a desk, on a phone, in a lecture hall."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from rnnviz.lessons.course import lessons
from tests.browser.conftest import MakePage
from tests.browser.driving import accessibility_problems, open_app, wait_until_idle
from tests.browser.test_debugger_page import expect_address

expect.set_options(timeout=30_000)

LARGE = 24
"""Pixels: the smallest type of a presentation on a screen of 1920 x 1080."""

NAMES = list(lessons())

SETTLING = 25
"""Fifths of a second that a slide may take until its figures have their size."""

SMALL_TYPE = """(least) => {
  const walk = (root, found = []) => {
    for (const node of root.querySelectorAll("*")) {
      if (node.shadowRoot) walk(node.shadowRoot, found);
      const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
      const box = node.getBoundingClientRect();
      const style = getComputedStyle(node);
      const hidden = style.visibility === "hidden" || style.clipPath !== "none";
      // An exponent belongs to its number.
      if (node.tagName === "tspan" && node.style.fontSize) continue;
      if (!own || box.width < 2 || box.height < 2 || hidden) continue;
      // The diagram is a picture, as large as the slide has room for.
      if (node.closest(".diagram, .katex, math, style, script, [data-testid=stSidebar]")) continue;
      // What is drawn in an SVG is as large as its picture is scaled.
      const turned = node.ownerSVGElement && node.getScreenCTM();
      const scale = turned ? Math.hypot(turned.a, turned.b) : 1;
      const size = parseFloat(style.fontSize) * scale;
      // A label that a toolbar has no room for is an icon.
      if (size > 0 && size < least) found.push([Math.round(size * 10) / 10, node.textContent.trim().slice(0, 40)]);
    }
    return found;
  };
  return walk(document.querySelector("[data-testid=stMain]"));
}"""


def no_scrolling_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_a_lesson_is_found_read_and_finished(page: Page, app_url: str) -> None:
    open_app(page, app_url, "lessons")
    first = lessons()[NAMES[0]].texts["en"]
    page.get_by_role("button", name=f"○ {first.title}").click()
    expect(page.get_by_role("heading", name=first.title, level=1)).to_be_visible()
    expect(page.get_by_role("heading", name="Quiz")).to_be_visible()
    page.get_by_role("textbox", name=first.said["words"]).fill("red green blue")
    page.keyboard.press("Enter")
    expect(page.get_by_text("With 3 words, each vector has 3 numbers")).to_be_visible()
    expect_address(page, "lesson?name=one-hot&set=words%3Dred%2Bgreen%2Bblue")
    page.get_by_role("button", name="Done.").click()
    page.get_by_role("link", name="Lessons").click()
    expect(page.get_by_role("button", name=f"✓ {first.title}")).to_be_visible()


def test_figures_are_saved_as_files_that_hold_them(page: Page, app_url: str, tmp_path: Path) -> None:
    open_app(page, app_url, "lesson", name="one-hot")
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    beginnings = {"PNG": b"\x89PNG", "SVG": b"<svg", "HTML": b"<!doctype html>"}
    for name, beginning in beginnings.items():
        button = page.get_by_role("button", name="HTML" if name == "HTML" else f"Save as {name}").first
        with page.expect_download() as download:
            button.click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        assert path.name == f"rnnviz-one-hot-one-hot.{name.lower()}"
        content = path.read_bytes()
        assert content.startswith(beginning)
        if name != "PNG":
            # The numbers and words of the figure are in it, and no address that it would fetch something from.
            assert b"One-hot vectors of your words" in content
    # The page draws itself with no network.
    page.goto(path.as_uri())
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    page.goto(app_url)


def test_a_clicker_turns_the_slides(page: Page, app_url: str) -> None:
    sections = lessons()["one-hot"].texts["en"].sections
    open_app(page, app_url, "lesson", name="one-hot", present="1")
    expect(page.locator("[data-testid=stSidebar]")).not_to_be_visible()
    for place in (1, 2):
        page.keyboard.press("PageDown")
        expect(page.get_by_role("heading", name=sections[place].heading)).to_be_visible()
    page.keyboard.press("PageUp")
    expect(page.get_by_role("heading", name=sections[1].heading)).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", name=sections[2].heading)).to_be_visible()
    # The address of slides turned fast may be a run behind; that it is written is tested without a browser.
    page.keyboard.press("End")
    expect(page.get_by_role("heading", name="Quiz")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[data-testid=stSidebar]")).to_be_visible()


@pytest.mark.parametrize("name", NAMES)
def test_a_slide_is_read_from_the_last_row_and_needs_no_scrolling(make_page: MakePage, app_url: str, name: str) -> None:
    text = lessons()[name].texts["en"]
    count, slides = len(text.sections), len(text.sections) + len(text.questions)
    page = make_page(width=1920, height=1080)
    open_app(page, app_url, "lesson", name=name, present="1")
    wrong = []
    for place in range(count):
        expect(page.get_by_text(f"{place + 1} / {slides}", exact=True)).to_be_visible()
        wait_until_idle(page)
        found = _too_small_or_too_high(page)
        for _ in range(SETTLING):
            if not found:
                break
            page.wait_for_timeout(200)
            found = _too_small_or_too_high(page)
        wrong += [(place, each) for each in found]
        page.keyboard.press("PageDown")
    assert wrong == []


def _too_small_or_too_high(page: Page) -> list[object]:
    """Words in small type, and the pixels that must be scrolled; one may come of fractions."""
    over = page.locator("[data-testid=stMain]").evaluate("main => main.scrollHeight - main.clientHeight")
    return [*page.evaluate(SMALL_TYPE, LARGE), *([over] if over > 1 else [])]


def test_the_player_of_a_presentation_shows_what_the_address_names(page: Page, app_url: str) -> None:
    open_app(page, app_url, "", present="1", op="c", show="diagram,sentence")
    expect(page.locator(".rnnviz .diagram")).to_be_visible()
    expect(page.locator(".rnnviz .sentence")).to_be_visible()
    for part in ("timeline", "code", "variables", "formula"):
        expect(page.locator(f".rnnviz .{part}")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    expect(page.locator(".rnnviz .sentence")).to_contain_text("tanh")
    page.get_by_role("button", name="End presentation").click()
    expect(page.locator(".rnnviz .code")).to_be_visible()


@pytest.mark.parametrize(("path", "query"), [("lessons", {}), ("lesson", {"name": "one-hot", "lang": "zh"})], ids=str)
def test_nothing_sticks_out_sideways(make_page: MakePage, app_url: str, path: str, query: dict[str, str]) -> None:
    page = make_page(width=390, height=844, touch=True)
    open_app(page, app_url, path, **query)
    assert no_scrolling_sideways(page)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("path", "query"), [("lessons", {}), ("lesson", {"name": "one-hot"})], ids=str)
def test_nothing_is_wrong_for_assistive_technology(
    make_page: MakePage, app_url: str, path: str, query: dict[str, str], dark: bool
) -> None:
    page = make_page(dark=dark)
    open_app(page, app_url, path, **query)
    found = accessibility_problems(page, within="[data-testid=stMain]", passed_over=["region"])
    assert found == []
