"""The page of the worked example as a person uses it: the real app in Chromium."""

import re

import numpy as np
import pytest
import torch
from playwright.sync_api import Locator, Page, expect
from torch import nn

from tests.browser.conftest import MakePage
from tests.browser.driving import accessibility_problems, open_app
from tests.browser.test_debugger_page import choose, expect_address, moment, press

expect.set_options(timeout=30_000)

PATH = "worked-example"
LAST = "h"


def result(page: Page, name: str) -> Locator:
    """The row of a value in the list of results."""
    return page.locator(".result-row").filter(has=page.locator(f'.result-name:text-is("{name}")'))


def worked(page: Page) -> Locator:
    """The calculation that is seen now."""
    return page.locator(".worked.current")


def cell(page: Page, name: str) -> Locator:
    return page.get_by_role("textbox", name=name, exact=True)


def enter(page: Page, name: str, text: str) -> None:
    cell(page, name).fill(text)
    cell(page, name).press("Enter")
    cell(page, name).blur()


def to_the_end(page: Page) -> None:
    expect(moment(page)).to_contain_text("operation 1 of 13")
    page.keyboard.press("End")
    expect(moment(page)).to_contain_text("operation 13 of 13")


def test_every_line_is_stepped_through_with_its_arithmetic(page: Page, app_url: str) -> None:
    open_app(page, app_url, PATH)
    line = worked(page)
    expect(line).to_contain_text("0.1 · 0.5 + 0.2 · (−0.2) + 0.3 · 0.1 + 0.01 + 0.1 · 0.3 + 0.2 · (−0.4) + 0.05")
    expect(line).to_contain_text("= 0.0500 + (−0.0400) + 0.0300 + 0.01 + 0.0300 + (−0.0800) + 0.05")
    expect(line).to_contain_text("= 0.0500")
    for name, text in (("a_f", "0.1700"), ("a_g", "0.2900"), ("a_o", "0.4100"), ("i", "σ(0.0500)= 0.5125")):
        expect(result(page, name).locator(".result-value")).to_be_empty()
        page.keyboard.press("ArrowDown")
        expect(line).to_contain_text(text)
        expect(result(page, name).locator(".result-value")).not_to_be_empty()
    page.keyboard.press("End")
    expect(line).to_contain_text("0.6011 · 0.5216= 0.3135")
    expect(result(page, "c")).to_contain_text("[0.5785, −0.1808]")
    expect(result(page, "h")).to_contain_text("[0.3135, −0.1075]")
    # Ten digits on demand, and the proof beside the numbers.
    choose(page, "Digits", "10")
    expect(result(page, "i")).to_contain_text("[0.5124973965, 0.5124973965]")
    expect(result(page, "f")).to_contain_text("[0.5423979408, 0.5423979408]")
    expect(result(page, "g")).to_contain_text("[0.2821348127, 0.2821348127]")
    expect(result(page, "o")).to_contain_text("[0.6010878788, 0.6010878788]")
    expect(result(page, "c")).to_contain_text("[0.5785117096, −0.1808454075]")
    expect(result(page, "h")).to_contain_text("[0.3135171397, −0.1075342260]")
    expect_address(page, "worked-example?digits=10&op=h")
    rows = page.locator(".proof tbody tr")
    expect(rows).to_have_count(4)
    for row, value in enumerate(["0.5785117096", "−0.1808454075", "0.3135171397", "−0.1075342260"]):
        expect(rows.nth(row).get_by_text(value, exact=True)).to_have_count(3)
        assert float(rows.nth(row).locator("td").last.inner_text()) < 1e-15


