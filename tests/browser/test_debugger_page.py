"""The debugger page as a person uses it: the real app in Chromium."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from rnnviz.cells import CELL_TYPES
from rnnviz.scenario import DEFAULT_TEXTS, Scenario
from tests.browser.conftest import MakePage
from tests.browser.driving import accessibility_problems, open_app, wait_until_idle

expect.set_options(timeout=30_000)


def variable(page: Page, name: str) -> Locator:
    """The row of a variable in the player's table."""
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name, exact=True))


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("radiogroup", name=label, exact=True).get_by_role("radio", name=option, exact=True).click()


def type_into(page: Page, label: str, text: str) -> None:
    field = page.get_by_label(label, exact=True)
    field.fill(text)
    field.blur()


def expect_address(page: Page, query: str) -> None:
    expect(page).to_have_url(re.compile(rf"/{re.escape(query)}$"))


def moment(page: Page) -> Locator:
    """The player's line that says which time step and operation it shows."""
    return page.locator('.rnnviz [role="toolbar"]').locator("p").first


def test_the_first_page_shows_the_worked_example_at_its_last_operation(make_page: MakePage, app_url: str) -> None:
    page = make_page(motion="no-preference")
    open_app(page, app_url)
    for _ in range(12):
        page.keyboard.press("ArrowDown")
    expect(moment(page)).to_contain_text("operation 13 of 13")
    expect(variable(page, "c")).to_contain_text(re.compile("0.5785.*−0.1808"))
    expect(variable(page, "h")).to_contain_text(re.compile("0.3135.*−0.1075"))
    expect(page.get_by_text(re.compile(r"equal to nn.LSTM to \de-1[67]"))).to_be_visible()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_player_is_seen_whole_without_scrolling(page: Page, app_url: str, lang: str) -> None:
    open_app(page, app_url, lang=lang, input="text", hidden="16")
    for part in (page.locator('.rnnviz [role="toolbar"]'), page.get_by_role("slider"), page.get_by_role("table").first):
        expect(part).to_be_in_viewport(ratio=0.99)
    sidebar = page.get_by_test_id("stSidebarContent")
    assert sidebar.evaluate("node => node.scrollHeight <= node.clientHeight"), "the sidebar must be scrolled"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


# -- the address -----------------------------------------------------------------------------------------------------


def test_the_address_follows_and_back_and_forward_move_the_player(page: Page, app_url: str) -> None:
    open_app(page, app_url, input="text", hidden="4")
    press(page, "Next step")
    expect_address(page, "?hidden=4&input=text&t=1")
    press(page, "Next operation")
    expect_address(page, "?hidden=4&input=text&t=1&op=a_f")
    choose(page, "Cell type", "GRU")
    expect_address(page, "?cell=GRU&hidden=4&input=text&t=1")
    page.go_back()
    expect(moment(page)).to_contain_text(re.compile(r"t = 1 .*operation 2 of 13"))
    expect(page.get_by_role("radio", name="LSTM")).to_be_checked()
    page.go_back()
    expect(moment(page)).to_contain_text("operation 1 of 13")
    page.go_back()
    expect(moment(page)).to_contain_text("t = 0")
    expect_address(page, "?input=text&hidden=4")  # as it was opened
    for _ in range(3):
        page.go_forward()
    expect_address(page, "?cell=GRU&hidden=4&input=text&t=1")
    expect(page.get_by_role("radio", name="GRU")).to_be_checked()
    expect(moment(page)).to_contain_text(re.compile(r"t = 1 .*of 11"))
    page.reload()
    expect(moment(page)).to_contain_text(re.compile(r"t = 1 .*of 11"))


def test_back_is_heard_at_once_after_steps(page: Page, app_url: str) -> None:
    open_app(page, app_url, input="text", hidden="4")
    for t in (1, 2):
        press(page, "Next step")
        expect_address(page, f"?hidden=4&input=text&t={t}")
    page.go_back()
    expect(moment(page)).to_contain_text("t = 1 ")
    expect_address(page, "?hidden=4&input=text&t=1")


def test_steps_just_before_a_setting_are_not_lost(page: Page, app_url: str) -> None:
    open_app(page, app_url, input="text", hidden="4")
    press(page, "Next step")
    press(page, "Next step")
    expect_address(page, "?hidden=4&input=text&t=2")
    choose(page, "Cell type", "GRU")
    expect_address(page, "?cell=GRU&hidden=4&input=text&t=2")
    expect(moment(page)).to_contain_text("t = 2")


def test_a_wrong_address_is_answered_and_not_a_trap(page: Page, app_url: str) -> None:
    open_app(page, app_url)
    page.goto(f"{app_url}/?hidden=1e9&cell=GRU&unit=x")
    wait_until_idle(page)
    notices = page.get_by_test_id("stAlert")
    expect(notices).to_have_count(2)
    expect(notices.first).to_contain_text("hidden_size must be a whole number from 1 to 512, got 1e9.")
    expect(page.get_by_role("radio", name="GRU")).to_be_checked()
    page.go_back()
    expect(page.get_by_role("radio", name="LSTM")).to_be_checked()
    expect(notices).to_have_count(0)


