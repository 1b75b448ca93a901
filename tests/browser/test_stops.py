"""Breakpoints in the player and on the page, as a person uses them."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

import rnnviz
from rnnviz.lessons.network import recording
from rnnviz.player import ticks
from rnnviz.scenario import Scenario
from tests.browser.driving import accessibility_problems, open_app, soon
from tests.browser.player_host import open_host, record, view_of
from tests.browser.test_debugger_page import moment
from tests.browser.test_player import press


def told(rec: rnnviz.Recording, *conditions: str) -> dict[str, Any]:
    return ticks.ticks([(one, ticks.marks(rnnviz.break_at(rec, one))) for one in conditions], (0, "forward", 0))


def test_b_and_shift_b_go_from_one_to_the_next_as_the_steps_are_processed(page: Page, tmp_path: Path) -> None:
    rec = record(bidirectional=True)
    host = open_host(page, tmp_path, rec)
    buttons = host.player.get_by_role("group", name="Breakpoints")
    expect(buttons).to_be_hidden()
    assert press(host, "b") == (0, 1)
    expect(host.player.get_by_role("status")).to_have_text("No breakpoint is set.")
    view = {**view_of(rec), "ticks": told(rec, "t == 3 or t == 4", "t == 9 and length == 12")}
    host.show(view)
    assert press(host, "ArrowDown", "b") == (3, 2)
    expect(host.player.get_by_role("status")).to_be_empty()
    assert [press(host, key)[0] for key in ("b", "b", "b", "Shift+B", "Shift+B")] == [4, 9, 9, 4, 3]
    press(host, "Shift+B")
    expect(host.player.get_by_role("status")).to_have_text("There is no earlier breakpoint in this track.")
    buttons.get_by_role("button", name="Next breakpoint").click()
    assert host.at()[0] == 4
    # A tick tells what stops there, and a click near it goes there.
    strip = host.player.locator(".ticks")
    box = strip.bounding_box()
    assert box
    strip.hover(position={"x": box["width"] * 9.5 / 12, "y": 4})
    expect(strip).to_have_attribute("title", "t = 9\nt == 9 and length == 12")
    strip.click(position={"x": box["width"] * 9.5 / 12 - 3, "y": 4})
    assert host.at()[0] == 9
    # Where there were too many for all to travel, it is said where they end.
    end = host.player.locator(".ticks-end")
    expect(end).to_be_empty()
    host.show({**view, "ticks": {**view["ticks"], "left_out": 7}})
    expect(end).to_have_text("ticks to t = 9")
    press(host, "b")
    expect(host.player.get_by_role("status")).to_have_text("The ticks end at t = 9: 7 more are left out.")
    host.show(view)
    expect(end).to_be_empty()
    host.player.get_by_label("Direction").select_option("reverse")
    assert [press(host, key)[0] for key in ("b", "b", "b", "Shift+B")] == [4, 3, 3, 4]
    host.show({**view, "ticks": None})
    expect(buttons).to_be_hidden()
    expect(strip).to_be_hidden()


def test_ticks_of_an_exported_page_come_with_the_recording(page: Page, tmp_path: Path) -> None:
    rec = record()
    file = tmp_path / "page.html"
    file.write_text(rnnviz.show(rec, breakpoints=["t == 7"]).to_html(), encoding="utf-8")
    page.goto(file.as_uri())
    expect(page.locator(".rnnviz .ticks")).to_be_visible()
    page.keyboard.press("b")
    expect(page.locator(".rnnviz .where")).to_contain_text("t = 7 of 12")


def test_a_breakpoint_is_set_walked_to_and_a_mistake_is_marked(page: Page, app_url: str) -> None:
    open_app(page, app_url, input="text", weights="random", hidden="6", panels="breakpoints")
    rec = recording(Scenario(source="text", weights="random", hidden_size=6))
    flips = rnnviz.break_at(rec, "sign-flip").steps().tolist()
    page.get_by_role("button", name="sign flip", exact=True).click()
    expect(page.locator(".rnnviz .ticks")).to_be_visible()
    expect(page.get_by_text(f"sign flip · {len(flips)} steps")).to_be_visible()
    expect(page).to_have_url(re.compile(r"[?&]break=sign-flip"))
    for t in flips[:2]:
        page.keyboard.press("b")
        expect(moment(page)).to_contain_text(f"t = {t} of 18")
    page.keyboard.press("Shift+B")
    expect(moment(page)).to_contain_text(f"t = {flips[0]} of 18")
    field = page.get_by_label("Condition: Enter adds it")
    field.fill("f < 0,1")
    field.press("Enter")
    expect(page.get_by_text("condition must be a single question, got ','.")).to_be_visible()
    soon(page.get_by_test_id("stCode").last.inner_text, "f < 0,1\n     ^".__eq__)
    # The table is a canvas: the fourth row below its head.
    table = page.get_by_test_id("stDataFrame")
    table.scroll_into_view_if_needed()
    table.click(position={"x": 40, "y": 35 * 4 + 17})
    expect(moment(page)).to_contain_text(f"t = {flips[3]} of 18")
    assert (
        accessibility_problems(page, within='[data-testid="stMain"]', passed_over=["scrollable-region-focusable"]) == []
    )
