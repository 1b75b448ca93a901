"""A chart that grows, as Streamlit shows it: it stays on the page, and says what the numbers are."""

import itertools
import re
from collections.abc import Iterator

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from scripts.serve import serving
from tests.browser.conftest import MakePage
from tests.browser.driving import accessibility_problems, wait_until_idle

expect.set_options(timeout=30_000)

SCRIPT = """
import numpy as np
import streamlit as st
from rnnviz.live_chart import Level, Line, message
from rnnviz.live_chart.streamlit_adapter import live_chart
from rnnviz.words import translation

st.session_state.setdefault("steps", 20)

@st.fragment(run_every=0.1)
def growing():
    st.session_state.steps += 7
    x = np.arange(st.session_state.steps)
    loss = Line("loss", np.exp(-x / 300) * (1 + 0.1 * np.sin(x)))
    texts = {"title": "Growing", "across": "step", "up": "loss", "translate": translation("en")}
    live_chart(message(x, [loss], **texts), key="growing")

growing()
x = np.arange(0, 110, 10)
lines = [
    Line("RNN", 10.0 ** -(x / 50), "RNN"),
    Line("LSTM", np.where(x < 60, 0.5, np.nan), "LSTM", diverged=60),
    Line("test", [2.0, 0.125], x=[5, 55]),
]
texts = {"title": "<b>Still</b>", "across": "step", "up": "loss", "translate": translation("en")}
live_chart(message(x, lines, [Level("the mean", 0.1)], logarithmic=True, at=20, **texts), key="still")
"""

