"""The card "Where from": what it tells is what `rnnviz.origin` tells; and the marks of what changed."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from playwright.sync_api import Page, expect
from torch import nn

import rnnviz
from rnnviz.analysis import Source, write_trail
from rnnviz.player import message
from tests.browser.conftest import MakePage
from tests.browser.driving import accessibility_problems, soon
from tests.browser.player_host import Host, open_host, record, view_of

CARD = """() => {
  const card = document.querySelector("#one").shadowRoot.querySelector(".where-from");
  if (card.hidden) return null;
  const text = (node, selector) => node.querySelector(selector)?.textContent ?? "";
  return {
    title: text(card, "h2"), total: text(card, ".card-total"), said: text(card, ".card-code"),
    way: [...card.querySelectorAll(".card-way li")].map((one) => one.textContent),
    rows: [...card.querySelectorAll(".card-terms li:not(.card-rest)")].map((row) =>
      [text(row, ".card-contribution"), text(row, ".card-factors"), text(row, ".card-numbers")]),
    rest: [...card.querySelectorAll(".card-rest > :not(.card-bar)")].map((one) => one.textContent),
    bars: [...card.querySelectorAll(".card-terms li:not(.card-rest) .card-bar i")].map((one) =>
      (one.classList.contains("below-zero") ? -1 : 1) * parseFloat(one.style.width)),
    lit: [...card.getRootNode().querySelectorAll("tbody tr")].flatMap((row) =>
      [...row.querySelectorAll(".value .box")].flatMap((box, slot) => /lit-(\\d)/.test(box.className)
        ? [[row.querySelector("th").textContent, slot, Number(/lit-(\\d)/.exec(box.className)[1])]] : [])),
  };
}"""


def card(host: Host) -> Any:
    host.settle()
    return host.page.evaluate(CARD)


def reported(host: Host, name: str, value: Any) -> Any:
    """The last place that Python hears of, once that has this value."""
    last = soon(lambda: host.reports()[-1:], lambda last: last and last[0][1].get(name) == value)
    return last[0][1]


def told(value: float, sign: bool = False) -> str:
    text = f"{value:z.4f}".replace("-", "−")
    return f"+{text}" if sign and value >= 0.00005 else text


def check(see: Any, found: rnnviz.Origin) -> None:
    """The card shows the eight largest contributions, the rest and the sum, as Python has them."""
    assert see["title"].startswith(f"{found.place.code} at t = {found.t}")
    assert see["title"].endswith(f" = {told(found.value)}")
    most = 8 if len(found.terms) > 9 else len(found.terms)
    wanted = [
        [
            told(term.contribution, sign=True),
            re.sub(r" - (?=\w+\[)", " − ", term.code).replace(" * ", " · "),
            f"= {' · '.join(told(one.value) for one in term.factors)}" if len(term.factors) > 1 else "",
        ]
        for term in found.terms[:most]
    ]
    assert see["rows"] == wanted
    rest = found.terms[most:]
    assert see["rest"] == (
        [told(sum(t.contribution for t in rest), True), f"and {len(rest)} more terms"] if rest else []
    )
    if found.edits:
        assert see["said"] == f"Set by hand: {'; '.join(found.edits)}"
    if len(found.terms) > 1:
        assert see["total"] == f"together: {told(found.total)}"
    assert [np.sign(width) for width in see["bars"] if width] == [
        np.sign(term.contribution) for term in found.terms[:most] if term.contribution
    ]


NUMBERS = """() => document.querySelector("#one").shadowRoot.querySelector(".with-numbers").textContent"""
LINKS = {
    "set": "h_prev[1]: go to h_prev[1] at t = 3",
    "as if it was not": "h_prev[1]: go to h[1] at t = 4",
    "handed over": "h_prev[0]: go to h[0] at t = 4",
}


@pytest.mark.parametrize("mode", ["LSTM", "GRU", "RNN_TANH", "RNN_RELU"])
def test_the_card_tells_what_python_tells(page: Page, tmp_path: Path, mode: str) -> None:
    rec = record(mode, 6, text="abcdefgh", layers=2, bidirectional=True, rows=2)
    if mode == "GRU":
        # An edited run: what was set names the edit.
        rec = rnnviz.rerun(
            rec, "z = 1 from t=2; h_prev[1] = 0.25 layer=1 direction=reverse; x += 0.5 at t=3; W_hr *= 2 from t=6"
        )
    host = open_host(page, tmp_path, rec)
    draw = np.random.default_rng(len(mode))
    for jump in range(1, 15):
        layer, row, t = (int(draw.integers(count)) for count in (2, 2, 8))
        direction, name = str(draw.choice(["forward", "reverse"])), str(draw.choice(rec.cell.variables))
        track = rec.track(layer, direction, row)
        unit = int(draw.integers(track.values(name).shape[1]))
        at: dict[str, Any] = {"layer": layer, "direction": direction, "row": row, "t": t}
        trail = write_trail([Source(name, unit, t, layer, direction)])
        made: dict[str, Any] = {"operation": name} if name not in rec.cell.inputs else {}
        host.show(view_of(rec, jump=jump, **at, **made, origin=trail))
        found = rnnviz.origin(rec, name, unit, t, layer=layer, direction=direction, batch=row)
        check(card(host), found)
    if mode == "GRU":
        for jump, (name, t) in enumerate((("z", 1), ("z", 2), ("x", 3)), start=15):
            made = {"operation": name} if name not in rec.cell.inputs else {}
            host.show(
                view_of(rec, jump=jump, layer=0, direction="forward", row=0, t=t, **made, origin=f"{name}[1]@{t}")
            )
            found = rnnviz.origin(rec, name, 1, t)
            assert bool(found.edits) == (t > 1)
            check(card(host), found)
            if name == "z":
                assert host.page.evaluate(NUMBERS).startswith("σ(" if t == 1 else "set by “z = 1 from t=2”")
                said = host.player.locator(".happened").inner_text()
                assert (said == "Unit 1: an edit set this value to 1.00.") == (t > 1)
        there: dict[str, Any] = {"layer": 1, "direction": "reverse", "t": 3, "operation": "n_h"}
        host.show(view_of(rec, jump=18, **there, origin="n_h[0]@3/1/reverse"))
        links = [name for name, text in LINKS.items() if host.player.get_by_role("button", name=text).count()]
        assert links == ["set", "handed over"]
        host.show(view_of(rec, jump=19, t=6, operation="a_r", origin="a_r[0]@6"))
        see = card(host)
        assert see["said"] == "Its weights were edited from some step on, and are not here: W_hr *= 2 from t=6"
        assert not see["rows"]
        assert host.page.evaluate(NUMBERS) == "with the weights after “W_hr *= 2 from t=6”"


@pytest.mark.parametrize(("kind", "values"), [(nn.LSTM, ("o", "h")), (rnnviz.by_hand.Jordan, ("y", "a"))])
def test_other_modules(page: Page, tmp_path: Path, kind: Any, values: tuple[str, ...]) -> None:
    torch.manual_seed(2)
    projected = kind is nn.LSTM
    module = kind(3, 5, num_layers=2, dropout=0.5, proj_size=2) if projected else kind(3, 5, 2)
    rec = rnnviz.record(module, torch.randn(4, 1, 3), allow_dropout=True)
    host = open_host(page, tmp_path, rec)
    t = rec.seq_len - 1
    for jump, name in enumerate(values, start=1):
        host.show(view_of(rec, jump=jump, t=t, operation=name, origin=f"{name}[1]@{t}"))
        check(card(host), rnnviz.origin(rec, name, 1, t))
    if projected:
        # What the layer above reads went through dropout: kept twice as large, or dropped.
        seen = set()
        for jump, (unit, at) in enumerate(((0, 0), (1, 0), (0, 1), (1, 1), (0, 2), (1, 2)), start=5):
            host.show(view_of(rec, jump=jump, layer=1, t=at, origin=f"x[{unit}]@{at}/1/forward"))
            found = rnnviz.origin(rec, "x", unit, at, layer=1)
            check(card(host), found)
            seen.add(found.terms[0].factors[-1].value)
        assert seen == {0.0, 2.0}


def test_a_number_is_followed_back_to_the_initial_state(page: Page, tmp_path: Path) -> None:
    """By mouse, keys and the way back; the player goes along, and Python hears the trail."""
    rec = record("LSTM", 4, text="abcd")
    host = open_host(page, tmp_path, rec, t=2, operation="h", origin="", changes=True)
    assert card(host) is None
    row = host.player.locator("tr", has=page.get_by_role("rowheader", name="c", exact=True))
    row.locator(".box").nth(3).click()
    found = rnnviz.origin(rec, "c", 3, 2)
    check(card(host), found)
    assert host.at() == (2, 11), "the player goes to the operation"
    link = host.player.get_by_role("button", name="kept[3]: go to kept[3] at t = 2")
    link.click()
    for t in (1, 0):
        host.player.get_by_role("button", name=re.compile(rf"^c_prev\[3\]: go to c\[3\] at t = {t}")).press("Enter")
        check(card(host), rnnviz.origin(rec, "c", 3, t))
        assert host.at()[0] == t
        page.keyboard.press("Tab")
        host.player.get_by_role("button", name="kept[3]: go to", exact=False).press("Enter")
    host.player.get_by_role("button", name="c_prev[3]: go to c_0[3]", exact=False).click()
    see = card(host)
    check(see, rnnviz.origin(rec, "c_0", 3, 0))
    assert see["said"] == "This is the initial state: it was given, nothing made it."
    assert see["way"] == ["…", "c[3] t 1", "kept[3] t 1", "c[3] t 0", "kept[3] t 0", "c_0[3] t 0"]
    reported(host, "origin", "c[3]@2 kept[3]@2 c[3]@1 kept[3]@1 c[3]@0 kept[3]@0 c_0[3]@0")
    page.keyboard.press("Backspace")
    assert card(host)["title"].startswith("kept[3] at t = 0")
    host.player.get_by_role("button", name="c[3] t 1").click()
    assert (card(host)["title"].split(" =")[0], host.at()) == ("c[3] at t", (1, 11))
    page.keyboard.press("Escape")
    assert card(host) is None
    reported(host, "origin", "")


def test_keys_open_walk_and_close_the_card(page: Page, tmp_path: Path) -> None:
    host = open_host(page, tmp_path, record("LSTM", 4, text="abcd"), t=2, operation="a_f")
    focused = "document.querySelector('#one').shadowRoot.activeElement?.className ?? null"
    page.keyboard.press("w")
    host.settle()
    assert page.evaluate(focused) == "card-link", "the focus goes along"
    unit = card(host)["title"][4]
    page.keyboard.press("ArrowRight")
    assert card(host)["title"].startswith(f"a_f[{unit}] at t = 3")
    page.keyboard.press("ArrowDown")
    assert card(host)["title"].startswith(f"a_g[{unit}] at t = 3")
    assert card(host)["way"] == [f"a_g[{unit}] t 3"], "who steps on begins a new way"
    page.keyboard.press("Escape")
    host.settle()
    assert page.evaluate(focused) == "ask"
    page.keyboard.press("Enter")
    assert card(host)["title"].startswith("a_g[")
    page.keyboard.press("w")
    assert card(host) is None


def test_the_card_goes_down_a_layer_and_keeps_the_focus(page: Page, tmp_path: Path) -> None:
    rec = record("GRU", 3, text="abcd", layers=2, bidirectional=True)
    host = open_host(page, tmp_path, rec, layer=1, t=2, operation="n_x", unit=1, origin="n_x[1]@2/1/forward")
    link = host.player.locator(".card-link", has_text="x[5]")
    expect(link).to_have_attribute("aria-label", "x[5]: go to h[2] at t = 2, layer 0, reverse")
    link.press("Enter")
    check(card(host), rnnviz.origin(rec, "h", 2, 2, direction="reverse"))
    assert page.evaluate("document.querySelector('#one').shadowRoot.activeElement.className") == "card-link"
    place = reported(host, "origin", "n_x[1]@2/1/forward h[2]@2/0/reverse")
    assert (place["layer"], place["direction"], place["unit"]) == (0, "reverse", 2)


@pytest.mark.parametrize("hidden", [4, 32])
def test_what_a_number_is_made_of_lights_up(page: Page, tmp_path: Path, hidden: int) -> None:
    rec = record("LSTM", hidden, text="abcd")
    host = open_host(page, tmp_path, rec, t=2, operation="a_o", origin="a_o[3]@2")
    terms = [term for term in rnnviz.origin(rec, "a_o", 3, 2).terms if term.sources]
    largest = abs(terms[0].contribution)
    wanted = {("a_o", 3): 5}
    for term in terms:
        share = abs(term.contribution) / largest
        name, entry = re.fullmatch(r"(\w+)\[(\d+)\]", term.factors[1].code).groups()  # type: ignore[union-attr]
        if share >= 0.05:
            wanted[name, int(entry)] = max(int(np.ceil(4 * share)), 1)
    see = {(name, slot): strength for name, slot, strength in card(host)["lit"]}
    if hidden == 4:
        assert see == wanted
    else:
        # Of many units the asked one and the strongest are written out; of h_prev they may both count.
        best = next(term for term in terms if "h_prev" in term.code).factors[1].code[7:-1]
        head = host.player.locator("thead .box").all_inner_texts()
        assert head[0] == "3"
        assert head[1] in (best, "3") or wanted["h_prev", int(head[1])] == wanted["h_prev", int(best)]
        assert see["a_o", 0] == 5
        assert see["h_prev", 1] == wanted["h_prev", int(head[1])]


def test_a_number_of_the_timeline_or_of_the_picture_is_asked_about(page: Page, tmp_path: Path) -> None:
    rec = record("RNN_TANH", 2, text="abcd")
    host = open_host(page, tmp_path, rec, t=1, operation="a")
    plot = host.player.locator(".plot")
    box = plot.bounding_box()
    assert box
    # Columns are at most 180 pixels wide, two units lie one above the other; the labels are below them.
    column = min(box["width"] / 4, 180)
    plot.click(position={"x": 2.5 * column, "y": box["height"] * 0.2})
    assert card(host) is None
    assert host.at() == (2, 1), "a click elsewhere goes there"
    plot.click(position={"x": 2.5 * column, "y": box["height"] * 0.7})
    check(card(host), rnnviz.origin(rec, "h", 1, 2))
    host.player.locator(".chip").nth(rec.cell.variables.index("x")).locator(".box").nth(2).click()
    see = card(host)
    check(see, rnnviz.origin(rec, "x", 2, 2))
    assert see["said"] == "This is an input: it was given, nothing made it."
    assert "“c”" in see["title"]


def test_where_the_numbers_or_the_weights_are_not(page: Page, tmp_path: Path) -> None:
    rec = record("GRU", 3, text="abcd")
    host = open_host(page, tmp_path, rec, t=2, operation="a_r", origin="a_r[9]@2")
    assert card(host) is None, "a trail of another recording is dropped"
    host.show(view_of(rec, jump=1, t=2, operation="a_r", origin="a_r[1]@2 h[1]@1"))
    assert card(host)["way"] == ["a_r[1] t 2"], "a trail that leads elsewhere begins anew"
    rec.save(tmp_path / "run.safetensors", weights=False)
    bare = rnnviz.load(tmp_path / "run.safetensors")
    host.send(message(bare))
    host.show(view_of(bare, jump=2, t=2, operation="a_r", origin="a_r[1]@2"))
    see = card(host)
    assert see["said"] == "This recording has no weights, so nobody can say what this sum is made of."
    assert (see["title"], see["rows"]) == (f"a_r[1] at t = 2 = {told(float(rec.track()[2]['a_r'][1]))}", [])
    # A window of a long recording, and nobody who could send the rest.
    long = record("GRU", 3, text="abcd" * 30)
    host.send(message(long, max_values=1000))
    host.show(view_of(long, jump=3, t=119, operation="h", origin="h[1]@119"))
    assert card(host)["said"] == "The numbers of this place are not here."


def test_nothing_moves_and_no_number_of_the_picture_is_covered(make_page: MakePage, tmp_path: Path) -> None:
    boxes = """() => { const root = document.querySelector("#one").shadowRoot;
      const box = (node) => { const { left, top, right, bottom } = node.getBoundingClientRect();
        return [left, top, right, bottom].map(Math.round); };
      return [".toolbar", ".diagram", ".timeline", ".sentence", ".formula", ".code", ".variables", ".where-from"]
        .map((one) => box(root.querySelector(one))); }"""
    for mode, width, height in (("LSTM", 1920, 1080), ("GRU", 1366, 768), ("RNN_TANH", 1366, 768)):
        page = make_page(width=width, height=height, motion="reduce")
        host = open_host(page, tmp_path, record(mode, 4), t=3)
        before = page.evaluate(boxes)
        page.keyboard.press("w")
        host.settle()
        *after, shown = page.evaluate(boxes)
        assert after == before[:-1]
        left, top, right, bottom = shown
        assert right - left > 300
        assert bottom - top > 150
        for other in (after[1], after[2], after[3], after[6]):
            assert other[2] <= left or other[0] >= right or other[3] <= top or other[1] >= bottom, (mode, shown, other)


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing(make_page: MakePage, tmp_path: Path, dark: bool) -> None:
    page = make_page(dark=dark, motion="reduce")
    host = open_host(page, tmp_path, record("LSTM", 16), dark=dark, t=5, operation="a_f", origin="h[3]@6 a_f[3]@5")
    assert card(host)["way"] == ["h[3] t 6", "a_f[3] t 5"]
    assert accessibility_problems(page) == []


MARKS = """() => Object.fromEntries(
  [...document.querySelector("#one").shadowRoot.querySelectorAll("tbody tr")].map((row) => [
    row.querySelector("th").textContent,
    [...row.querySelectorAll(".value .box")].map((box) => /(rose|fell)-\\d/.exec(box.className)?.[0] ?? "")]))"""


NOTCHES = """() => {
  const root = document.querySelector("#one").shadowRoot;
  const canvas = root.querySelector(".variables .strips");
  const around = canvas.getBoundingClientRect(), scale = canvas.width / around.width;
  const rows = [...root.querySelectorAll("tbody tr")].filter((row) => row.querySelector(".strip"));
  return Object.fromEntries(rows.map((row) => {
    const box = row.querySelector(".strip").getBoundingClientRect();
    const colour = (entry, y) => {
      const at = [box.left - around.left + (entry + 0.5) * box.width / 16, y - around.top].map((one) => one * scale);
      return canvas.getContext("2d").getImageData(...at.map(Math.round), 1, 1).data.join();
    };
    return [row.querySelector("th").textContent, Array.from({ length: 16 }, (_, entry) => {
      const middle = colour(entry, box.top + box.height / 2);
      return Number(colour(entry, box.top + 1) !== middle) - Number(colour(entry, box.bottom - 2) !== middle);
    })];
  }));
}"""


def changes(rec: rnnviz.Recording) -> dict[str, np.ndarray]:
    """Of every variable at t = 2, the change of each unit since t = 1, of the variable's range."""
    step, before = rec.track()[2], rec.track()[1]
    bounds = rnnviz.analysis.bounds(rec)
    return {
        name: (step[name] - before[name]) / (1 if bounds[name].unit else 2 * bounds[name].limit)
        for name in rec.cell.variables
    }


