"""How long after a key press the player's new numbers are painted.

    python -m benchmarks.player_latency

Chromium shows the player's own page, of a short recording and of the longest and widest one that the app records, in a
window of 1920 x 1080 less a sidebar. Each of the 45 steps is a real key press, sent when the one before has been
painted. The clock starts with the event's own time stamp, when the browser received the key, and stops in a task that
runs right after the frame in which the text changed: by then that frame has been handed to the screen. The browser's
own Event Timing is printed beside it (it rounds to 8 ms and tells the time at which the frame was shown).

The processor time of the browser's main thread for a step is printed, too: it stays the same on a busy machine.
"""

import tempfile
from pathlib import Path

import numpy as np
import torch
from playwright.sync_api import Page, sync_playwright

import rnnviz
from rnnviz.player import message
from rnnviz.player.page import page as player_page
from scripts.chromium import FLAGS, find

STEPS = 45
SIZES = ((50, 16), (10_000, 512))
"""Time steps and units."""

CLOCK = """
() => {
  const shadow = document.getElementById("player").shadowRoot;
  const where = shadow.querySelector(".where");
  window.painted = [];
  window.eventTiming = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.name === "keydown") window.eventTiming.push(entry.duration);
    }
  }).observe({ type: "event", durationThreshold: 16 });
  // A message posted in a frame arrives when that frame has been painted: it is looked whether the text is a new one.
  document.addEventListener("keydown", (event) => {
    const before = where.textContent;
    const channel = new MessageChannel();
    const frame = () => requestAnimationFrame(() => channel.port2.postMessage(null));
    channel.port1.onmessage = () => {
      if (where.textContent === before) frame();
      else window.painted.push(performance.now() - event.timeStamp);
    };
    frame();
  }, true);
}
"""


def main() -> None:
    chromium = find()
    found = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for seq_len, hidden in SIZES:
            file = Path(folder) / "player.html"
            file.write_text(_page(seq_len, hidden), encoding="utf-8")
            page = browser.new_page(viewport={"width": 1600, "height": 1080}, bypass_csp=True)
            page.goto(file.as_uri())
            page.wait_for_function(
                "document.getElementById('player').shadowRoot.querySelector('.where b')?.textContent"
            )
            page.evaluate(CLOCK)
            print(f"LSTM, T={seq_len}, hidden {hidden}; key press to painted value, ms over {STEPS} steps")
            for key, pause in (("ArrowRight", 250), ("ArrowDown", 250), ("ArrowRight", 0)):
                painted, timing = _measure(page, key, pause)
                _report(key, pause, painted, timing)
                found[seq_len, key, pause] = float(np.percentile(painted, 95))
            print(f"  main thread, ms of processor time a step: {_processor_time(page):.1f}")
            page.close()
        browser.close()
    (short, _), (long, _) = SIZES
    for (seq_len, key, pause), p95 in found.items():
        if seq_len == long:
            print(f"  {key:<11} p95 of the long recording / of the short one: {p95 / found[short, key, pause]:.2f}")


def _measure(page: Page, key: str, pause: int) -> tuple[list[float], list[float]]:
    page.keyboard.press("Home")
    page.wait_for_timeout(500)
    page.evaluate("window.painted.length = 0; window.eventTiming.length = 0")
    for step in range(STEPS):
        page.keyboard.press(key)
        page.wait_for_function(f"window.painted.length > {step}")
        page.wait_for_timeout(pause)
    painted: list[float] = page.evaluate("window.painted")
    timing: list[float] = page.evaluate("window.eventTiming")
    return painted, timing


def _processor_time(page: Page) -> float:
    page.keyboard.press("Home")
    page.wait_for_timeout(500)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def busy() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return next(1000 * float(one["value"]) for one in metrics if one["name"] == "TaskDuration")

    before = busy()
    for _ in range(STEPS):
        page.keyboard.press("ArrowRight")
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return (busy() - before) / STEPS


def _report(key: str, pause: int, painted: list[float], timing: list[float]) -> None:
    p50, p95 = np.percentile(painted, [50, 95])
    event = f"Event Timing p95 {np.percentile(timing, 95):.0f}" if timing else "Event Timing: all under 16"
    pace = f"one every {pause} ms" if pause else "as fast as painted"
    print(f"  {key:<11} {pace:<19} p50 {p50:5.1f}   p95 {p95:5.1f}   most {max(painted):5.1f}   {event}")


def _page(seq_len: int, hidden: int) -> str:
    torch.manual_seed(0)
    module = torch.nn.LSTM(16, hidden)
    rec = rnnviz.record(module, torch.randn(seq_len, 1, 16))
    place = {"layer": 0, "direction": "forward", "row": 0, "t": 0, "operation": "c", "unit": None}
    view = {"version": rec.version, "jump": 0, "place": place, "language": "en", "words": {}, "tour": False}
    return player_page(message(rec), view)


if __name__ == "__main__":
    main()