# -- what is typed ---------------------------------------------------------------------------------------------------


def test_a_wrong_hidden_size(page: Page, app_url: str) -> None:
    open_app(page, app_url, input="text", t="3", op="c")
    for hidden, right in (("0", "3"), ("-1", "4"), ("1e9", "3"), ("abc", "4")):
        before = moment(page).text_content() or ""
        type_into(page, "Hidden size", hidden)
        said = page.get_by_role("alert")
        expect(said).to_have_text(re.compile(rf"hidden_size must be a whole number from 1 to 512, got {hidden}\.$"))
        expect(page.get_by_label("Hidden size")).to_have_value(hidden)
        expect(moment(page)).to_have_text(before)
        type_into(page, "Hidden size", right)
        expect(said).to_have_count(0)
        expect(variable(page, "c")).to_contain_text(f"({right},)")


@pytest.mark.parametrize(
    ("source", "label", "wrong"),
    [
        (
            "text",
            "Text, one batch row a line",
            {"": "The text is empty", "ab\n\nc": "No line inside the text may be empty"},
        ),
        (
            "series",
            "Numbers, one batch row a line",
            {
                "1 two": "The series may hold numbers only",
                "1 nan": "Every number of the series must be finite",
                "inf 1": "Every number of the series must be finite",
            },
        ),
    ],
)
def test_a_wrong_input(page: Page, app_url: str, source: str, label: str, wrong: dict[str, str]) -> None:
    open_app(page, app_url, input=source, t="2")
    expect(moment(page)).to_contain_text("operation")  # drawn, on a busy machine too
    before = moment(page).text_content() or ""
    for typed, sentence in wrong.items():
        type_into(page, label, typed)
        expect(page.get_by_role("alert")).to_contain_text(sentence)
        expect(page.get_by_label(label, exact=True)).to_have_value(typed)
        expect(moment(page)).to_have_text(before)
    choose(page, "Language", "中文")
    expect(page.get_by_role("button", name="重置")).to_be_visible()
    expect(page.locator("textarea[aria-label]").first).to_have_value(typed)
    expect(page.get_by_role("alert")).to_have_count(1)


def test_any_script_can_be_typed(page: Page, app_url: str) -> None:
    open_app(page, app_url)
    choose(page, "Input", "Text")
    type_into(page, "Text, one batch row a line", "知之<b>é👩‍🚀")
    expect(moment(page)).to_contain_text("of 7")
    page.keyboard.press("End")
    expect(moment(page)).to_contain_text("“👩‍🚀”")


# -- languages -------------------------------------------------------------------------------------------------------


def test_the_language_can_be_switched_at_any_time(page: Page, app_url: str) -> None:
    open_app(page, app_url, input="text", t="3", op="c")
    choose(page, "Language", "中文")
    expect(page.get_by_role("button", name="下一步", exact=True)).to_be_visible()
    expect_address(page, "?input=text&t=3&op=c&lang=zh")
    expect(moment(page)).to_contain_text("更新细胞状态")
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"
    choose(page, "语言", "English")
    expect(page.get_by_role("button", name="Next step")).to_be_visible()
    expect_address(page, "?input=text&t=3&op=c")


SEEN_TEXT = """() => {
  const passedOver = "script, style, code, math, [data-testid=stIconMaterial]";
  const texts = [document.title];
  const walk = (node) => {
    if (node.shadowRoot) walk(node.shadowRoot);
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) texts.push(child.data);
      if (child.nodeType !== Node.ELEMENT_NODE || child.matches(passedOver)) continue;
      if (!child.checkVisibility({ visibilityProperty: true })) continue;
      for (const name of ["aria-label", "title", "placeholder"]) texts.push(child.getAttribute(name) ?? "");
      walk(child);
    }
  };
  walk(document.body);
  return texts;
}"""

DATA = {"rnnviz", "RNN", "LSTM", "GRU", "nn", "t", "tanh", "relu", "torch", "English", "Python", "NaN"}
for cell_type in CELL_TYPES.values():
    DATA |= set(cell_type.variables)
    DATA |= {parameter for operation in cell_type.operations for parameter in operation.parameters}


@pytest.mark.parametrize("cell", ["LSTM", "GRU", "RNN"])
def test_in_chinese_nothing_is_english(page: Page, app_url: str, cell: str) -> None:
    open_app(page, app_url, lang="zh", cell=cell, input="series", layers="2", bidirectional="1", hidden="12")
    expect(page.get_by_role("button", name="下一步", exact=True)).to_be_visible()
    page.get_by_role("button", name="带我看看").click()
    words = {word for text in page.evaluate(SEEN_TEXT) for word in re.findall(r"\b[A-Za-z]\w*", text)}
    assert words - DATA == set()


# -- what can be taken away ------------------------------------------------------------------------------------------