def test_strips_mark_what_changed_most(page: Page, tmp_path: Path) -> None:
    rec = record("LSTM", 16, text="abcd")
    host = open_host(page, tmp_path, rec, t=2, operation="h", changes=True)
    changed = changes(rec)
    notches = page.evaluate(NOTCHES)
    assert {"a_i", "f", "c", "h"} <= notches.keys()
    for name, shown in notches.items():
        wanted = np.where(np.abs(changed[name]) < 0.1, 0, np.sign(changed[name]))
        assert shown == ([0] * 16 if name.endswith("_prev") else wanted.tolist()), name
    assert any(any(row) for row in notches.values())
    host.player.get_by_role("button", name="changes").click()
    host.settle()
    assert not any(any(row) for row in page.evaluate(NOTCHES).values())


def test_what_changed_is_marked(page: Page, tmp_path: Path) -> None:
    rec = record("LSTM", 4, text="abcd")
    host = open_host(page, tmp_path, rec, t=2, operation="h", changes=True)
    marks = page.evaluate(MARKS)
    for name, change in changes(rec).items():
        sizes = np.searchsorted([0.02, 0.1, 0.3], np.abs(change), side="right")
        wanted = [
            f"{'rose' if by > 0 else 'fell'}-{size}" if size else "" for by, size in zip(change, sizes, strict=True)
        ]
        assert marks[name] == ([""] * len(change) if name.endswith("_prev") else wanted)
    page.keyboard.press("Home")
    host.settle()
    first = page.evaluate(MARKS)
    assert any(first["h"]), "a state has changed since the initial one"
    assert not any(first["f"])
    switch = host.player.get_by_role("button", name="changes")
    expect(switch).to_have_attribute("aria-pressed", "true")
    switch.click()
    page.keyboard.press("ArrowRight")
    host.settle()
    expect(switch).to_have_attribute("aria-pressed", "false")
    assert not any(any(row) for row in page.evaluate(MARKS).values())
    reported(host, "changes", False)


def test_features_that_have_names_are_called_by_them(page: Page, tmp_path: Path) -> None:
    """In the card, where a weight multiplies them; under the mouse, where their number stands."""
    torch.manual_seed(0)
    names = ["heat", "<b>wind</b>", "雨"]
    rec = rnnviz.record(nn.GRU(3, 2), torch.randn(3, 1, 3), features=names)
    host = open_host(page, tmp_path, rec, t=1, operation="a_r", origin="a_r[0]@1")
    factors = {row[1] for row in card(host)["rows"]}
    for place, name in enumerate(names):
        assert f"W_ir[0,{place}] · x[{place}] {name}" in factors
    assert "W_hr[0,0] · h_prev[0]" in factors
    titles = page.evaluate(
        """() => {
          const boxes = document.querySelector("#one").shadowRoot.querySelectorAll("tbody .box");
          return [...boxes].map((one) => one.title);
        }"""
    )
    assert titles[:3] == names
    assert not any(titles[3:])
