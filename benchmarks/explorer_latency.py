"""How long after a click in the shape explorer its answer is painted.

    python -m benchmarks.explorer_latency

The real app in Chromium, 1920 x 1080: an LSTM of four layers in both directions over twelve steps and four rows, the
largest picture that is drawn without folding its time. Each click is a real one, on another number, sent when the one
before has been painted. The clock starts with the event's own time stamp and stops in a task that runs right after the
frame in which what is said changed; all places of the same number are lit up by then.
"""

import numpy as np
from playwright.sync_api import Page, sync_playwright

from scripts.chromium import FLAGS, find
from scripts.serve import serving

CLICKS = 60
QUERY = "layers=4&seq_len=12&batch=4&features=4"

CLOCK = """
() => {
  const roots = [...document.querySelectorAll("*")].map((node) => node.shadowRoot);
  const root = roots.find((one) => one?.querySelector(".explorer"));
  let pressed = null;
  window.painted = [];
  root.addEventListener("click", (event) => { pressed = event.timeStamp; }, true);
  new MutationObserver(() => {
    if (pressed === null) return;
    const since = pressed;
    pressed = null;
    const channel = new MessageChannel();
    channel.port1.onmessage = () => window.painted.push(performance.now() - since);
    // A frame later the change has been painted.
    requestAnimationFrame(() => channel.port2.postMessage(null));
  }).observe(root.querySelector(".said"), { subtree: true, childList: true, characterData: true });
}
"""


def main() -> None:
    chromium = find()
    with serving() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        page.goto(f"{server.url}/shapes?{QUERY}")
        page.wait_for_selector(".explorer .cell", timeout=60_000)
        page.wait_for_timeout(1500)
        page.evaluate(CLOCK)
        print(f"click to painted answer, ms over {CLICKS} clicks on other numbers")
        for tensor, pause in (("output", 250), ("h_n", 250), ("output", 0)):
            painted = _measure(page, tensor, pause)
            p50, p95 = np.percentile(painted, [50, 95])
            pace = f"one every {pause} ms" if pause else "as fast as painted"
            print(f"  {tensor:<8} {pace:<19} p50 {p50:5.1f}   p95 {p95:5.1f}   most {max(painted):5.1f}")
        browser.close()


def _measure(page: Page, tensor: str, pause: int) -> list[float]:
    page.evaluate("window.painted.length = 0")
    cells = page.locator(f'.sheet[data-tensor="{tensor}"] .cell')
    places = np.random.default_rng(0).permutation(cells.count())[:CLICKS]
    for done, place in enumerate(places.tolist()):
        cells.nth(place).click()
        page.wait_for_function(f"window.painted.length > {done}")
        page.wait_for_timeout(pause)
    found: list[float] = page.evaluate("window.painted")
    return found


if __name__ == "__main__":
    main()