def test_as_printed_it_runs_to_numpys_own_error(page: Page, app_url: str) -> None:
    with pytest.raises(ValueError, match="operands") as refusal:
        np.zeros(2) * np.zeros(0)
    open_app(page, app_url, PATH)
    choose(page, "Reading", "As printed")
    slices = page.locator(".cut-grid")
    expect(slices).to_contain_text(re.compile(r"i\s*\[0:2\].*f\s*\[2:4\].*g\s*\[4:6\].*o\s*\[6:8\]", re.DOTALL))
    expect(slices.get_by_text("no row at all: shape (0,)")).to_have_count(2)
    for _ in range(9):
        page.keyboard.press("ArrowDown")
    expect(moment(page)).to_contain_text("operation 10 of 13")
    expect(result(page, "i")).to_contain_text("[0.5125, 0.5424]")
    expect(result(page, "f")).to_contain_text("[0.5720, 0.6011]")
    for empty in ("g", "o"):
        expect(result(page, empty)).to_contain_text("[] (0,)")
    expect(result(page, "kept")).to_contain_text("[0.4576, −0.3607]")
    expect(result(page, "written")).to_contain_text("stops here")
    expect(worked(page)).to_contain_text(re.compile(r"i \(2,\)\s*g \(0,\)"))
    assert worked(page).locator(".error").text_content() == f"ValueError: {refusal.value}"
    refused = nn.LSTM(3, 2)
    with pytest.raises(RuntimeError) as words:
        refused.load_state_dict({"weight_ih_l0": torch.zeros(4, 3)}, strict=False)
    first = str(words.value).splitlines()[1].strip()
    expect(page.get_by_test_id("stCode")).to_contain_text(first)
    press(page, "Give it full rows")
    expect(page.get_by_role("radiogroup", name="Reading").get_by_role("radio", name="Full rows")).to_be_checked()
    expect(cell(page, "weight_ih[7, 2]")).to_have_value("2.4")


@pytest.mark.parametrize(("mode", "stop"), [("GRU", "a_n"), ("RNN", "a")])
def test_the_others_as_printed(page: Page, app_url: str, mode: str, stop: str) -> None:
    open_app(page, app_url, PATH, cell=mode, reading="printed", steps="2")
    expect(moment(page)).to_contain_text("operation 1 of")
    # The RNN comes through its first step, with one unit less, and stops in the second.
    for _ in range({"GRU": 6, "RNN": 2}[mode]):
        page.keyboard.press("ArrowDown")
    expect(result(page, stop)).to_contain_text("stops here")
    expect(worked(page).locator(".error")).to_contain_text("ValueError: ")


def test_as_printed_stands_where_the_run_came_to(page: Page, app_url: str) -> None:
    open_app(page, app_url, PATH, steps="2", t="1", unit="1", op="written")
    expect(moment(page)).to_contain_text("t = 1 of 2")
    choose(page, "Reading", "As printed")
    expect(moment(page)).to_contain_text("t = 0 of 1")
    expect(worked(page).locator(".error")).to_be_visible()
    page.keyboard.press("ArrowUp")
    expect(worked(page)).to_contain_text("0.6011 · (−0.6)")
    expect(page.locator(".group.other")).to_have_count(0)
    expect_address(page, "worked-example?reading=printed&steps=2&op=kept")


def test_a_second_step_begins_with_what_the_first_left(page: Page, app_url: str) -> None:
    open_app(page, app_url, PATH)
    choose(page, "Time steps", "2")
    expect(moment(page)).to_contain_text("t = 0 of 2")
    page.keyboard.press("ArrowRight")
    expect(moment(page)).to_contain_text("t = 1")
    expect(result(page, "h_prev")).to_contain_text("[0.3135, −0.1075]")
    expect(result(page, "c_prev")).to_contain_text("[0.5785, −0.1808]")
    expect(worked(page)).to_contain_text("0.1 · 0.3135")


# -- edits -----------------------------------------------------------------------------------------------------------


def test_an_edit_changes_everything_has_a_link_and_goes_back(page: Page, make_page: MakePage, app_url: str) -> None:
    open_app(page, app_url, PATH)
    enter(page, "x[0, 1]", "-4")
    expect_address(page, "worked-example?edits=x.0.1%3D-4")
    expect(worked(page)).to_contain_text("0.2 · (−4)")
    enter(page, "W_ih[3, 2]", "0")
    expect_address(page, "worked-example?edits=x.0.1%3D-4+W_ih.3.2%3D0")
    to_the_end(page)
    lstm = nn.LSTMCell(3, 2, dtype=torch.float64)
    rows = [[0.1, 0.2, 0.3], [0.4, 0.5, 0.6], [0.7, 0.8, 0.9], [1.0, 1.1, 0.0]]
    own = {
        "weight_ih": rows, "weight_hh": [[0.1, 0.2], [0.3, 0.4], [0.5, 0.6], [0.7, 0.8]],
        "bias_ih": [0.01, 0.02, 0.03, 0.04], "bias_hh": [0.05, 0.06, 0.07, 0.08],
    }  # fmt: skip
    lstm.load_state_dict(
        {name: torch.tensor(w, dtype=torch.float64).repeat_interleave(2, 0) for name, w in own.items()}
    )
    state = (torch.tensor([0.3, -0.4], dtype=torch.float64), torch.tensor([0.8, -0.6], dtype=torch.float64))
    h, _ = lstm(torch.tensor([0.5, -4.0, 0.1], dtype=torch.float64), state)
    shown = ", ".join(f"{value:.4f}".replace("-", "−") for value in h.tolist())
    expect(result(page, "h")).to_contain_text(f"[{shown}]")

    expect_address(page, "worked-example?edits=x.0.1%3D-4+W_ih.3.2%3D0&op=h")
    other = make_page()
    other.goto(page.url)
    expect(cell(other, "x[0, 1]")).to_have_value("-4")
    expect(result(other, "h")).to_contain_text(f"[{shown}]")

    press(page, "Back to the original")
    expect(cell(page, "x[0, 1]")).to_have_value("-0.2")
    expect(result(page, "h")).to_contain_text("[0.3135, −0.1075]")
    expect(page.get_by_role("button", name="Back to the original")).to_be_disabled()
    page.go_back()
    expect(cell(page, "x[0, 1]")).to_have_value("-4")


