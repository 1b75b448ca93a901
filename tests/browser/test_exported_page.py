"""The player away from the app: a page opened from a file without a network, and the output of a notebook's cell."""

import pytest
import torch
from playwright.sync_api import Frame, expect
from torch import nn

import rnnviz
from rnnviz.document import HEIGHT
from rnnviz.theme import page_colours, rgb_of
from tests.browser.conftest import Opened
from tests.browser.driving import accessibility_problems, drawn
from tests.browser.player_host import record
from tests.player.notebook import executed

LAST = 13
"""Operations of an LSTM's step."""


@pytest.fixture(scope="module")
def rec() -> rnnviz.Recording:
    return record()


def at(frame: Frame) -> tuple[int, int]:
    """The time step and the number of the operation, from 1, that the toolbar tells."""
    drawn(frame)
    words = frame.locator(".where").inner_text().replace("\n", " ").split()
    return int(words[words.index("t") + 2]), int(words[words.index("operation") + 1])


def press(frame: Frame, *keys: str) -> tuple[int, int]:
    for key in keys:
        frame.page.keyboard.press(key)
    return at(frame)


def numbers(frame: Frame) -> dict[str, list[str]]:
    """The table of variables, as it is read."""
    read = """(rows) => rows.map((row) =>
      [".name", ".value .box"].map((part) => Array.from(row.querySelectorAll(part), (node) => node.textContent)))"""
    return {name: vector for (name,), vector in frame.locator("tbody tr").evaluate_all(read)}


def recorded(track: rnnviz.Track, t: int) -> dict[str, list[str]]:
    """The same from the recording."""
    values = track[t].values
    return {name: [f"{value:.4f}".replace("-", "−") for value in vector] for name, vector in values.items()}


