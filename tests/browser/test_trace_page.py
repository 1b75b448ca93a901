"""The player of traces as a person uses it: on its page in the app, and as a file without a network."""

import json
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Frame, Page, expect

import rnnviz
from rnnviz.lessons.traces import traces
from rnnviz.tracing import Array, Mapping, Number, Trace
from tests.browser.conftest import MakePage, Opened
from tests.browser.driving import accessibility_problems, open_app
from tests.browser.test_debugger_page import expect_address

READ = """() => [...document.querySelector("#player").shadowRoot.querySelectorAll(".rows > .entry")].map((row) => [
  row.dataset.name, row.classList.contains("changed"),
  [...row.querySelectorAll(":scope > .blocks .box, :scope > .head .box")].map((box) => box.textContent),
  row.querySelector(":scope > .head > .value:not(.blocks)")?.textContent ?? ""])"""

LINES = """() => {
  const found = (kind) => [...document.querySelector("#player").shadowRoot.querySelectorAll(`.row.${kind}`)];
  const lines = (kind) => found(kind).map((row) => Number(row.dataset.line));
  return Object.fromEntries(["ran", "next", "wrong"].map((kind) => [kind, lines(kind)]));
}"""


def at(frame: Frame | Page, step: int) -> None:
    expect(frame.locator(".where")).to_contain_text(f"step {step} of")


def press(frame: Frame, *keys: str) -> None:
    for key in keys:
        frame.page.keyboard.press(key)


def written(value: float, whole: bool) -> str:
    """A number of a box, as it is to be read."""
    if not np.isfinite(value):
        return "NaN" if np.isnan(value) else "∞" if value > 0 else "−∞"
    if whole:
        return f"{value:.1f}".replace("-", "−")
    if value != 0 and abs(value) < 0.0005:
        mantissa, exponent = f"{value:.1e}".split("e")
        return f"{mantissa}e{int(exponent)}".replace("-", "−")
    return f"{value:.4f}".replace("-", "−")


def boxes(array: Array) -> list[str]:
    assert array.data is not None
    numbers = array.data.astype(float)
    known = numbers[np.isfinite(numbers)]
    return [written(value, bool(np.all(known == np.round(known)))) for value in numbers]


def check(frame: Frame, trace: Trace, step: int) -> None:
    """Fail unless variables and lines on the screen are those of the trace at this step."""
    at(frame, step)
    moment = trace.at(step)
    shown = {name: (changed, numbers, line) for name, changed, numbers, line in frame.evaluate(READ)}
    assert list(shown) == list(moment.frame.variables)
    for name, value in moment.frame.variables.items():
        changed, numbers, line = shown[name]
        assert changed == (name in moment.event.changed), name
        if isinstance(value, Array) and 0 < value.size <= 24:
            assert numbers == boxes(value), name
        elif isinstance(value, Number):
            assert line == value.text.replace("-", "−")
    lines = frame.evaluate(LINES)
    event, source = moment.event, trace.sources[moment.event.source]
    # What the tests put around a function in a function has a line that is not the function's.
    own = range(source.first_line, source.first_line + source.size)
    assert lines["ran"] == ([event.line] if event.kind not in ("call", "resume") and event.line in own else [])
    assert lines["next"] == ([event.next_line] if event.next_line in own else [])
    assert lines["wrong"] == ([event.line] if event.kind == "exception" else [])


def test_forwards_and_backwards_every_step_shows_what_the_trace_holds(opened: Opened) -> None:
    trace = traces()["as-printed"].run()
    frame = opened(rnnviz.show(trace).to_html(), width=1366, height=768)
    last = len(trace) - 1
    for step in range(last):
        check(frame, trace, step)
        press(frame, "ArrowRight")
    check(frame, trace, last)
    expect(frame.locator(".told")).to_have_text(
        "Line 35: ValueError: operands could not be broadcast together with shapes (2,) (0,). It leaves lstm_step. "
        "Nothing caught it: the run ends here."
    )
    for step in range(last - 1, -1, -7):
        press(frame, *["ArrowLeft"] * (7 if step < last - 1 else 1))
        check(frame, trace, step)


TEXT = "</script><b>bold</b>\ud83d"


def strange() -> str:
    text = TEXT
    items = {text: np.array([np.nan, np.inf, 2e-9, -1.5])}
    large = np.arange(10_000.0).reshape(100, 100)
    alias = large
    alias[0, 1] = 7
    del items
    raise ValueError(text)


def test_text_from_outside_stays_text_and_what_is_cut_is_said(opened: Opened) -> None:
    frame = opened(rnnviz.show(rnnviz.trace(strange)).to_html())
    press(frame, "ArrowRight")
    # Half a pair of characters can be said in an escape only.
    as_json = "(node) => JSON.stringify(node.textContent)"
    assert frame.locator('.entry[data-name="text"] .value').evaluate(as_json) == json.dumps(f"'{TEXT}'")
    press(frame, "ArrowRight")
    expect(frame.locator('.entry[data-name="items"] .box')).to_have_text(["NaN", "∞", "2.0e−9", "−1.5000"])
    assert frame.locator(".box.missing").count() == 2
    press(frame, "ArrowRight", "ArrowRight", "ArrowRight")
    large = frame.locator('.entry[data-name="large"]')
    expect(large.locator(".caption")).to_have_text("the first 4,096 of 10,000 · 1 of 4,096 numbers changed")
    expect(large.locator(".shared")).to_have_text("the same object as alias")
    expect(frame.locator(".told")).to_contain_text("large changed (1 number), alias changed (1 number)")
    press(frame, "ArrowRight")
    expect(frame.locator(".told")).to_contain_text("items is deleted")
    press(frame, "End")
    assert frame.locator(".said-here:not(:empty)").evaluate(as_json) == json.dumps(f"ValueError: {TEXT}")
    assert frame.locator(".rnnviz b:not([class]):not(.sign b)").count() == 0


