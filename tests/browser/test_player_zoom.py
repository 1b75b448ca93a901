"""The timeline zoomed: what it shows, what it asks for, and how the numbers of a long track come in time."""

from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Page, expect

from rnnviz import theme
from rnnviz.player import detail_message, message, window_message
from tests.browser.player_host import Host, open_host, record, view_of

LENGTH = 6000

BANDS = """() => {
  const root = document.querySelector("#one").shadowRoot;
  const canvas = root.querySelector(".plot canvas");
  const name = parseFloat([...root.querySelectorAll(".band-name")].pop().style.top);
  const ratio = canvas.height / canvas.getBoundingClientRect().height;
  const context = canvas.getContext("2d");
  return Array.from({ length: 40 }, (_, k) =>
    [...context.getImageData(((k + 0.5) * canvas.width) / 40, name * ratio, 1, 1).data].slice(0, 3));
}"""


HELD = """async (count) => {
  const frame = () => new Promise(requestAnimationFrame);
  for (let k = 0; k < count; k += 1) {
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true, repeat: true }));
    await frame();
    await frame();
  }
}"""
"""Each step is drawn, on a busy machine too: of presses that come between two frames only the last one would be."""


def colours(host: Host) -> np.ndarray:
    """Of the last band, in the middle of each of 40 parts."""
    host.settle()
    return np.array(host.page.evaluate(BANDS))


def asked(host: Host) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = host.page.evaluate("JSON.parse(JSON.stringify(asked))")
    return found


def test_a_long_track_is_zoomed_stepped_and_refined(page: Page, tmp_path: Path) -> None:
    rec = record("RNN_TANH", 1, text="x" * LENGTH, labels=False)
    track = rec.track()
    host = open_host(page, tmp_path, rec)
    # From now on as for a recording too long to be sent whole: the rest is asked for.
    page.evaluate(
        """() => {
          window.asked = [];
          window.meet = globalThis[Symbol.for("rnnviz.player")];
          meet.recordings.clear();
        }"""
    )
    host.send(message(rec, max_values=1000, exact=False))
    page.evaluate("() => { meet.ask = (wanted) => window.asked.push(wanted); }")
    host.show(view_of(rec, jump=1, t=3010))
    assert [(one["t"], one["zoom"]) for one in asked(host)] == [(3010, None)]
    host.send(window_message(track, 2990, 3040))
    assert f"{track.values('h')[3010, 0]:.4f}".replace("-", "−") in host.player.locator("tbody tr").last.inner_text()

    # A held key: the next window is asked for while the numbers of this one last, and only once.
    page.evaluate(HELD, 25)
    early = asked(host)[1:]
    assert [one["t"] for one in early] == [3027]
    host.send(window_message(track, 3003, 3053))
    assert host.at()[0] == 3035

    # Zoomed in by the keys the step stays where it is, and a finer overview is asked for where exact numbers end.
    for _ in range(5):
        page.keyboard.press("=")
    page.wait_for_function("asked.some((one) => one.zoom)")
    start, stop = asked(host)[-1]["zoom"]
    assert start <= 3035 < stop
    assert abs((3035.5 - start) / (stop - start) - 3035.5 / LENGTH) < 0.02
    host.send(detail_message(track, 2400, 3700))
    assert apart(host, rec, start, stop) <= 6
    count = len(asked(host))

    # Further in all numbers shown are exact, and nothing more is asked for.
    for _ in range(12):
        page.keyboard.press("+")
    page.wait_for_timeout(250)
    low, high = shown_steps(host)
    assert high - low == 7
    assert low <= 3035 <= high
    assert apart(host, rec, low, high + 1) <= 6
    assert len(asked(host)) == count

    # A step out of the range turns the page; the cursor stays in view.
    for _ in range(high - 3035 + 1):
        page.keyboard.press("ArrowRight")
    assert host.at()[0] == high + 1
    assert shown_steps(host) == (high, high + 7)
    plot, cursor = (host.player.locator(name).bounding_box() for name in (".plot", ".cursor"))
    assert plot
    assert cursor
    assert plot["x"] <= cursor["x"] + 3
    assert cursor["x"] + cursor["width"] <= plot["x"] + plot["width"] + 3
    # A click goes to the step under the pointer.
    page.mouse.click(plot["x"] + plot["width"] * 5.5 / 8, plot["y"] + 20)
    assert host.at()[0] == high + 5

    # The bar shows where that is in the whole, and is dragged; the step stays.
    bar = host.player.locator(".zoom-bar").bounding_box()
    assert bar
    page.mouse.move(bar["x"] + bar["width"] / 4, bar["y"] + bar["height"] / 2)
    page.mouse.down()
    page.mouse.up()
    host.settle()
    assert shown_steps(host)[0] in range(1480, 1510)
    assert host.at()[0] == high + 5
    # The wheel with ctrl, or a pinch, zooms where the pointer is.
    page.mouse.move(plot["x"] + plot["width"] / 2, plot["y"] + 20)
    page.keyboard.down("Control")
    page.mouse.wheel(0, 300)
    page.keyboard.up("Control")
    host.settle()
    low, high = shown_steps(host)
    assert high - low > 10
    assert low < 1500 < high
    page.wait_for_function("(stop) => reports.length && reports.at(-1)[1].zoom?.[1] === stop", arg=high + 1)
    assert host.reports()[-1][1]["zoom"] == [low, high + 1]
    page.keyboard.press("0")
    page.wait_for_function("reports.at(-1)[1].zoom === null")
    expect(host.player.locator(".zoom-bar")).to_be_hidden()


def shown_steps(host: Host) -> tuple[int, int]:
    """The first and the last time step that the timeline says it shows."""
    low, high = (int(word) for word in host.player.locator(".shown-steps").inner_text().split() if word.isdigit())
    return low, high


def apart(host: Host, rec: Any, start: int, stop: int) -> float:
    """How far the colours are from those of the recording; a pixel may show half of two neighbouring steps."""
    drawn, values = colours(host), rec.track().values("h")[:, 0]
    worst = 0.0
    for part in range(40):
        t = start + int((part + 0.5) / 40 * (stop - start))
        near = [theme.SIGNED_RAMP.at(0.5 + float(values[one]) / 2) for one in (t - 1, t, t + 1)]
        worst = max(worst, min(float(np.abs(drawn[part] - colour).max()) for colour in near))
    return worst