def steps_by_keys(frame: Frame, rec: rnnviz.Recording) -> None:
    """Walk about with every key, and compare what is shown."""
    last = rec.seq_len - 1
    walk = [
        ("Home", (0, 1)),
        ("ArrowRight", (1, 1)),
        ("ArrowDown", (1, 2)),
        ("ArrowDown", (1, 3)),
        ("ArrowRight", (2, 3)),
        ("ArrowLeft", (1, 3)),
        ("ArrowUp", (1, 2)),
        ("End", (last, LAST)),
        ("ArrowLeft", (last - 1, LAST)),
    ]
    for key, place in walk:
        assert press(frame, key) == place, key
        assert numbers(frame) == recorded(rec.track(), place[0])
    frame.page.keyboard.press("Space")
    expect(frame.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    frame.page.keyboard.press("Space")
    expect(frame.get_by_role("button", name="Play", exact=True)).to_be_visible()


# -- from a file -----------------------------------------------------------------------------------------------------


def test_a_saved_page_is_stepped_with_the_keys(opened: Opened, rec: rnnviz.Recording) -> None:
    frame = opened(rnnviz.show(rec, t=5).to_html(), motion="no-preference")
    assert at(frame) == (5, 1)
    steps_by_keys(frame, rec)


def test_it_begins_without_the_tour_which_can_be_asked_for(opened: Opened, rec: rnnviz.Recording) -> None:
    frame = opened(rnnviz.show(rec).to_html())
    drawn(frame)
    expect(frame.get_by_role("dialog")).to_have_count(0)
    frame.get_by_role("button", name="Show me round").click()
    expect(frame.get_by_role("dialog")).to_contain_text("1 of 4")


def test_labels_from_outside_are_shown_as_they_are(opened: Opened) -> None:
    labels = ["</script><b>", "&quot;", "😀", "\ud83d", '"', "<!--"]
    rec = rnnviz.record(nn.GRU(1, 2), torch.zeros(6, 1, 1), labels=[labels])
    frame = opened(rnnviz.show(rec)._repr_html_())
    (inner,) = frame.child_frames
    inner.locator(".where").click()
    for t, label in enumerate(labels):
        assert at(inner) == (t, 1)
        assert f"“{label}”" in inner.locator(".where").inner_text()
        inner.page.keyboard.press("ArrowRight")


def expect_theme(frame: Frame, dark: bool) -> None:
    colour = f"rgb{rgb_of(page_colours(dark).page)}"
    for part in (".rnnviz", "body"):
        expect(frame.locator(part)).to_have_css("background-color", colour)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_it_is_light_or_dark_as_the_reader_wishes_and_follows_a_change(
    opened: Opened, rec: rnnviz.Recording, dark: bool
) -> None:
    frame = opened(rnnviz.show(rec).to_html(), dark=dark)
    assert press(frame, "ArrowRight", "ArrowDown") == (1, 2)
    expect_theme(frame, dark)
    for now in (not dark, dark):
        frame.page.emulate_media(color_scheme="dark" if now else "light")
        expect_theme(frame, now)
        assert at(frame) == (1, 2)


def test_it_speaks_chinese(opened: Opened, rec: rnnviz.Recording) -> None:
    frame = opened(rnnviz.show(rec, language="zh").to_html())
    expect(frame.get_by_role("button", name="播放", exact=True)).to_be_visible()
    expect(frame.locator(".where")).to_contain_text("t = 0，共 12")
    languages = """() => [document.documentElement.lang,
      document.getElementById("player").shadowRoot.querySelector(".rnnviz").lang]"""
    assert frame.evaluate(languages) == ["zh-Hans", "zh-Hans"]


@pytest.mark.parametrize(("width", "dark"), [(1200, False), (1200, True), (700, False)])
def test_axe_finds_nothing(opened: Opened, width: int, dark: bool) -> None:
    rec = record("LSTM", 16, bidirectional=True)
    frame = opened(rnnviz.show(rec, t=5).to_html(), width=width, height=HEIGHT, dark=dark, motion="reduce")
    press(frame, *["ArrowDown"] * 6)
    assert accessibility_problems(frame.page) == []


# -- more numbers than a page holds ----------------------------------------------------------------------------------


def test_past_the_steps_it_holds_the_page_says_which_they_are(opened: Opened) -> None:
    generator = torch.Generator().manual_seed(1)
    rec = rnnviz.record(nn.LSTM(2, 64), torch.randn(3300, 1, 2, generator=generator))
    frame = opened(rnnviz.show(rec, t=3000).to_html())
    expect(frame.locator(".happened")).to_contain_text("Unit")
    assert press(frame, "Home") == (0, 1)
    first = 3300 - 3_000_000 // (2 + 15 * 64)
    held = f"This page holds t = {first} to 3299 of layer 0, forward, batch row 0. For the numbers here: "
    expect(frame.locator(".happened")).to_have_text(f"{held}rnnviz.show(rec)")
    press(frame, "ArrowRight")
    expect(frame.locator(".happened")).to_have_text(f"{held}rnnviz.show(rec, t=1)")
    press(frame, "End")
    expect(frame.locator(".happened")).to_contain_text("Unit")


def test_in_another_layer_direction_or_row_the_page_says_which_one_it_holds(opened: Opened) -> None:
    generator = torch.Generator().manual_seed(1)
    lstm = nn.LSTM(2, 64, num_layers=2, bidirectional=True)
    rec = rnnviz.record(lstm, torch.randn(500, 2, 2, generator=generator))
    frame = opened(rnnviz.show(rec, layer=1, t=499).to_html())
    expect(frame.locator(".happened")).to_contain_text("Unit")
    frame.get_by_label("Direction").select_option("reverse")
    frame.get_by_label("Batch row").select_option("1")
    expect(frame.locator(".happened")).to_have_text(
        "This page holds t = 0 to 499 of layer 1, forward, batch row 0. "
        'For the numbers here: rnnviz.show(rec, layer=1, direction="reverse", batch=1, t=499)'
    )
    frame.get_by_label("Direction").select_option("forward")
    frame.get_by_label("Batch row").select_option("0")
    expect(frame.locator(".happened")).to_contain_text("Unit")


# -- in a notebook ---------------------------------------------------------------------------------------------------

# A notebook scrolls, and has keys of its own.
NOTEBOOK = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>notebook</title></head>
<body style="margin: 0; height: 4000px"><main><h1>notebook</h1>{outputs}</main>
<script>window.heard = []; addEventListener("keydown", (event) => window.heard.push(event.key));</script>
</body></html>"""


@pytest.fixture(scope="module")
def output(rec: rnnviz.Recording, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What a cell that ends in ``rnnviz.show(rec)`` displays."""
    file = tmp_path_factory.mktemp("notebook") / "run.safetensors"
    rec.save(file)
    notebook = executed(f"import rnnviz\nrec = rnnviz.load({str(file)!r})\nrnnviz.show(rec)")
    return str(notebook.cells[0].outputs[0].data["text/html"])


def test_after_a_click_a_cells_output_is_stepped_with_the_keys(
    opened: Opened, rec: rnnviz.Recording, output: str
) -> None:
    outer = opened(NOTEBOOK.format(outputs=output + output), width=1000)
    first, second = outer.child_frames
    outer.page.keyboard.press("ArrowDown")
    assert at(first) == at(second) == (0, 1)
    assert outer.evaluate("heard.splice(0)") == ["ArrowDown"], "until then the keys are the notebook's"
    first.locator(".where").click()
    steps_by_keys(first, rec)
    assert at(second) == (0, 1)
    second.locator(".diagram").click(position={"x": 5, "y": 5})
    assert press(second, "ArrowRight", "PageDown") == (1, 2)
    assert at(first) == (rec.seq_len - 2, LAST)
    assert outer.evaluate("heard") == []


def test_the_keys_do_not_scroll_the_notebook(opened: Opened, output: str) -> None:
    outer = opened(NOTEBOOK.format(outputs=output), width=700)
    (frame,) = outer.child_frames
    frame.locator(".where").click()
    scrolled = "[scrollX, scrollY]"
    before = outer.evaluate(scrolled)
    press(frame, "ArrowDown", "PageDown", "Space", "Space", "ArrowRight", "End", "ArrowDown", "Home", "ArrowUp")
    assert outer.evaluate(scrolled) == before
    assert frame.evaluate(scrolled) == [0, 0]


def test_axe_finds_nothing_wrong_with_the_frame(opened: Opened, output: str) -> None:
    outer = opened(NOTEBOOK.format(outputs=output), motion="reduce")
    (frame,) = outer.child_frames
    drawn(frame)
    assert accessibility_problems(outer.page) == []


def test_the_frame_with_the_keys_is_marked(opened: Opened, output: str) -> None:
    outer = opened(NOTEBOOK.format(outputs=output + output))
    first, second = outer.child_frames
    for one, other in ((first, second), (second, first)):
        one.locator(".where").click()
        expect(one.locator("html")).to_have_class("focused")
        expect(other.locator("html")).not_to_have_class("focused")
    outer.get_by_role("heading").click()
    expect(second.locator("html")).not_to_have_class("focused")


def test_the_output_follows_the_theme(opened: Opened, output: str) -> None:
    outer = opened(NOTEBOOK.format(outputs=output), dark=True)
    (frame,) = outer.child_frames
    expect_theme(frame, dark=True)
    outer.page.emulate_media(color_scheme="light")
    expect_theme(frame, dark=False)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [900, 1000, 1400])
def test_one_moment_fits_the_frame(opened: Opened, width: int, language: str) -> None:
    rec = record("LSTM", 16, layers=2, bidirectional=True, rows=2)
    frame = opened(rnnviz.show(rec, language=language).to_html(), width=width, height=HEIGHT)
    for _ in range(LAST):
        drawn(frame)
        assert frame.evaluate("[document.documentElement.scrollHeight, document.documentElement.scrollWidth]") == [
            HEIGHT,
            width,
        ]
        where = frame.locator(".where").evaluate("(node) => [node.scrollHeight, node.clientHeight]")
        assert where[0] <= where[1]
        frame.page.keyboard.press("ArrowDown")


def test_a_narrow_frame_scrolls_inside(opened: Opened, rec: rnnviz.Recording) -> None:
    frame = opened(rnnviz.show(rec).to_html(), width=700, height=HEIGHT)
    drawn(frame)
    assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert frame.evaluate("document.documentElement.scrollHeight > innerHeight")
    expect(frame.locator(".diagram")).to_be_in_viewport(ratio=1)