SENTENCES = {
    "": "W_hh[1, 0] must be a number, and nothing was typed: type one such as -0.5.",
    "two": "W_hh[1, 0] must be a number such as -0.5, got two.",
    "NaN": "W_hh[1, 0] must be a finite number, got NaN.",
    "1e308": "W_hh[1, 0] must lie between -1000000 and 1000000, got 1e308.",
    "<img src=x onerror=alert(1)>": "W_hh[1, 0] must be a number such as -0.5, got <img src=x onerror=alert(1)>.",
}


def test_a_wrong_entry_is_answered_at_its_cell_and_nothing_else_is_lost(page: Page, app_url: str) -> None:
    open_app(page, app_url, PATH, edits="x.0.0=2")
    for typed, sentence in SENTENCES.items():
        enter(page, "W_hh[1, 0]", typed)
        expect(page.get_by_role("alert")).to_have_text(f"{sentence} It is still calculated with 0.3.")
        expect(cell(page, "W_hh[1, 0]")).to_have_value(typed)
        expect(cell(page, "W_hh[1, 0]")).to_have_attribute("aria-invalid", "true")
        expect(cell(page, "x[0, 0]")).to_have_value("2")
    enter(page, "b_ih[0]", "0.5")
    expect_address(page, "worked-example?edits=x.0.0%3D2+b_ih.0%3D0.5")
    expect(cell(page, "W_hh[1, 0]")).to_have_value(typed)
    expect(page.get_by_role("alert")).to_contain_text(sentence)
    cell(page, "W_hh[1, 0]").focus()
    page.keyboard.press("Escape")
    expect(cell(page, "W_hh[1, 0]")).to_have_value("0.3")
    expect(page.get_by_role("alert")).to_have_count(0)
    enter(page, "W_hh[1, 0]", "0.25")
    expect_address(page, "worked-example?edits=x.0.0%3D2+b_ih.0%3D0.5+W_hh.1.0%3D0.25")


def test_many_fields_filled_by_tab_are_all_taken(page: Page, app_url: str) -> None:
    open_app(page, app_url, PATH)
    cell(page, "W_ih[0, 0]").focus()
    for number in range(1, 8):
        page.keyboard.type(str(number))
        page.keyboard.press("Tab")
    expected = ["1", "2", "3", "4", "5", "6", "7"]
    names = ["W_ih[0, 0]", "W_ih[0, 1]", "W_ih[0, 2]", "b_ih[0]", "W_hh[0, 0]", "W_hh[0, 1]", "b_hh[0]"]
    expect(page).to_have_url(re.compile(r"b_hh\.0%3D7"))
    for name, value in zip(names, expected, strict=True):
        expect(cell(page, name)).to_have_value(value)
        assert f"{name.replace('[', '.').replace(', ', '.').strip(']')}%3D{value}" in page.url
    expect(worked(page)).to_contain_text("1 · 0.5 + 2 · (−0.2) + 3 · 0.1 + 4 + 5 · 0.3 + 6 · (−0.4) + 7")


# -- beside PyTorch, in print, on the other page ---------------------------------------------------------------------


def test_print_opens_the_dialog_for_the_whole_calculation(make_page: MakePage, app_url: str) -> None:
    page = make_page(scripted=True)
    # The dialog itself is the browser's: what it was asked to print is looked at.
    page.add_init_script("window.print = () => { top.printed = document.documentElement.outerHTML; }")
    open_app(page, app_url, PATH, lang="zh", steps="2", edits="x.0.0=2.5")
    press(page, "打印讲义")
    page.wait_for_function("window.printed")
    printed = page.evaluate("printed")
    assert 'lang="zh-Hans"' in printed
    assert "0.1 · 2.5" in re.sub(r"<[^>]+>|\s+", " ", printed).replace("\u00a0", " ").replace("  ", " ")


