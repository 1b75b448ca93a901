"""Moving about in the player: keys, buttons, timeline, play, reports, and everything that Python may tell it."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rnnviz.player import message
from tests.browser.conftest import MakePage
from tests.browser.player_host import Host, open_host, record, view_of

LAST = 13
"""Operations of an LSTM's step."""

REST = 450
"""Milliseconds after which a place has been reported."""


@pytest.fixture
def host(make_page: MakePage, tmp_path: Path) -> Host:
    """With its dots running."""
    return open_host(make_page(motion="no-preference"), tmp_path, record())


PRESS = """(keys) => keys.forEach((key) => document.body.dispatchEvent(
  new KeyboardEvent("keydown", { key, bubbles: true })))"""
"""Keys without a rest between them, however busy the machine is."""


def press(host: Host, *keys: str) -> tuple[int, int]:
    for key in keys:
        host.page.keyboard.press(key)
    return host.at()


# -- keys ------------------------------------------------------------------------------------------------------------


def test_keys_walk_steps_and_operations(host: Host) -> None:
    assert host.at() == (0, 1)
    assert press(host, "ArrowRight") == (1, 1)
    assert press(host, "ArrowDown", "ArrowDown") == (1, 3)
    assert press(host, "ArrowRight") == (2, 3), "a step keeps the operation"
    assert press(host, "ArrowUp") == (2, 2)
    assert press(host, "ArrowLeft") == (1, 2)
    assert press(host, "End") == (11, LAST)
    assert press(host, "Home") == (0, 1)
    assert press(host, "PageDown") == (0, 2)
    assert press(host, "PageUp") == (0, 1)


def test_operations_run_on_into_the_neighbouring_step(host: Host) -> None:
    assert press(host, *["ArrowDown"] * LAST) == (1, 1)
    assert press(host, "ArrowUp") == (0, LAST)


def test_at_the_ends_a_step_goes_to_the_last_or_first_operation(host: Host) -> None:
    assert press(host, "ArrowDown", "ArrowLeft") == (0, 1)
    assert press(host, "ArrowUp") == (0, 1)
    assert press(host, "End", "Home", *["ArrowRight"] * 11) == (11, 1)
    assert press(host, "ArrowRight") == (11, LAST)
    assert press(host, "ArrowRight", "ArrowDown") == (11, LAST)


def test_in_the_reverse_direction_next_is_the_next_to_be_processed(page: Page, tmp_path: Path) -> None:
    rec = record(bidirectional=True)
    host = open_host(page, tmp_path, rec, direction="reverse", t=5)
    assert press(host, "ArrowRight") == (4, 1)
    assert press(host, *["ArrowDown"] * LAST) == (3, 1)
    assert press(host, "Home") == (11, 1)
    assert press(host, "End") == (0, LAST)
    expect(host.player.locator(".processing")).to_have_text("← processed from right to left")
    # The state before the step is the one at t+1.
    expect(host.player.locator(".chip .symbol", has_text="t+1").first).to_be_visible()
    host.player.get_by_label("Direction").select_option("forward")
    expect(host.player.locator(".processing")).to_be_empty()
    expect(host.player.locator(".chip .symbol", has_text="t−1").first).to_be_visible()


def test_a_held_key_loses_no_presses(host: Host) -> None:
    host.page.evaluate(
        """() => { for (let n = 0; n < 50; n += 1) document.body.dispatchEvent(
             new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true, repeat: n > 0 })) }"""
    )
    assert host.at() == (50 // LAST, 50 % LAST + 1)


@pytest.mark.parametrize("modifier", ["Control", "Alt", "Meta", "Shift"])
def test_keys_with_a_modifier_are_left_to_the_browser(host: Host, modifier: str) -> None:
    assert press(host, f"{modifier}+ArrowDown", f"{modifier}+End") == (0, 1)


@pytest.mark.parametrize("key", ["c", "r", "C", "R"])
def test_streamlits_own_keys_do_nothing_here(host: Host, key: str) -> None:
    assert press(host, "ArrowDown", key) == (0, 2)


def test_keys_are_left_alone_while_something_is_typed(host: Host) -> None:
    host.page.locator("#field").focus()
    assert press(host, "ArrowDown", "End", "Space") == (0, 1)
    host.player.get_by_label("Unit").focus()
    assert press(host, "ArrowDown") == (0, 1)
    assert host.player.get_by_label("Unit").input_value() == "0"


def test_keys_do_not_scroll_the_page(host: Host) -> None:
    host.page.add_style_tag(content="main { height: 4000px }")
    press(host, "ArrowDown", "PageDown", "Space", "End")
    assert host.page.evaluate("scrollY") == 0


def test_only_one_player_answers_the_one_touched_last(host: Host) -> None:
    host.show(view_of(host.rec), "two")
    other = host.page.locator("#two .where")
    assert press(host, "ArrowDown") == (0, 2)
    expect(other).to_contain_text("operation 1 of")
    host.page.locator("#two .diagram").click(position={"x": 5, "y": 5})
    assert press(host, "ArrowDown", "ArrowDown") == (0, 2)
    expect(other).to_contain_text("operation 3 of")
    host.page.evaluate("remove_two()")
    assert press(host, "ArrowDown") == (0, 3)


# -- buttons, timeline, touch ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Next step", (6, 4)),
        ("Previous step", (4, 4)),
        ("Next operation", (5, 5)),
        ("Previous operation", (5, 3)),
        ("First step", (0, 1)),
        ("Last step", (11, LAST)),
    ],
)
def test_buttons(page: Page, tmp_path: Path, name: str, place: tuple[int, int]) -> None:
    host = open_host(page, tmp_path, record(), t=5, operation="a_o")
    host.player.get_by_role("button", name=name, exact=True).click()
    assert host.at() == place


