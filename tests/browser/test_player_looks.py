"""The player can be read: everything of one moment in one view, nothing cut or covered, in every theme and language."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from rnnviz.player import message
from rnnviz.player.page import page as standalone
from rnnviz.player.words import player_words
from rnnviz.words import translation
from tests.browser.conftest import MakePage
from tests.browser.driving import accessibility_problems
from tests.browser.player_host import Host, open_host, record, view_of

PROJECTOR = {"width": 1580, "height": 980}
"""1920 x 1080 less a sidebar of 300 and the page's own margins."""

# Everything that must not be cut: its box, and the box that it must stay in.
BOXES = """() => {
  const root = document.querySelector("#one").shadowRoot;
  const box = (node) => {
    const { left, top, right, bottom } = node.getBoundingClientRect();
    return [left, top, right, bottom];
  };
  const seen = (node) => node.getClientRects().length > 0 && getComputedStyle(node).visibility === "visible";
  const all = (selector) => [...root.querySelectorAll(selector)].filter(seen);
  const inside = [];
  const put = (what, whole) => all(what).forEach((node) => {
    // A text is as large as its letters, whatever box it was given.
    const range = document.createRange();
    range.selectNodeContents(node);
    const outer = node.closest(whole);
    inside.push([what, box(range), box(outer), node.textContent]);
  });
  put(".whole", ".where"); put(".happened", ".sentence");
  put(".equation.current", ".formula"); put(".numbers", ".formula");
  put(".line", ".code"); put("tbody tr", ".variables"); put("td", "td"); put(".by", "td"); put("thead th", "th");
  put(".vector .box", ".box"); put(".chip", ".stage"); put(".node text", ".stage"); put(".timeline-head", ".timeline");
  put(".scale", ".timeline"); put(".hint", ".hints"); put(".cursor b", ".timeline"); put(".band-name", ".timeline");
  const panels = all(".toolbar, .diagram, .timeline, .sentence, .formula, .code, .variables")
    .map((one) => [one.className, box(one)]);
  const chips = all(".chip").map((chip) => [chip.textContent, box(chip.querySelector(".vector"))]);
  const symbols = all(".chip .symbol").map((one) => [one.textContent, box(one)]);
  const nodes = all(".node").map((node) => [node.textContent, box(node.querySelector("circle, rect"))]);
  return { inside, panels, chips, symbols, nodes, height: document.documentElement.scrollHeight };
}"""


def overlaps(one: list[float], other: list[float], spare: float = 1.0) -> bool:
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > spare and min(one[3], other[3]) - max(one[1], other[1]) > spare
    )


def pairs(things: list[Any]) -> Iterator[tuple[Any, Any]]:
    for index, one in enumerate(things):
        for other in things[index + 1 :]:
            yield one, other


def troubles(host: Host, height: int | None) -> list[str]:
    """Everything that is cut, covered, or outside of the window."""
    host.settle()
    # As one text: Playwright takes long over thousands of values.
    see = json.loads(host.page.evaluate(f"JSON.stringify(({BOXES})())"))
    found = []
    for what, (left, top, right, bottom), whole, text in see["inside"]:
        if left < whole[0] - 1.5 or top < whole[1] - 4 or right > whole[2] + 1.5 or bottom > whole[3] + 4:
            found.append(f"{what} is cut: {text!r}: {(left, top, right, bottom)} in {whole}")
    found += [f"{a[0]} over {b[0]}" for a, b in pairs(see["panels"]) if overlaps(a[1], b[1])]
    found += [f"chip {a[0]} over chip {b[0]}" for a, b in pairs(see["chips"]) if overlaps(a[1], b[1])]
    found += [f"symbol {a[0]} over symbol {b[0]}" for a, b in pairs(see["symbols"]) if overlaps(a[1], b[1])]
    found += [f"chip {a[0]} over node {b[0]}" for a in see["chips"] for b in see["nodes"] if overlaps(a[1], b[1])]
    found += [
        f"symbol {a[0]} over node {b[0]}" for a in see["symbols"] for b in see["nodes"] if overlaps(a[1], b[1], 3)
    ]
    if height is not None and see["height"] > height:
        found.append(f"the page is {see['height']} high")
    return found


def chinese(rec: Any) -> dict[str, str]:
    return translation("zh").words(player_words(rec.cell))


# Up to eight units are all written out; of more, a few. In Chinese the words have other widths.
@pytest.mark.parametrize(
    ("hidden", "language"),
    [*((hidden, "en") for hidden in (1, 2, 3, 4, 8, 16, 128)), *((hidden, "zh") for hidden in (2, 8, 16))],
)
@pytest.mark.parametrize("mode", ["LSTM", "GRU", "RNN_TANH"])
def test_one_moment_is_seen_whole(make_page: MakePage, tmp_path: Path, mode: str, hidden: int, language: str) -> None:
    rec = record(mode, hidden, text="to be or not to be", one_hot=True)
    words = chinese(rec) if language == "zh" else None
    page = make_page(**PROJECTOR, dark=hidden == 16)
    host = open_host(page, tmp_path, rec, dark=hidden == 16, words=words, t=6)
    for _ in rec.cell.operations:
        assert troubles(host, PROJECTOR["height"]) == []
        page.keyboard.press("ArrowDown")


