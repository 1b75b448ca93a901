"""Take the pictures of the README: ``make screenshots`` writes them to ``assets/screenshots``.

Each picture is an address of the real app, opened in Chromium and stepped with the keys as a person would.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, FilePayload, sync_playwright

from scripts.chromium import FLAGS, find
from scripts.serve import ROOT, serving
from scripts.tagger import saved

FOLDER = ROOT / "assets" / "screenshots"

IDLE = '[data-test-script-state="notRunning"]'

SETTLE = 1500
"""Milliseconds for charts to draw and animations to come to rest."""


@dataclass(frozen=True)
class Shot:
    """One picture: where to go, and which keys to press there."""

    name: str
    query: Mapping[str, str] = field(default_factory=dict)
    page: str = ""
    upload: bool = False
    """Whether the model of `scripts.tagger` is opened first, as a file."""
    press: tuple[str, ...] = ()
    """Buttons to press first, by their names."""
    keys: tuple[str, ...] = ()
    ready: str = ".toolbar"
    """A CSS selector of what is there last."""
    leaves: bool = True
    """Whether Escape is pressed first, which closes the tour; it would end a presentation."""
    dark: bool = False
    width: int = 1920
    height: int = 1080


SHOTS = (
    Shot("debugger", {"op": "c"}),
    Shot("text", {"input": "text", "hidden": "8", "weights": "random", "seed": "3", "t": "7", "op": "c", "unit": "2"}),
    Shot("gru-dark", {"cell": "GRU", "input": "series", "hidden": "16", "t": "4", "op": "h"}, dark=True),
    Shot("lesson", {"name": "lstm-in-four-stages"}, page="lesson", ready=".js-plotly-plot .main-svg"),
    Shot(
        "slide",
        {"name": "one-hot", "present": "1", "slide": "1"},
        page="lesson",
        ready=".js-plotly-plot .main-svg",
        leaves=False,
    ),
    Shot("worked-example", {"op": "c", "edits": "x.0.1=-4"}, page="worked-example"),
    Shot("as-printed", {"reading": "printed", "op": "written"}, page="worked-example"),
    Shot("shapes", {}, page="shapes", ready=".explorer .cell"),
    Shot("pitfall", {"pitfall": "last-step-of-both-directions"}, page="pitfalls", ready=".js-plotly-plot .main-svg"),
    Shot("by-hand", {"module": "joined-lstm"}, page="by-hand", ready=".js-plotly-plot .main-svg"),
    Shot("conventions", {}, page="conventions", ready=".js-plotly-plot .main-svg"),
    Shot("memory", {}, page="memory", ready=".js-plotly-plot .main-svg"),
    Shot("next-number", {}, page="train", press=("Train",), ready="text=Trained:"),
    # The same settings again: the training is there.
    Shot("moments", {}, page="train", press=("nn.LSTM",), ready=".toolbar", keys=("ArrowRight", "ArrowRight")),
    Shot("memory-tasks", {}, page="memory-tasks", ready=".js-plotly-plot .main-svg"),
    Shot(
        "characters",
        {"train": "text?source=english&hidden=128&embedding=32&epochs=15&prompt=The+"},
        page="text",
        ready=".js-plotly-plot .main-svg",
    ),
    Shot("your-model", page="your-model", upload=True, ready=".js-plotly-plot .main-svg", leaves=False),
    Shot(
        "your-sentence",
        page="your-model",
        upload=True,
        press=("Step through it",),
        keys=("ArrowRight",) * 3,
    ),
    Shot("trace", {"trace": "as-printed", "step": "31"}, page="trace", ready=".variables"),
    Shot("chinese", {"lang": "zh", "op": "c"}),
    Shot(
        "tools",
        {
            **{"input": "text", "hidden": "4", "t": "8", "op": "c", "panels": "breakpoints,watches,what_if"},
            **{"break": "memory-written\nf[0] < 0.4", "watch": "mean(f)\nnorm(h)", "if": "f = 1 from t=5"},
        },
        height=2200,
        ready=".comparison",
    ),
    Shot("charts", {"input": "text", "hidden": "8", "seed": "3", "t": "7", "op": "c", "unit": "2"}, height=2000),
    Shot("phone", {"op": "c"}, width=390, height=844),
)


def take(browser: Browser, url: str, shot: Shot, folder: Path) -> Path:
    """One picture, in ``folder``."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height},
        color_scheme="dark" if shot.dark else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(f"{url}/{shot.page}?{urlencode(shot.query)}")
    page.wait_for_selector(IDLE, state="attached", timeout=60_000)
    if shot.upload:
        file: FilePayload = {"name": "tagger.pt", "mimeType": "application/octet-stream", "buffer": saved()}
        page.locator("input[type=file]").first.set_input_files(file)
        page.locator(".js-plotly-plot .main-svg").first.wait_for(timeout=60_000)
    for name in shot.press:
        page.get_by_test_id("stMain").get_by_role("button", name=name, exact=True).click()
    page.locator(shot.ready).first.wait_for(timeout=600_000)
    if shot.leaves:
        page.keyboard.press("Escape")
    for key in shot.keys:
        page.keyboard.press(key)
    page.wait_for_timeout(SETTLE)
    path = folder / f"{shot.name}.png"
    page.screenshot(path=path)
    context.close()
    return path


def main() -> None:
    """Take every picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    chromium = find()
    with serving() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        for shot in SHOTS:
            print(take(browser, server.url, shot, FOLDER).relative_to(ROOT), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
