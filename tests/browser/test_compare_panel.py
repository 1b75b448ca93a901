"""Recordings under each other in the real app: one cursor with the player, both ways."""

import re

from playwright.sync_api import Page, expect

from tests.browser.driving import drawn, open_app, soon

expect.set_options(timeout=30_000)

LEFT = """panel => {
  const plot = panel.querySelector(".plot");
  return panel.querySelector(".cursor").getBoundingClientRect().left - plot.getBoundingClientRect().left;
}"""


def test_one_cursor_with_the_player(page: Page, app_url: str) -> None:
    """After 20 keys the cursor stands where the player stands, in the same frame; a click in it moves the player."""
    open_app(page, app_url, input="text", text="to be or not to be, that is it", panels="compare")
    page.get_by_role("button", name="LSTM, GRU, RNN", exact=True).click()
    panel = page.locator(".rnnviz.comparison")
    expect(panel.locator(".row-of")).to_have_text(["LSTM", "GRU", "RNN", "GRU", "RNN", "LSTM"])
    expect(panel.locator(".first-tick")).to_have_count(2)
    page.keyboard.press("Home")
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    # Two frames: what was asked for is painted then, without any answer of the server.
    drawn(page)
    width = panel.locator(".plot").evaluate("plot => plot.clientWidth")
    expect(page.locator(".where")).to_contain_text("t = 20 of 30")
    assert abs(panel.evaluate(LEFT) - 20 * width / 30) < 2

    panel.locator(".plot").click(position={"x": 7.5 * width / 30, "y": 30})
    expect(page.locator(".where")).to_contain_text("t = 7 of 30")
    assert abs(panel.evaluate(LEFT) - 7 * width / 30) < 2
    # It shows the time steps that the timeline shows: from one zoom to the next, and all of them again.
    for _ in range(3):
        page.keyboard.press("+")
    # Of presses that come between two frames only the first is drawn at once.
    drawn(page)
    shown = page.locator(".shown-steps").inner_text()
    start, last = map(int, re.findall(r"[0-9]+", shown))
    assert 0 < start < 7 < last < 29
    expect(panel.locator(".first-tick").first).to_be_hidden()
    soon(lambda: panel.evaluate(LEFT), lambda left: abs(left - (7 - start) * width / (last + 1 - start)) < 2)
    panel.locator(".plot").click(position={"x": width - 2, "y": 30})
    expect(page.locator(".where")).to_contain_text(f"t = {last} of 30")
    page.keyboard.press("0")
    soon(lambda: panel.evaluate(LEFT), lambda left: abs(left - last * width / 30) < 2)
    page.get_by_role("button", name="Go to t = 0").first.click()
    expect(page.locator(".where")).to_contain_text("t = 0 of 30")
    assert abs(panel.evaluate(LEFT)) < 2
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