def test_the_space_bar_on_a_button_presses_that_button(host: Host) -> None:
    host.player.get_by_role("button", name="Next step").focus()
    assert press(host, "Space") == (1, 1)
    expect(host.player.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_play_goes_on_by_itself_and_stops_at_the_end(page: Page, tmp_path: Path) -> None:
    host = open_host(page, tmp_path, record("RNN_TANH", text="ab"))
    host.player.get_by_label("Speed").select_option("15 steps/s")
    host.player.locator(".where").click()
    host.page.keyboard.press("Space")
    host.player.get_by_role("button", name="Pause", exact=True).wait_for()
    host.player.get_by_role("button", name="Play", exact=True).wait_for()
    assert host.at() == (1, 2)


def test_play_at_the_end_begins_again(page: Page, tmp_path: Path) -> None:
    host = open_host(page, tmp_path, record("RNN_TANH", text="ab"))
    assert press(host, "End") == (1, 2)
    host.player.get_by_role("button", name="Play", exact=True).click()
    expect(host.where).to_contain_text("t = 0")


def test_the_space_bar_plays_though_a_choice_elsewhere_was_clicked(host: Host) -> None:
    html = "<button role='radio' aria-checked='true'>GRU</button>"
    host.page.evaluate("(html) => document.body.insertAdjacentHTML('beforeend', html)", html)
    host.page.get_by_role("radio", name="GRU").click()
    press(host, "Space")
    expect(host.player.get_by_role("button", name="Pause", exact=True)).to_be_visible()


def test_a_move_of_ones_own_stops_playing(host: Host) -> None:
    host.player.get_by_role("button", name="Play", exact=True).click()
    expect(host.player.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    press(host, "End")
    expect(host.player.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_lines_of_code_rows_and_nodes_lead_to_their_operation(host: Host) -> None:
    host.player.locator(".line").nth(4).click()
    assert host.at() == (0, 5)
    host.player.locator("tr", has=host.page.get_by_role("rowheader", name="kept", exact=True)).click()
    assert host.at() == (0, 9)
    host.player.locator(".node").first.click()
    assert host.at() == (0, 1)


def test_click_and_drag_on_the_timeline(host: Host) -> None:
    box = host.player.get_by_role("slider").bounding_box()
    assert box
    column, y = box["width"] / 12, box["y"] + 30
    mouse = host.page.mouse
    mouse.move(box["x"] + 3.5 * column, y)
    mouse.down()
    assert host.at() == (3, 1)
    mouse.move(box["x"] + 8.5 * column, y)
    assert host.at() == (8, 1)
    mouse.move(box["x"] + 40 * column, y)
    assert host.at() == (11, 1)
    mouse.up()
    mouse.move(box["x"] + 0.5 * column, y)
    assert host.at() == (11, 1)
    slider = host.player.get_by_role("slider")
    assert slider.get_attribute("aria-valuenow") == "11"
    assert slider.get_attribute("aria-valuetext") == "t = 11, “t”"


def test_swipe_and_large_buttons_on_a_touch_screen(make_page: MakePage, tmp_path: Path) -> None:
    page = make_page(width=390, height=844, touch=True)
    host = open_host(page, tmp_path, record())
    for button in host.player.locator("button:visible").all():
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    swipe = """([from, to]) => {
        const node = document.querySelector("#one").shadowRoot.querySelector(".diagram");
        const fire = (type, x) => node.dispatchEvent(
          new PointerEvent(type, { pointerType: "touch", clientX: x, clientY: 300, bubbles: true, composed: true }));
        fire("pointerdown", from); fire("pointerup", to); }"""
    page.evaluate(swipe, [300, 100])
    assert host.at() == (1, 1)
    page.evaluate(swipe, [100, 300])
    assert host.at() == (0, 1)
    page.evaluate(swipe, [100, 120])
    assert host.at() == (0, 1)


# -- what Python hears and says --------------------------------------------------------------------------------------


def test_the_place_is_reported_once_after_a_rest(host: Host) -> None:
    told = f"(keys) => {{ ({PRESS})(keys); return reports.length; }}"
    assert host.page.evaluate(told, [*["ArrowRight"] * 5, "ArrowDown"]) == 0
    host.page.wait_for_function("reports.length > 0")
    host.page.wait_for_timeout(REST)
    place = {"layer": 0, "direction": "forward", "row": 0, "t": 5, "operation": "a_f", "unit": None}
    assert host.reports() == [["place", {**place, "version": host.rec.version}]]


def test_a_report_waits_while_streamlit_is_at_work(host: Host) -> None:
    """One that comes late, on another page, would leave that page empty."""
    host.page.evaluate("document.body.dataset.testScriptState = 'running'")
    press(host, "ArrowRight", "ArrowRight")
    host.page.wait_for_timeout(2 * REST)
    assert host.reports() == []
    host.page.evaluate("document.body.dataset.testScriptState = 'notRunning'")
    host.page.wait_for_function("reports.length > 0")
    assert [place["t"] for _, place in host.reports()] == [2]


def test_a_report_lets_a_click_elsewhere_go_first(host: Host) -> None:
    """Streamlit would take both for one message, and lose the click."""
    told = """() => new Promise((done) => {
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
      const start = performance.now();
      let turned = 0;
      const turn = setInterval(() => {
        document.body.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, composed: true }));
        turned += 1;
        if (turned === 10) { clearInterval(turn); done([performance.now() - start, reports.length]); }
      }, 100);
    })"""
    took, count = host.page.evaluate(told)
    assert took > 900
    assert count == 0
    host.page.wait_for_function("reports.length > 0")
    assert [place["t"] for _, place in host.reports()] == [1]


def test_a_jump_is_obeyed_once_and_an_echo_never(host: Host) -> None:
    press(host, "ArrowRight", "ArrowRight")
    host.show(view_of(host.rec, t=1))
    assert host.at() == (2, 1), "the same jump again is an echo"
    press(host, "ArrowLeft", "ArrowRight")
    # What was reported before is forgotten in the moment of the jump.
    host.page.evaluate("(view) => { reports.length = 0; show(view); }", view_of(host.rec, jump=1, t=7, operation="c"))
    assert host.at() == (7, 11)
    host.page.wait_for_timeout(REST)
    assert host.reports() == [], "Python knows where it sent the player"


def test_a_rerun_changes_nothing(host: Host) -> None:
    host.player.get_by_role("button", name="Next step").focus()
    host.page.evaluate("window.kept = document.querySelector('#one').shadowRoot.querySelector('.diagram')")
    press(host, "ArrowDown")
    host.send(message(host.rec))
    host.show(view_of(host.rec))
    assert host.at() == (0, 2)
    assert host.page.evaluate("kept.isConnected")
    assert host.page.locator("#one .rnnviz").count() == 1
    assert press(host, "ArrowDown") == (0, 3), "one press, one move: no second listener"


@pytest.mark.parametrize("store_first", [True, False])
def test_store_and_view_arrive_in_any_order(host: Host, store_first: bool) -> None:
    other = record("GRU", 3)
    if store_first:
        host.send(message(other))
    host.show(view_of(other, t=4, operation="h"))
    if not store_first:
        host.send(message(other))
    assert host.at() == (4, 11)
    expect(host.player.get_by_role("row")).to_have_count(14)


def test_a_place_that_the_recording_does_not_have_is_brought_back(host: Host) -> None:
    wild: dict[str, Any] = {"layer": 9, "direction": "reverse", "row": -3, "t": 99, "operation": "zz", "unit": 1e9}
    host.show(view_of(host.rec, jump=1, **wild))
    assert host.at() == (11, LAST)
    press(host, "Home")
    host.page.wait_for_function("reports.length > 0")
    host.page.wait_for_timeout(REST)
    ((_, place),) = host.reports()
    assert (place["layer"], place["direction"], place["row"], place["unit"]) == (0, "forward", 0, 1)


def test_layer_direction_and_row_are_offered_where_there_is_a_choice(page: Page, tmp_path: Path, host: Host) -> None:
    assert [each.get_attribute("aria-label") for each in host.player.locator("select").all()] == ["Speed", "Unit"]
    rec = record(layers=2, bidirectional=True, rows=3)
    host = open_host(page, tmp_path, rec)
    names = [each.get_attribute("aria-label") for each in host.player.locator("select").all()]
    assert names == ["Speed", "Layer", "Direction", "Batch row", "Unit"]
    host.player.get_by_label("Layer", exact=True).select_option("1")
    host.player.get_by_label("Direction").select_option("reverse")
    host.player.get_by_label("Batch row").select_option("2")
    row = host.player.locator("tr", has=page.get_by_role("rowheader", name="h", exact=True))
    value = rec.track(1, "reverse", 2)[0]["h"][0]
    expect(row).to_contain_text(f"{value:.4f}".replace("-", "−"))
    # A higher layer reads both directions of the one below.
    expect(host.player.locator("tbody tr").first).to_contain_text("(4,)")


def test_numbers_that_are_not_there_yet_are_asked_for_at_once(page: Page, tmp_path: Path) -> None:
    rec = record(text="x" * 120, labels=False)
    host = open_host(page, tmp_path, rec)
    part = message(rec, max_values=600)
    host.send(part)
    press(host, "End")
    expect(host.player.locator(".happened")).to_have_text("These numbers are on their way …")
    assert [place["t"] for _, place in host.reports()] == [119]
    host.send(message(rec, t=119, max_values=600))
    value = rec.track()[119]["h"][1]
    expect(host.player.locator("tbody tr").last).to_contain_text(f"{value:.4f}".replace("-", "−"))
    expect(host.player.locator(".happened")).to_contain_text("Unit 0:")


# -- when something is wrong -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda raw: b"", "This recording arrived damaged. Reload the page."),
        (lambda raw: b"GIF8" + raw[4:], "This recording arrived damaged. Reload the page."),
        (lambda raw: raw[: len(raw) // 2], "This recording arrived damaged. Reload the page."),
        (lambda raw: raw[:20] + b"\xff" + raw[21:], "This recording arrived damaged. Reload the page."),
        (
            lambda raw: raw[:4] + b"\x02" + raw[5:],
            "This recording was made for another version of the player. Reload the page.",
        ),
    ],
)
def test_a_message_that_cannot_be_read_is_told_in_place(host: Host, spoil: Any, sentence: str) -> None:
    other = record(hidden=3)
    host.send(spoil(message(other)))
    host.show(view_of(other))
    expect(host.page.locator("#one [role=alert]")).to_have_text(sentence)
    host.send(message(other))
    assert host.at() == (0, 1)
    expect(host.page.locator("#one [role=alert]")).to_have_count(0)


# -- the first visit -------------------------------------------------------------------------------------------------


def test_a_first_visit_is_shown_round_in_four_steps(page: Page, tmp_path: Path) -> None:
    host = open_host(page, tmp_path, record())
    other = record(hidden=3)
    host.send(message(other))
    host.page.evaluate("remove_one()")
    host.show({**view_of(other), "tour": True})
    dialog = host.player.get_by_role("dialog")
    expect(dialog).to_contain_text("1 of 4")
    assert press(host, "ArrowDown") == (0, 2), "keys work meanwhile"
    for count in (2, 3, 4):
        dialog.get_by_role("button", name="Next").click()
        expect(dialog).to_contain_text(f"{count} of 4")
        box, whole = dialog.bounding_box(), host.player.bounding_box()
        assert box
        assert whole
        assert box["x"] >= whole["x"]
        assert box["y"] >= whole["y"]
    dialog.get_by_role("button", name="Done").click()
    expect(dialog).to_have_count(0)
    host.page.evaluate("remove_one()")
    host.show({**view_of(other), "tour": True})
    expect(dialog).to_have_count(0)
    host.player.get_by_role("button", name="Show me round").click()
    expect(dialog.get_by_role("button", name="Next")).to_be_focused()
    press(host, "Escape")
    expect(dialog).to_have_count(0)
    expect(host.player.get_by_role("button", name="Show me round")).to_be_focused()


def test_another_recording_keeps_the_tour_and_the_focus(page: Page, tmp_path: Path) -> None:
    first, second = record(), record(hidden=3)
    host = open_host(page, tmp_path, first)
    host.player.get_by_role("button", name="Show me round").click()
    dialog = host.player.get_by_role("dialog")
    dialog.get_by_role("button", name="Next").click()
    expect(dialog).to_contain_text("2 of 4")
    host.player.get_by_role("button", name="Next step").focus()
    host.send(message(second))
    host.show(view_of(second))
    expect(host.player.get_by_role("row", name="h_prev")).to_contain_text("(3,)")
    expect(dialog).to_contain_text("2 of 4")
    expect(host.player.get_by_role("button", name="Next step")).to_be_focused()