def clipboard(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_a_copied_link_opens_the_same_view(make_page: MakePage, app_url: str) -> None:
    page = make_page()
    open_app(page, app_url, input="text", hidden="4")
    press(page, "Next step")
    expect_address(page, "?hidden=4&input=text&t=1")
    wait_until_idle(page)
    press(page, "Copy link")
    expect(page.get_by_text("Copied")).to_be_visible()
    link = clipboard(page)
    assert link == f"{app_url}/?hidden=4&input=text&t=1"
    other = make_page()
    other.goto(link)
    expect(moment(other)).to_have_text(moment(page).text_content() or "")


def test_the_copied_code_is_that_of_the_place(page: Page, app_url: str) -> None:
    open_app(page, app_url, input="text")
    press(page, "Next step")
    expect_address(page, "?input=text&t=1")
    wait_until_idle(page)
    press(page, "Copy as Python")
    expect(page.get_by_text("Copied")).to_be_visible()
    assert clipboard(page) == Scenario(source="text", t=1).to_python()


def test_copying_works_without_a_clipboard_and_where_it_is_forbidden_the_text_is_there(
    page: Page, app_url: str
) -> None:
    open_app(page, app_url)
    # A page on plain http has none.
    page.evaluate(
        "window.kept = navigator.clipboard; Object.defineProperty(navigator, 'clipboard', {value: undefined})"
    )
    press(page, "Copy as Python")
    expect(page.get_by_text("Copied")).to_be_visible()
    assert page.evaluate("window.kept.readText()") == Scenario().to_python()
    page.evaluate("document.execCommand = () => false")
    press(page, "Copy as Python")
    expect(page.get_by_text("press Ctrl+C")).to_be_visible()
    expect(page.get_by_label("Copy as Python").and_(page.locator("textarea"))).to_have_value(Scenario().to_python())


def test_reset_brings_the_first_view_back(page: Page, app_url: str) -> None:
    open_app(page, app_url, lang="zh", cell="GRU", hidden="16", input="text", t="4", op="n", unit="2")
    press(page, "重置")
    expect_address(page, "?lang=zh")
    expect(moment(page)).to_contain_text(re.compile("t = 0.*13"))
    expect(page.get_by_label("隐藏层大小")).to_have_value("2")


# -- charts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("chart", [0, 1, 2])
def test_a_click_on_a_chart_moves_the_player(page: Page, app_url: str, chart: int) -> None:
    open_app(page, app_url, input="text", hidden="2", op="c", t="5")
    figure = page.get_by_test_id("stPlotlyChart").nth(chart)
    figure.scroll_into_view_if_needed()
    area = figure.locator(".nsewdrag").first
    expect(area).to_be_visible()
    box = area.bounding_box()
    assert box
    # Time charts: near the fourth of 18 positions. The bars: the second of two units.
    across = 0.78 if chart == 1 else (3 + 0.5) / 18
    down = {0: 0.5, 1: 0.42, 2: 0.75}[chart]
    page.mouse.click(box["x"] + across * box["width"], box["y"] + down * box["height"])
    if chart == 1:
        expect_address(page, "?input=text&t=5&op=c&unit=1")
    else:
        expect(moment(page)).to_contain_text(re.compile("t = [34] "))
    expect(page.get_by_role("slider")).to_be_attached()


def test_the_gate_drawn_over_time_can_be_chosen(page: Page, app_url: str) -> None:
    open_app(page, app_url, input="text")
    choose(page, "Every unit over time", "c")
    expect(page.get_by_role("figure", name="c over time: one row a unit.")).to_be_attached()
    expect_address(page, "?input=text&gate=c")


# -- whom it serves --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(make_page: MakePage, app_url: str, dark: bool) -> None:
    page = make_page(dark=dark)
    open_app(page, app_url, input="text", hidden="8")
    expect(page.get_by_role("button", name="Next step")).to_be_visible()
    type_into(page, "Hidden size", "abc")
    expect(page.get_by_role("alert")).to_be_visible()
    # The player is looked at in its own tests.
    assert [problem for problem in accessibility_problems(page) if "st-key-player" not in problem] == []


def test_a_phone_shows_the_player_first(make_page: MakePage, app_url: str) -> None:
    page = make_page(width=390, height=844, touch=True)
    open_app(page, app_url, input="text")
    expect(page.get_by_role("button", name="Next step")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_largest_network_is_shown_and_stepped(page: Page, app_url: str) -> None:
    largest = {"hidden": "128", "layers": "4", "bidirectional": "1", "input": "text", "text": DEFAULT_TEXTS["zh"] * 133}
    open_app(page, app_url, **largest)
    expect(moment(page)).to_contain_text("t = 0 of 1995", timeout=60_000)
    page.keyboard.press("End")
    expect(moment(page)).to_contain_text("t = 1994")
    expect(variable(page, "h")).to_contain_text(re.compile(r"\d\.\d{2}"), timeout=30_000)