def look_into(frame: Frame, place: int) -> None:
    """Click a function of the stack."""
    button = frame.locator(".stack button").nth(place)
    button.click()
    expect(button).to_have_attribute("aria-current", "true")


def test_over_out_a_line_and_a_caller(opened: Opened) -> None:
    trace = traces()["gradient-by-recursion"].run()
    frame = opened(rnnviz.show(trace).to_html())
    calls = [step for step, event in enumerate(trace.events) if event.kind == "call"]
    press(frame, "ArrowRight", "ArrowRight")
    at(frame, 2)
    press(frame, "n")
    outer = next(step for step in range(3, len(trace)) if trace.events[step].depth == 0)
    check(frame, trace, outer)
    press(frame, "p")
    check(frame, trace, 2)
    press(frame, "ArrowRight", "ArrowRight", "u")
    check(frame, trace, outer)
    frame.locator('.row[data-line="17"]').click(modifiers=["Shift"])
    step = max(step for step in range(outer) if trace.events[step].line == 17)
    check(frame, trace, step)
    frame.locator('.row[data-line="17"]').click()
    expect(frame.locator(".told")).to_have_text("Line 17 does not run after this step.")
    at(frame, step)
    look_into(frame, 0)
    caller = trace.at(step).stack[0]
    grads = caller.variables["h"]
    assert isinstance(grads, Array)
    shown = {name: numbers for name, _, numbers, _ in frame.evaluate(READ)}
    assert shown["h"] == boxes(grads)
    press(frame, "Escape")
    expect(frame.locator(".stack button").last).to_have_attribute("aria-current", "true")
    check(frame, trace, step)
    frame.locator('.entry[data-name="W_hh"] .name').click()
    expect(frame.get_by_role("dialog").locator(".box")).to_have_count(4)
    press(frame, "Escape", "Home")
    check(frame, trace, calls[0])


def test_what_a_call_does_to_its_callers_objects_is_seen_in_the_caller(opened: Opened) -> None:
    trace = traces()["gradient-by-recursion"].run()
    step = next(step for step, event in enumerate(trace.events) if event.others)
    frame = opened(rnnviz.show(trace, step=step).to_html())
    at(frame, step)
    look_into(frame, 0)
    grads = trace.at(step).stack[0].variables["grads"]
    assert isinstance(grads, Mapping)
    numbers = [text for _, value in grads.items if isinstance(value, Array) for text in boxes(value)]
    expect(frame.locator('.entry[data-name="grads"] .box')).to_have_text(numbers)
    expect(frame.locator('.entry[data-name="grads"] .box.changed')).to_have_count(4)


def test_it_plays_to_the_end(opened: Opened) -> None:
    trace = traces()["as-printed"].run()
    frame = opened(rnnviz.show(trace, step=-4).to_html())
    frame.get_by_label("Speed").select_option("15 steps/s")
    frame.locator(".where").click()
    press(frame, "Space")
    at(frame, len(trace) - 1)
    expect(frame.get_by_role("button", name="Play", exact=True)).to_be_visible()


@pytest.mark.parametrize(("width", "dark"), [(1500, False), (1500, True), (390, False)])
def test_axe_finds_nothing(opened: Opened, width: int, dark: bool) -> None:
    frame = opened(rnnviz.show(traces()["as-printed"].run(), step=-1).to_html(), width=width, dark=dark)
    assert accessibility_problems(frame.page) == []
    press(frame, "ArrowLeft")
    assert accessibility_problems(frame.page) == []
    assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_forty_lines_fit_a_projector(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["def forty(total):", *(f"    total += {k}" for k in range(38)), "    return total"]
    (tmp_path / "forty_lines.py").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    frame = opened(rnnviz.show(rnnviz.trace(import_module("forty_lines").forty, 0)).to_html())
    at(frame, 0)
    expect(frame.locator(".row")).to_have_count(40)
    code = frame.locator(".code")
    assert code.evaluate("(node) => node.scrollHeight <= node.clientHeight")
    assert code.evaluate("(node) => parseFloat(getComputedStyle(node).fontSize)") > 13
    assert frame.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_in_the_app_address_and_language_follow(page: Page, app_url: str) -> None:
    open_app(page, app_url, "trace", trace="rnn-over-a-word", step="3")
    at(page, 3)
    page.keyboard.press("ArrowRight")
    at(page, 4)
    expect_address(page, "trace?trace=rnn-over-a-word&step=4")
    page.get_by_test_id("stSidebarUserContent").get_by_text("中文", exact=True).click()
    expect_address(page, "trace?trace=rnn-over-a-word&step=4&lang=zh")
    expect(page.locator(".code-player")).to_have_attribute("lang", "zh-Hans")
    expect(page.locator(".row.next")).to_have_count(1)
    page.get_by_test_id("stSidebarUserContent").get_by_text("English", exact=True).click()
    page.get_by_role("button", name="Backpropagation through time").click()
    at(page, 0)
    expect_address(page, "trace?trace=gradient-by-recursion")


def test_axe_finds_nothing_wrong_with_the_page(make_page: MakePage, app_url: str) -> None:
    page = make_page(dark=True, motion="reduce")
    open_app(page, app_url, "trace")
    at(page, 0)
    assert accessibility_problems(page, within='[data-testid="stMain"]') == []