@pytest.mark.parametrize("mode", ["LSTM", "GRU"])
def test_with_one_unit_every_choice_and_large_numbers(make_page: MakePage, tmp_path: Path, mode: str) -> None:
    rec = record(mode, 4, layers=2, bidirectional=True, rows=3)
    page = make_page(**PROJECTOR)
    host = open_host(page, tmp_path, rec, layer=1, direction="reverse", row=2, unit=3, t=10)
    for _ in rec.cell.operations:
        assert troubles(host, PROJECTOR["height"]) == []
        page.keyboard.press("ArrowDown")


@pytest.mark.parametrize(("width", "height"), [(1046, 768), (1300, 720), (2200, 1300), (3500, 2000), (900, 1200)])
def test_other_windows_cut_nothing(make_page: MakePage, tmp_path: Path, width: int, height: int) -> None:
    page = make_page(width=width, height=height)
    host = open_host(page, tmp_path, record("LSTM", 8), t=5, operation="c")
    assert troubles(host, None) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_phone_has_everything_one_below_the_other(make_page: MakePage, tmp_path: Path) -> None:
    page = make_page(width=390, height=844, touch=True)
    host = open_host(page, tmp_path, record("LSTM", 4), t=5, operation="c")
    host.settle()
    see = page.evaluate(BOXES)
    assert [f"{a[0]} over {b[0]}" for a, b in pairs(see["panels"]) if overlaps(a[1], b[1])] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [name for name, box in sorted(see["panels"], key=lambda one: one[1][1])][:3] == [
        "toolbar",
        "panel sentence",
        "panel diagram small",
    ]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("mode", ["LSTM", "GRU", "RNN_RELU"])
def test_axe_finds_nothing(make_page: MakePage, tmp_path: Path, mode: str, dark: bool) -> None:
    page = make_page(dark=dark, motion="reduce")
    rec = record(mode, 16, bidirectional=True)
    host = open_host(
        page, tmp_path, rec, dark=dark, t=5, operation=rec.cell.operations[len(rec.cell.operations) // 2].name
    )
    expect(host.player).to_have_class(re.compile("dark" if dark else "^rnnviz"))
    assert accessibility_problems(page) == []
    host.player.get_by_role("button", name="Show me round").click()
    assert accessibility_problems(page) == []


def test_axe_finds_nothing_on_a_phone(make_page: MakePage, tmp_path: Path) -> None:
    page = make_page(width=390, height=844, touch=True, motion="reduce")
    open_host(page, tmp_path, record(), t=5, operation="c")
    assert accessibility_problems(page) == []


def test_every_word_is_translated(make_page: MakePage, tmp_path: Path) -> None:
    rec = record("LSTM", 16, layers=2, bidirectional=True, rows=2, text="09876", one_hot=True)
    words = {text: "⟦" + re.sub(r"\w+(?![^{]*\})", "", text) + "⟧" for text in player_words(rec.cell)}
    page = make_page()
    host = open_host(page, tmp_path, rec, words=words, direction="reverse")
    host.player.locator(".help").click()
    read = """() => {
      const root = document.querySelector("#one").shadowRoot;
      const foreign = "math, code, .name, .node .label, style, .result, .with-numbers";
      for (const data of root.querySelectorAll(foreign)) data.textContent = "";
      const names = [...root.querySelectorAll("[aria-label], [title], [aria-valuetext]")].flatMap(
        (node) => ["aria-label", "title", "aria-valuetext"].map((name) => node.getAttribute(name) ?? ""));
      return [...names, root.querySelector(".rnnviz").textContent].join(" ");
    }"""
    data = {"t", "tanh", "Home", "End", "Space", "Shift", "B", "w", "i", "f", "g", "o", "c", "h"}
    left = set(re.findall(r"[A-Za-z]+", page.evaluate(read))) - data
    assert left == set()


def test_dots_run_unless_less_motion_is_wished_for(make_page: MakePage, tmp_path: Path) -> None:
    running = "document.querySelector('#one').shadowRoot.querySelector('.flow').getAnimations({subtree: true}).length"
    for motion in ("no-preference", "reduce"):
        page = make_page(motion=motion)
        host = open_host(page, tmp_path, record(), t=5, operation="c")
        if motion == "no-preference":
            page.wait_for_function(f"{running} > 0")
        else:
            page.wait_for_timeout(900)
            assert page.evaluate(running) == 0
        assert host.player.locator(".flow i").count() > 0


def test_the_players_own_page_works_offline(make_page: MakePage, tmp_path: Path) -> None:
    rec = record("LSTM", 2)
    file = tmp_path / "own.html"
    file.write_text(standalone(message(rec), view_of(rec), title="</title><b>x"), encoding="utf-8")
    assert "<b>" not in file.read_text(encoding="utf-8").split("<style>")[0]
    page = make_page()
    page.goto(file.as_uri())
    page.keyboard.press("End")
    expect(page.locator(".where")).to_contain_text("operation 13 of 13")
    value = f"{rec.track()[11]['h'][0]:.4f}".replace("-", "−")
    expect(page.locator("tbody tr").last).to_contain_text(value)
