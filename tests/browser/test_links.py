"""A link is the whole state: copied from one browser, it opens the same in another one."""

import random
import time
from typing import Any

import pytest
from hypothesis import settings
from playwright.sync_api import Page, expect

from tests.browser.conftest import MakePage
from tests.browser.driving import TIMEOUT, open_app, wait_until_idle

STATES = 50 if settings.default is not None and settings.default.max_examples >= 500 else 2
"""With the deep profile (HYPOTHESIS_PROFILE=deep) so many as convince; else a few, each loads the app twice."""

SEEN = """
() => {
  const found = [];
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const text = node.data.trim();
      if (text && node.parentElement?.tagName !== "STYLE" && node.parentElement?.checkVisibility()) found.push(text);
      return;
    }
    if (node.tagName === "INPUT" || node.tagName === "TEXTAREA" || node.tagName === "SELECT") {
      found.push(`${node.type}: ${node.type === "checkbox" ? node.checked : node.value}`);
    }
    for (const name of ["aria-checked", "aria-pressed", "data-selected", "aria-valuenow"]) {
      if (node.getAttribute?.(name)) found.push(`${name} ${node.getAttribute(name)}`);
    }
    for (const child of [...(node.shadowRoot?.childNodes ?? []), ...node.childNodes]) walk(child);
  };
  walk(document.querySelector('[data-testid="stSidebar"]'));
  walk(document.querySelector('[data-testid="stMain"]'));
  return found;
}
"""
"""Every text, field and choice that is seen, from top to bottom, the player's own included."""


def seen(page: Page) -> list[str]:
    """What is seen once nothing changes any more."""
    end = time.monotonic() + TIMEOUT / 1000
    before: list[str] = []
    while time.monotonic() < end:
        wait_until_idle(page)
        now: list[str] = page.evaluate(SEEN)
        if now == before and len(now) > 50:
            return now
        before = now
        page.wait_for_timeout(700)
    raise AssertionError("the page does not come to rest")


def some_state(draw: random.Random) -> dict[str, str]:
    """An address of the debugger, with its tools."""
    cell = draw.choice(["LSTM", "GRU", "RNN"])
    gate = {"LSTM": "f", "GRU": "z", "RNN": "h"}[cell]
    state: dict[str, Any] = {
        "cell": cell,
        "input": draw.choice(["text", "series", "random"]),
        "hidden": draw.randint(2, 12),
        "layers": draw.randint(1, 2),
        "bidirectional": draw.randint(0, 1),
        "seed": draw.randint(0, 99),
        "panels": ",".join(draw.sample(["charts", "breakpoints", "watches", "what_if", "compare", "memory"], 3)),
        "t": draw.randint(0, 3),
        "op": draw.choice([gate, "h"]),
        "lang": draw.choice(["en", "zh"]),
    }
    maybe = {
        "text": "".join(draw.choices("abc \u4e2d&=%+#'\"", k=draw.randint(4, 12))),
        "series": " ".join(f"{draw.uniform(-2, 2):.2f}" for _ in range(draw.randint(4, 9))),
        "layer": state["layers"] - 1,
        "unit": draw.randint(0, 1),
        "gate": "h",
        "loss": draw.choice(["last", "all"]),
        "break": draw.choice(["abs(h) > 0.1", f"{gate}[0] > 0\nh crosses 0", "h[0] <"]),
        "watch": draw.choice(["mean(h)", "norm(h)\nh[1] - h[0]"]),
        "if": draw.choice([f"{gate} = 0.5 from t=1", "h[0] = 0\nx[0] += 1 at t=2", "no edit"]),
        "with": draw.choice(["cell=GRU\ncell=RNN", "seed=7", "hidden=3&seed=1\nshow=h"]),
        "changes": "0",
        "from": "h[1]@2",
        "forget_bias": "1.5",
        "trained": "3",
    }
    state |= {name: value for name, value in maybe.items() if draw.random() < 0.4}
    if cell != "LSTM":
        state.pop("forget_bias", None)
    return {name: str(value) for name, value in state.items()}


@pytest.mark.parametrize("seed", range(STATES))
def test_a_link_copied_from_a_random_state_opens_it_in_a_fresh_browser(
    make_page: MakePage, app_url: str, seed: int
) -> None:
    draw = random.Random(seed)
    page = make_page()
    state = some_state(draw)
    open_app(page, app_url, **state)
    seen(page)
    # The state is left by hand, too.
    for key in draw.choices(["ArrowRight", "ArrowDown", "ArrowUp", "End"], k=3):
        page.keyboard.press(key)
    page.wait_for_timeout(600)
    before = seen(page)
    page.get_by_role("button", name=COPY_LINK[state["lang"]], exact=True).click()
    expect(page.get_by_text(COPIED[state["lang"]])).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert "?" in link
    fresh = make_page()
    fresh.goto(link, timeout=TIMEOUT)
    fresh.wait_for_selector('.rnnviz [role="toolbar"]', timeout=TIMEOUT)
    expect(fresh).to_have_url(link)
    after = seen(fresh)
    assert [text for text in after if text not in COPIED.values()] == [
        text for text in before if text not in COPIED.values()
    ]


COPY_LINK = {"en": "Copy link", "zh": "\u590d\u5236\u94fe\u63a5"}

COPIED = {"en": "Copied", "zh": "\u5df2\u590d\u5236"}
"""What pressing the button leaves on the screen."""
