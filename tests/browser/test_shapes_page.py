"""The shape explorer as a person uses it: the real app in Chromium."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from rnnviz.analysis import locate, places
from rnnviz.lessons.network import recording
from rnnviz.pages.first_view import first_view
from rnnviz.words import translation
from tests.browser.conftest import MakePage
from tests.browser.driving import accessibility_problems, open_app, soon
from tests.browser.test_debugger_page import choose, expect_address

expect.set_options(timeout=30_000)

PATH = "shapes"
FIRST = first_view(PATH)


FOCUSED = """() => {
  let node = document.activeElement;
  while (node.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  return node.dataset.key ?? node.tagName;
}"""


def part(page: Page, key: str) -> Locator:
    return page.locator(f'.part[data-key="{key}"]').first


def lit(page: Page) -> set[str]:
    """The places that are lit up: cells and nodes."""
    return set(page.locator(".cell.lit, .node.lit").evaluate_all("nodes => nodes.map(node => node.dataset.key)"))


def expect_lit(page: Page, places: set[str]) -> None:
    soon(lambda: lit(page), places.__eq__)


def said(page: Page) -> Locator:
    return page.locator(".said")


def filled(page: Page, tensor: str) -> int:
    return page.locator(f'.sheet[data-tensor="{tensor}"] .cell:not(.empty)').count()


def test_a_click_lights_up_every_place_of_the_same_number_and_a_second_one_widens(page: Page, app_url: str) -> None:
    open_app(page, app_url, PATH)
    rec = recording(FIRST)
    part(page, "output[0, 1, 6]").click()
    found = locate(rec, "output", t=0, batch=1, feature=6)
    expect(said(page).locator(".sentence")).to_have_text(str(found))
    expect_lit(page, {"output[0, 1, 6]", "h_n[3, 1, 2]", "rec.h[1, 1, 0]"})
    others = [str(place) for place in places(found) if place.tensor != "output"]
    expect(said(page).locator(".chip")).to_have_text(["h_n[3, 1, 2]", f"rec.{others[-1]}"])
    expect(said(page).locator(".value")).to_have_text(f"value {rec.output[0, 1, 6]:.4f}".replace("-", "−"))
    expect_address(page, "shapes?chosen=output%5B0%2C+1%2C+6%5D")

    # A second click widens to row, half and sheet.
    cell = part(page, "output[4, 0, 1]")
    for chosen in ("output[4, 0, 1]", "output[4, 0, :4]", "output[4, :, :4]", "output[4]", "output[4, 0, 1]"):
        cell.click()
        expect(said(page).locator(".what code")).to_have_text(chosen)
    cell.click()
    halves = (f"{place}, 0, {unit}]" for place in ("output[4", "h_n[2") for unit in range(4))
    expect_lit(page, {*halves, "rec.h[1, 0, 4]"})

    # Another number is chosen itself and not widened.
    code = said(page).locator(".what code")
    expect(code).to_have_text("output[4, 0, :4]")
    part(page, "output[4, 0, 2]").click()
    expect(code).to_have_text("output[4, 0, 2]")
    page.get_by_role("button", name="Clear").click()
    expect(said(page).locator(".sentence")).to_contain_text("Click any number")
    expect_lit(page, set())
    soon(lambda: page.evaluate(FOCUSED), "output[4, 0, 2]".__eq__)
    part(page, "output[4, 0, 2]").click()
    expect(code).to_have_text("output[4, 0, 2]")


def test_the_address_follows_the_picture_whatever_was_chosen_before(page: Page, app_url: str) -> None:
    open_app(page, app_url, PATH)
    part(page, "h_n[0, 0, 0]").click()
    expect_address(page, "shapes?chosen=h_n%5B0%2C+0%2C+0%5D")
    page.get_by_role("button", name="Three layers, both ways").click()
    expect(said(page).locator(".what code")).to_have_text("h_n[2]")
    part(page, "h_n[0, 0, 0]").click()
    expect(page).to_have_url(re.compile("chosen=h_n%5B0%2C\\+0%2C\\+0%5D"))


def test_a_choice_that_the_new_picture_has_not_leaves_it_bright(page: Page, app_url: str) -> None:
    open_app(page, app_url, PATH)
    expect(page.locator(".dim").first).to_be_visible()
    page.get_by_test_id("stSidebarUserContent").get_by_text("bidirectional", exact=True).click()
    expect(page.locator(".titles")).to_contain_text("(5, 3, 4)")
    expect(page.locator(".dim")).to_have_count(0)
    expect(said(page).locator(".sentence")).to_contain_text("Click any number")


def test_a_number_that_is_not_computed_yet_is_not_told(page: Page, app_url: str) -> None:
    open_app(page, app_url, PATH)
    part(page, "output[4, 0, 1]").click()
    expect(said(page).locator(".value")).to_contain_text("value")
    page.get_by_role("button", name="To the beginning").click()
    expect(said(page).locator(".value")).to_have_text("")
    expect(part(page, "output[4, 0, 1]")).to_have_attribute("aria-label", "output[4, 0, 1]")
    page.get_by_role("button", name="Everything computed").click()
    expect(part(page, "output[4, 0, 1]")).to_have_attribute("aria-label", re.compile("output.4, 0, 1.: .?0\\.[0-9]{4}"))
    expect(part(page, "output[4, 0, 1]")).to_have_attribute("aria-pressed", "true")


def test_chips_nodes_and_names_lead_to_every_place(page: Page, app_url: str) -> None:
    open_app(page, app_url, PATH)
    # A chip leads to the other place.
    expect(said(page).locator(".what code")).to_have_text("h_n[3]")
    page.get_by_role("button", name="output[0, :, 4:]", exact=True).last.click()
    expect(said(page).locator(".what code")).to_have_text("output[0, :, 4:]")
    expect(said(page).locator(".chip").first).to_have_text("h_n[3]")

    # A node of the grid lights up where its state went.
    part(page, "rec.h[0, 1, 0]").click()
    expect(said(page).locator(".sentence")).to_contain_text("hidden state h, layer 0, reverse direction, t = 0")
    expect_lit(page, {"rec.h[0, 1, 0]", *(f"h_n[1, {row}, {unit}]" for row in range(3) for unit in range(4))})
    part(page, "rec.h[0, 0, 2]").click()
    expect_lit(page, {"rec.h[0, 0, 2]"})
    page.keyboard.press("Escape")
    expect_lit(page, set())

    # The name of a tensor stands for all of it.
    part(page, "output").click()
    expect(said(page).locator(".chip")).to_have_text(["h_n[2:]", "rec.h[1]"])
    keys = lit(page)
    assert {key for key in keys if key.startswith("h_n")} == {
        f"h_n[{entry}, {row}, {unit}]" for entry in (2, 3) for row in range(3) for unit in range(4)
    }
    assert {key for key in keys if key.startswith("rec")} == {
        f"rec.h[1, {side}, {t}]" for side in (0, 1) for t in range(5)
    }


def test_by_keys_alone(page: Page, app_url: str) -> None:
    open_app(page, app_url, PATH)
    page.locator("input[type=range]").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    seen = []
    for _ in range(8):
        seen.append(page.evaluate(FOCUSED))
        page.keyboard.press("Tab")
    stops = [key for key in seen if re.match(r"(rec\.h|input|output|h_n|c_n)\[", key)]
    assert [key.split("[")[0] for key in stops] == ["rec.h", "input", "output", "h_n", "c_n"]
    part(page, "output[0, 0, 0]").focus()
    page.keyboard.press("ArrowRight")
    soon(lambda: page.evaluate(FOCUSED), "output[0, 0, 1]".__eq__)
    page.keyboard.press("ArrowDown")
    soon(lambda: page.evaluate(FOCUSED), "output[0, 1, 1]".__eq__)
    page.keyboard.press("Enter")
    expect(said(page).locator(".what code")).to_have_text("output[0, 1, 1]")
    page.keyboard.press("Enter")
    expect(said(page).locator(".what code")).to_have_text("output[0, 1, :4]")


def test_the_computation_sweeps_through_in_its_order_and_fills_the_tensors(page: Page, app_url: str) -> None:
    open_app(page, app_url, PATH)
    page.get_by_role("button", name="To the beginning").click()
    where = page.locator(".transport .where")
    expect(where).to_have_text("Before the first step: only the input is there.")
    assert {name: filled(page, name) for name in ("input", "output", "h_n", "c_n")} == {
        "input": 45, "output": 0, "h_n": 0, "c_n": 0,
    }  # fmt: skip
    counts = []
    for _ in range(10):
        page.get_by_role("button", name="One step forward").click()
        now = set(page.locator(".node.now").evaluate_all("nodes => nodes.map(node => node.dataset.key)"))
        counts.append((now, filled(page, "output"), filled(page, "h_n"), filled(page, "c_n")))
    assert counts[0] == ({"rec.h[0, 0, 0]", "rec.h[0, 1, 4]"}, 0, 0, 0)
    assert counts[4] == ({"rec.h[0, 0, 4]", "rec.h[0, 1, 0]"}, 0, 24, 24)
    assert counts[5] == ({"rec.h[1, 0, 0]", "rec.h[1, 1, 4]"}, 24, 24, 24)
    assert counts[9][1:] == (120, 48, 48)
    expect(where).to_have_text("Everything is computed.")
    page.get_by_role("button", name="Play").click()
    expect(where).to_contain_text("Step 3 of 10: layer 0, forward at t = 2, reverse at t = 2")
    page.get_by_role("button", name="Pause").click()


def test_two_to_four_layers_of_twelve_steps_need_no_scrolling_sideways(page: Page, app_url: str) -> None:
    open_app(page, app_url, PATH, seq_len="12")
    for layers in (2, 3, 4):
        choose(page, "num_layers", str(layers))
        expect(page.locator(".node")).to_have_count(layers * 2 * 12)
        scroller = page.locator(".scroller")
        assert scroller.evaluate("node => node.scrollWidth <= node.clientWidth")
        cell = part(page, "output[11, 2, 7]").bounding_box()
        assert cell is not None
        assert cell["width"] >= 6


OVERLAPS = """() => {
  const roots = [...document.querySelectorAll('*')].map(node => node.shadowRoot);
  const figure = roots.find(root => root?.querySelector('.explorer')).querySelector('.scroller svg');
  const whole = figure.getBoundingClientRect();
  const texts = [...figure.querySelectorAll('text')].filter(text => text.textContent.trim());
  const boxes = texts.map(text => [text.textContent, text.getBoundingClientRect()]);
  const beside = (box) => box.right > whole.right + 1 || box.left < whole.left - 1;
  const outside = ([, box]) => beside(box) || box.bottom > whole.bottom + 1;
  const bad = boxes.filter(outside).map(([text]) => `cut: ${text}`);
  boxes.forEach(([one, a], place) => boxes.slice(place + 1).forEach(([other, b]) => {
    const across = a.left < b.right - 1 && b.left < a.right - 1;
    if (across && a.top < b.bottom - 3 && b.top < a.bottom - 3) bad.push(`${one} / ${other}`);
  }));
  return bad;
}"""


ODD_SIZES = {
    "twelve": {"layers": "4", "seq_len": "12", "batch": "4"},
    "sentences": {
        **{"features": "300", "hidden": "100", "batch": "64", "seq_len": "7"},
        **{"layers": "1", "bidirectional": "0", "lang": "zh"},
    },
    "folded": {"cell": "GRU", "hidden": "128", "seq_len": "200", "batch": "9", "features": "512"},
    "one": {
        **{"hidden": "1", "features": "1", "batch": "1", "seq_len": "1", "layers": "1", "bidirectional": "0"},
    },
    "packed": {"lengths": "5 2 4", "batch_first": "1", "proj": "2", "lang": "zh"},
    "unbatched": {"unbatched": "1", "seq_len": "9"},
}


@pytest.mark.parametrize("name", ODD_SIZES)
def test_no_words_are_cut_or_covered(page: Page, app_url: str, name: str) -> None:
    open_app(page, app_url, PATH, **ODD_SIZES[name])
    expect(page.locator(".sheet").first).to_be_visible()
    assert page.evaluate(OVERLAPS) == []


def test_bad_input_leaves_the_picture_and_says_what_is_wrong(page: Page, app_url: str) -> None:
    open_app(page, app_url, PATH)
    before = page.locator(".titles").text_content()
    field = page.get_by_label("seq_len", exact=True)
    field.fill("0")
    field.press("Enter")
    expect(page.get_by_text("seq_len must be a whole number from 1 to 200, got 0.")).to_be_visible()
    assert page.locator(".titles").text_content() == before
    field.fill("7")
    field.press("Enter")
    expect(page.locator(".titles")).to_contain_text("(7, 3, 8)")


def test_on_a_phone_the_page_itself_does_not_scroll_sideways(make_page: MakePage, app_url: str) -> None:
    page = make_page(width=390, height=844, touch=True)
    open_app(page, app_url, PATH)
    expect(said(page).locator(".what code")).to_have_text("h_n[3]")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    cell = part(page, "output[0, 0, 0]").bounding_box()
    assert cell is not None
    assert cell["width"] >= 10
    part(page, "output[0, 0, 0]").tap()
    expect(said(page).locator(".what code")).to_have_text("output[0, 0, 0]")


def test_predict_then_reveal(page: Page, app_url: str) -> None:
    open_app(page, app_url, PATH, predict="1")
    expect(page.get_by_text("What is the shape of")).to_be_visible()
    expect(page.locator(".explorer")).to_have_count(0)
    page.locator("[class*=st-key-question-answer] button").first.click()
    expect(page.locator(".explorer")).to_have_count(1)
    expect(page.get_by_text("of 1 predicted")).to_be_visible()


def test_nothing_is_wrong_for_assistive_technology(page: Page, app_url: str) -> None:
    for lang in ("en", "zh"):
        open_app(page, app_url, PATH, lang=lang)
        expect(said(page).locator(".what code")).to_have_text("h_n[3]")
        assert accessibility_problems(page, within=".st-key-explorer") == []
    assert translation("zh")("Clear") in (said(page).text_content() or "")
