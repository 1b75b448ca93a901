"""A coloured text in the browser: its colours are the numbers' own, and everything can be reached by keys."""

import numpy as np
import pytest
import torch
from playwright.sync_api import Frame, expect
from torch import nn

import rnnviz
from rnnviz.coloured_text import coloured_text
from rnnviz.recorder import Recording
from rnnviz.theme import SIGNED_RAMP, UNIT_RAMP
from tests.browser.conftest import Opened
from tests.browser.driving import accessibility_problems, soon

TEXT = ("<b>", " ", "a", "\n", "你", "\t", "</script>", "\n", *"a longer line of some characters")


@pytest.fixture(scope="module")
def rec() -> Recording:
    with torch.random.fork_rng():
        torch.manual_seed(0)
        module = nn.LSTM(2, 3, num_layers=2)
        input = torch.randn(len(TEXT), 1, 2) * 3
    return rnnviz.record(module, input)


def colours(frame: Frame) -> list[str]:
    read = "(boxes) => boxes.map((box) => getComputedStyle(box).backgroundColor)"
    found: list[str] = frame.locator(".character").evaluate_all(read)
    return found


def rgb(values: np.ndarray, *, signed: float | None) -> list[str]:
    shares = values if signed is None else 0.5 + values / (2 * signed)
    ramp = UNIT_RAMP if signed is None else SIGNED_RAMP
    # The browser has 256 colours of each ramp.
    return [f"rgb{ramp.at(round(float(share) * 255) / 255)}" for share in shares]


def near(one: str, other: str) -> bool:
    parts = [np.array([int(part) for part in text[4:-1].split(",")]) for text in (one, other)]
    return bool(np.abs(parts[0] - parts[1]).max() <= 2)


def expect_colours(frame: Frame, wanted: list[str]) -> None:
    soon(lambda: colours(frame), lambda found: len(found) == len(wanted) and all(map(near, found, wanted)))


def test_colours_are_the_numbers_of_what_is_chosen(opened: Opened, rec: Recording) -> None:
    frame = opened(coloured_text(rec, TEXT, variable="f", layer=1, unit=2).to_html())
    expect(frame.locator(".character")).to_have_count(len(TEXT))
    expect_colours(frame, rgb(rec.gate("f")[1, 0, :, 0, 2], signed=None))
    frame.locator(".choice select").last.select_option("mean of all units")
    expect_colours(frame, rgb(rec.gate("f")[1, 0, :, 0].mean(axis=1), signed=None))
    frame.locator(".choice select").first.select_option(label="c · cell state · layer 0")
    frame.locator(".choice select").last.select_option("unit 1")
    assert rec.c is not None
    values = rec.c[0, 0, :, 0, 1]
    largest, end = np.abs(values).max(), frame.locator(".ends span").last
    bound = soon(lambda: float(end.inner_text()), lambda bound: largest <= bound <= 2 * largest)
    expect_colours(frame, rgb(values, signed=bound))
    assert not all(map(near, colours(frame), rgb(-values, signed=bound)))


def test_white_space_is_seen_and_lines_end_where_the_text_s_do(opened: Opened, rec: Recording) -> None:
    frame = opened(coloured_text(rec, TEXT).to_html())
    shown = frame.locator(".character").all_inner_texts()
    assert shown[:8] == ["<b>", "␣", "a", "⏎", "你", "⇥", "</script>", "⏎"]
    tops = frame.locator(".character").evaluate_all("(boxes) => boxes.map((box) => box.getBoundingClientRect().top)")
    assert tops[3] < tops[4] - 10 < tops[8] - 20


def test_a_click_and_the_keys_tell_the_number_of_a_step(opened: Opened, rec: Recording) -> None:
    frame = opened(coloured_text(rec, TEXT, variable="h", unit=1).to_html())
    told, boxes, page = frame.locator(".told"), frame.locator(".character"), frame.page
    expect(told).to_contain_text("Point at a character")
    boxes.nth(2).click()

    def says(t: int) -> str:
        return f"t = {t}, “{boxes.nth(t).inner_text()}”: h[1] = {rec.h[0, 0, t, 0, 1]:.4f}".replace("-", "−")

    expect(told).to_have_text(says(2))
    expect(boxes.nth(2)).to_have_attribute("aria-pressed", "true")
    for key, t in (("ArrowRight", 3), ("ArrowLeft", 2), ("ArrowDown", 5), ("ArrowUp", 1), ("End", len(TEXT) - 1)):
        page.keyboard.press(key)
        if key in ("ArrowDown", "ArrowUp"):
            t = int(frame.locator(".character:focus").get_attribute("data-t") or -1)
            assert (4 <= t <= 7) if key == "ArrowDown" else (0 <= t <= 3)
        expect(told).to_have_text(says(t))
    page.keyboard.press("Enter")
    expect(boxes.nth(len(TEXT) - 1)).to_have_attribute("aria-pressed", "true")
    expect(boxes.nth(2)).not_to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing(opened: Opened, rec: Recording, dark: bool) -> None:
    frame = opened(coloured_text(rec, TEXT, variable="c", unit=0, language="zh").to_html(), dark=dark)
    expect(frame.locator(".character")).to_have_count(len(TEXT))
    assert accessibility_problems(frame.page) == []
