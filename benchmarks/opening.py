"""How long a large recording takes to open in the app, and what the browser holds then.

    python -m benchmarks.opening

"recorded" includes the recording itself, which is PyTorch's own time; "on the shelf" opens the same address once more.
The clock runs from the request of the page until the player shows a number. After that the last step is jumped to
(seconds until its numbers are there), the timeline is zoomed into, and the memory of the page's own process is read
(Linux): what no other process shares, before and after a collection; the whole of it with the browser's own code, which
is shared; and what of it are JavaScript objects and arrays. A page of a short recording stands beside it.
"""

import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from scripts.chromium import FLAGS, find
from scripts.serve import serving

SIZES = {
    "T = 50, hidden 16": "hidden=16&seq_len=50&t=5",
    "T = 10,000, hidden 512": "hidden=512&seq_len=10000&t=5000",
    "4 layers x 2 directions x T = 2,000, hidden 512": "hidden=512&layers=4&bidirectional=1&seq_len=2000&t=1000",
}
REST = "&input=random&batch=1&features=16&weights=random"

WATCH = """() => {
  const found = (root) => {
    for (const node of root.querySelectorAll("*")) {
      if (node.matches(".rnnviz")) return node;
      const inside = node.shadowRoot && found(node.shadowRoot);
      if (inside) return inside;
    }
    return null;
  };
  const player = found(document);
  const value = player?.querySelector("tbody tr:last-child td.value")?.innerText ?? "";
  return /[0-9]/.test(value) && player.querySelector(".where").innerText;
}"""


def main() -> None:
    chromium = find()
    with serving() as server, sync_playwright() as playwright:
        for name, query in SIZES.items():
            print(name)
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            page = browser.new_page(viewport={"width": 1920, "height": 1080})
            for how in ("recorded", "on the shelf"):
                print(f"  opens, {how}: {_opened(page, f'{server.url}/?{query}{REST}'):.1f} s")
            print(f"  numbers of the last step: {_jumped(page):.2f} s")
            for _ in range(5):
                page.keyboard.press("=")
            page.wait_for_timeout(3000)
            before = _memory(page)
            held = _held(page)
            page.wait_for_timeout(3000)
            after = _memory(page)
            print(f"  memory of the page alone: {after.private:.0f} MB ({before.private:.0f} MB before a collection)")
            print(f"  with the browser's own code: {after.resident:.0f} MB; JavaScript: {held:.0f} MB")
            browser.close()


def _opened(page: Page, url: str) -> float:
    page.goto("about:blank")
    begun = time.perf_counter()
    page.goto(url, timeout=300_000)
    page.wait_for_function(WATCH, timeout=300_000)
    return time.perf_counter() - begun


def _jumped(page: Page) -> float:
    page.wait_for_selector('[data-test-script-state="notRunning"]', state="attached", timeout=300_000)
    page.keyboard.press("Escape")
    begun = time.perf_counter()
    page.keyboard.press("End")
    page.wait_for_function(f"() => /t = (49|1999|9999) /.test(({WATCH})() || '')", timeout=300_000)
    return time.perf_counter() - begun


def _held(page: Page) -> float:
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    usage = session.send("Runtime.getHeapUsage")
    return (float(usage["usedSize"]) + float(usage.get("backingStorageSize", 0))) / 1e6


@dataclass(frozen=True)
class Memory:
    """Of a process, in MB."""

    resident: float
    private: float


def _memory(page: Page) -> Memory:
    """Of the largest renderer that this browser has."""
    assert page.context.browser is not None
    processes = page.context.browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    sizes = [_memory_of(int(each["id"])) for each in processes if each["type"] == "renderer"]
    return max(sizes, key=lambda size: size.resident)


def _memory_of(process: int) -> Memory:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8").splitlines()[1:]
    sizes = {name: int(rest.split()[0]) * 1024 / 1e6 for name, _, rest in (line.partition(":") for line in lines)}
    return Memory(sizes["Rss"], sizes["Private_Clean"] + sizes["Private_Dirty"])


if __name__ == "__main__":
    main()
