"""What a visit notices of trainings on the same machine.

    python -m benchmarks.training_visits

One visit presses "New seed" in the debugger again and again (a new network, recorded and shown) and the time until the
player has it is taken, while nobody trains, and while two visits train. Both are in one run, so their ratio counts.
"""

import statistics
import time

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from scripts.chromium import FLAGS, find
from scripts.serve import serving

PRESSES = 30
TRAININGS = 2
SIZE: ViewportSize = {"width": 1366, "height": 768}


def main() -> None:
    chromium = find()
    with serving() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        visit = _opened(browser, f"{server.url}/?input=text&weights=random")
        _presses(visit)
        alone = _presses(visit)
        others = [
            _opened(browser, f"{server.url}/train?train=next-number%3Fepochs%3D1000%26seed%3D{n}") for n in range(2)
        ]
        for other in others:
            other.get_by_role("button", name="Train", exact=True).last.click()
            other.get_by_text("steps a second").wait_for(timeout=120_000)
            # The pages that look at their trainings draw on this machine, too, which is not what is measured.
            other.evaluate("() => { document.body.style.display = 'none'; }")
        beside = _presses(visit)
        browser.close()
    for name, found in (("nobody trains", alone), (f"{TRAININGS} visits train", beside)):
        print(f"{name}: median {statistics.median(found):.0f} ms, slowest of {len(found)} {max(found):.0f} ms")
    print(f"ratio of the medians: {statistics.median(beside) / statistics.median(alone):.2f}")


def _opened(browser: Browser, url: str) -> Page:
    page = browser.new_context(viewport=SIZE, reduced_motion="reduce").new_page()
    page.goto(url, timeout=120_000)
    page.wait_for_selector('[data-test-script-state="notRunning"]', state="attached", timeout=120_000)
    page.keyboard.press("Escape")
    return page


def _presses(page: Page) -> list[float]:
    found = []
    for _ in range(PRESSES):
        before = page.url
        began = time.perf_counter()
        page.get_by_role("button", name="New seed").click()
        page.wait_for_function("(before) => location.href !== before", arg=before)
        page.wait_for_selector('[data-test-script-state="notRunning"]', state="attached")
        found.append(1000 * (time.perf_counter() - began))
    return found


if __name__ == "__main__":
    main()