def test_the_other_page_keeps_what_it_showed(page: Page, app_url: str) -> None:
    open_app(page, app_url, input="text", hidden="4", cell="GRU")
    press(page, "Next step")
    expect_address(page, "?cell=GRU&hidden=4&input=text&t=1")
    page.get_by_role("link", name="Worked example").click()
    expect(page.get_by_role("heading", name="The worked example")).to_be_visible()
    expect_address(page, "worked-example")
    choose(page, "Reading", "Full rows")
    expect_address(page, "worked-example?reading=full")
    page.get_by_role("link", name="Debugger").click()
    expect(moment(page)).to_contain_text("t = 1")
    expect_address(page, "?cell=GRU&hidden=4&input=text&t=1")
    page.go_back()
    expect(page.get_by_role("radio", name="Full rows")).to_be_checked()
    expect_address(page, "worked-example?reading=full")
    page.go_back()
    expect(page.get_by_role("radio", name="Shared row")).to_be_checked()
    page.go_back()
    expect(moment(page)).to_contain_text("t = 1")
    expect(page.get_by_role("radio", name="GRU")).to_be_checked()
    page.go_forward()
    expect(page.get_by_role("radio", name="Shared row")).to_be_checked()


def test_the_edited_example_opens_in_the_debugger(page: Page, app_url: str) -> None:
    open_app(page, app_url, PATH, edits="x.0.0=2", reading="full", op="c")
    press(page, "Open in the debugger")
    expect(page.get_by_role("slider")).to_be_visible()
    expect(moment(page)).to_contain_text("operation 11 of 13")
    expect(page).to_have_url(re.compile(r"/\?reading=full&edits=x\.0\.0%3D2&op=c$"))


# -- how it looks ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("query", [{"reading": "printed"}, {"lang": "zh", "reading": "full", "digits": "10"}], ids=str)
def test_it_can_be_used_by_everyone(make_page: MakePage, app_url: str, query: dict[str, str], dark: bool) -> None:
    page = make_page(dark=dark)
    open_app(page, app_url, PATH, **query)
    expect(worked(page)).to_be_visible()
    problems = accessibility_problems(page, passed_over=["page-has-heading-one", "region"])
    assert not problems, "\n".join(problems)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_player_and_numbers_are_seen_together_and_keys_in_a_field_do_not_step(page: Page, app_url: str) -> None:
    open_app(page, app_url, PATH)
    for part in (
        page.locator('.rnnviz [role="toolbar"]'),
        result(page, LAST),
        cell(page, "x[0, 0]"),
        cell(page, "b_hh[3]"),
    ):
        expect(part).to_be_in_viewport(ratio=0.99)
    cell(page, "x[0, 0]").focus()
    for key in ("ArrowDown", "ArrowRight", "End", "Home"):
        page.keyboard.press(key)
    expect(moment(page)).to_contain_text("operation 1 of 13")
    cell(page, "x[0, 0]").fill("9")
    cell(page, "x[0, 0]").press("Escape")
    expect(cell(page, "x[0, 0]")).to_have_value("0.5")


@pytest.mark.parametrize("query", [{}, {"reading": "printed"}], ids=str)
def test_nothing_is_cut_on_smaller_screens(make_page: MakePage, app_url: str, query: dict[str, str]) -> None:
    page = make_page(width=390, height=800)
    open_app(page, app_url, PATH, **query)
    expect(worked(page)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    narrow = worked(page).evaluate("(node) => node.clientWidth")
    page.set_viewport_size({"width": 1366, "height": 800})
    widened = "([node, narrow]) => node.clientWidth > narrow"
    page.wait_for_function(widened, arg=[worked(page).element_handle(), narrow])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_nothing_moves_while_stepping(page: Page, app_url: str) -> None:
    open_app(page, app_url, PATH, reading="full")
    expect(worked(page)).to_be_visible()
    player = page.locator('.rnnviz [role="toolbar"]').locator("xpath=..")
    tops = set()
    for _ in range(13):
        tops.add((player.bounding_box()["height"], result(page, "x").bounding_box()["y"]))  # type: ignore[index]
        page.keyboard.press("ArrowDown")
    assert len(tops) == 1, tops