WATCH = """(figure) => {
  window.figure = figure;
  window.faults = [];
  const line = figure.querySelector(".line .stroke");
  const look = () => {
    let shown = figure.isConnected && line.isConnected && line.getAttribute("d") ? 1 : 0;
    for (let node = figure; node; node = node.parentElement ?? node.getRootNode().host) {
      shown *= getComputedStyle(node).opacity;
    }
    const { width, height } = figure.getBoundingClientRect();
    if (shown < 1 || width < 200 || height < 200) window.faults.push([shown, width, height]);
    window.looks = (window.looks ?? 0) + 1;
    requestAnimationFrame(look);
  };
  look();
}"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory, chromium_path: str) -> Iterator[str]:
    script = tmp_path_factory.mktemp("live") / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    with serving(script) as server:
        yield server.url


@pytest.fixture
def chart(page: Page, url: str) -> Locator:
    """The one that stays as it is."""
    return still(page, url)


def still(page: Page, url: str) -> Locator:
    page.goto(url)
    found = page.locator(".live-chart").nth(1)
    expect(found.locator(".title")).to_have_text("<b>Still</b>")
    return found


def told(chart: Locator) -> list[str]:
    """The legend: each line with what it says."""
    return [" ".join(text.split()) for text in chart.locator("li").all_inner_texts()]


def ticks(chart: Locator, axis: int, coordinate: str) -> tuple[list[float], list[float]]:
    """Numbers and places of the ticks of an axis."""
    found = chart.locator(f".axes > g:nth-child({axis}) .tick")
    numbers = [number(text) for text in found.locator("text").all_text_contents()]
    return numbers, [float(line.get_attribute(coordinate) or "") for line in found.locator("line").all()]


def number(text: str) -> float:
    if power := re.fullmatch(r"10([⁻⁰¹²³⁴-⁹]+)", text):
        return float(10.0 ** int(power[1].translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-"))))
    return float(text.replace("−", "-"))


def path(chart: Locator, line: int) -> np.ndarray:
    """The points of a line in pixels."""
    drawn = chart.locator(".line .stroke").nth(line).get_attribute("d") or ""
    return np.array([point.split() for point in re.split("[ML]", drawn)[1:]], dtype=np.float64)


def test_a_chart_that_grows_is_never_taken_off_the_page(page: Page, url: str) -> None:
    # The first run of the script is over when what stands at its end is there.
    still(page, url)
    wait_until_idle(page)
    chart = page.locator(".live-chart").first
    figure = chart.locator("svg[role=img]")
    expect(chart.locator(".line .stroke")).to_have_attribute("d", re.compile("L"))
    where = chart.locator(".where")
    expect(where).not_to_have_text(where.inner_text())
    figure.evaluate(WATCH)
    steps = [int(where.inner_text().split()[1])]
    for _ in range(6):
        expect(where).not_to_have_text(f"step {steps[-1]} (the latest)")
        steps.append(int(where.inner_text().split()[1]))
    assert steps == sorted(steps)
    assert figure.evaluate("figure => figure === window.figure")
    assert page.evaluate("window.faults") == []
    assert page.evaluate("window.looks") > 6


def test_lines_stand_where_the_ticks_say(chart: Locator) -> None:
    numbers, places = ticks(chart, 1, "y1")
    up = np.polyfit(np.log10(numbers), places, 1)
    numbers, places = ticks(chart, 2, "x1")
    across = np.polyfit(numbers, places, 1)
    for line, x, values in (
        (0, np.arange(0, 110, 10), 10.0 ** -(np.arange(0, 110, 10) / 50)),
        (1, np.arange(0, 60, 10), np.full(6, 0.5)),
        (2, np.array([5, 55]), np.array([2.0, 0.125])),
    ):
        expected = np.stack([np.polyval(across, x), np.polyval(up, np.log10(values))], axis=1)
        np.testing.assert_allclose(path(chart, line), expected, atol=0.3)
    level = chart.locator(".level line")
    assert float(level.get_attribute("y1") or "") == pytest.approx(np.polyval(up, -1.0), abs=0.3)
    marker = chart.locator(".marker")
    assert float(marker.get_attribute("x1") or "") == pytest.approx(np.polyval(across, 20), abs=0.3)
    # A cross where the values ended: its arms are as long on one side as on the other.
    box = (
        chart.locator(".line .missing")
        .nth(1)
        .evaluate("path => { const box = path.getBBox(); return [box.x + box.width / 2, box.y + box.height / 2]; }")
    )
    assert box == pytest.approx([np.polyval(across, 60), np.polyval(up, np.log10(0.5))], abs=0.3)


LATEST = ["RNN 0.01000", "LSTM no number since 60", "test 0.1250 (at 55)", "the mean 0.1000"]


def test_the_cross_hair_reads_out_what_is_there(page: Page, chart: Locator) -> None:
    assert told(chart) == LATEST
    figure, cross = chart.locator("svg[role=img]"), chart.get_by_role("slider")
    expect(figure).to_have_attribute("aria-label", f"<b>Still</b>. step 100 (the latest): {', '.join(LATEST)}.")

    # Ten positions lie between both ends; the nearest answers.
    area = cross.bounding_box()
    assert area is not None
    page.mouse.move(area["x"] + 0.42 * area["width"], area["y"] + 20)
    expect(chart.locator(".where")).to_have_text("step 40")
    assert told(chart) == ["RNN 0.1585", "LSTM 0.5000", "test 2.000 (at 5)", "the mean 0.1000"]
    expect(chart.locator(".crossing circle")).to_have_count(3)
    page.mouse.move(area["x"], area["y"] - 40)
    expect(chart.locator(".where")).to_have_text("step 100 (the latest)")
    expect(chart.locator(".crossing circle")).to_have_count(0)

    # With the keys.
    page.keyboard.press("Tab")
    cross.focus()
    expect(cross).to_have_attribute("aria-valuenow", "100")
    page.keyboard.press("Home")
    expect(cross).to_have_attribute("aria-valuenow", "0")
    page.keyboard.press("ArrowRight")
    expect(cross).to_have_attribute(
        "aria-valuetext", "step 5: RNN 1.000 (at 0), LSTM 0.5000 (at 0), test 2.000, the mean 0.1000."
    )
    page.keyboard.press("PageUp")
    expect(cross).to_have_attribute("aria-valuenow", "90")
    page.keyboard.press("Escape")
    expect(chart.locator(".where")).to_have_text("step 100 (the latest)")


def test_it_is_for_everybody_in_light_and_dark(make_page: MakePage, url: str) -> None:
    for dark in (False, True):
        page = make_page(dark=dark)
        chart = still(page, url)
        expect(chart).to_have_class(re.compile("dark" if dark else "live-chart$"))
        assert accessibility_problems(page, within='[data-testid^="stBidiComponent"]') == []


def test_it_fits_a_phone(make_page: MakePage, url: str) -> None:
    page = make_page(width=390, height=844, touch=True)
    chart = still(page, url)
    assert chart.evaluate("root => root.scrollWidth <= root.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    places = chart.locator(".axes > g:nth-child(2) text").evaluate_all(
        "nodes => nodes.map(node => node.getBoundingClientRect())"
    )
    assert all(one["right"] + 4 < other["left"] for one, other in itertools.pairwise(places))
    # What a finger pointed at stays to be read.
    chart.get_by_role("slider").tap(position={"x": 1, "y": 30})
    expect(chart.locator(".where")).to_have_text("step 0")
