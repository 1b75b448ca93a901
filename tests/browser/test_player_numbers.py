"""What the player shows is what was recorded: picture, formula, code, sentence, table and timeline, at any place."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from rnnviz import theme
from rnnviz.cells.code import code_line
from rnnviz.cells.substitute import fill, number, template
from rnnviz.recorder import Step, Track
from tests.browser.player_host import Host, open_host, record, view_of
from tests.cells.test_narration import case_for
from tests.strategies import MODES

SHOWN = """() => {
  const root = document.querySelector("#one").shadowRoot;
  const text = (node) => node.textContent;
  const boxes = (node) => [...node.querySelectorAll(".vector .box")].map((box) => {
    const { backgroundColor: back, color } = getComputedStyle(box);
    return { text: text(box.lastChild), entry: box.querySelector("i")?.textContent ?? null, back, color };
  });
  const rows = [...root.querySelectorAll("tbody tr")];
  return {
    equation: text(root.querySelector(".equation.current math")),
    equations: root.querySelectorAll(".equation.current").length,
    unit: text(root.querySelector(".of-unit")),
    line: text(root.querySelector(".with-numbers")),
    result: text(root.querySelector(".result")),
    code: [...root.querySelectorAll(".line")].map(text),
    lit: [...root.querySelectorAll(".line")].map((line) => line.classList.contains("current")),
    pale: [...root.querySelectorAll(".line")].map((line) => line.classList.contains("later")),
    said: text(root.querySelector(".happened")),
    rows: Object.fromEntries(rows.map((row) => [text(row.querySelector("th")), {
      shape: text(row.querySelector(".shape")), boxes: boxes(row),
      change: text(row.querySelector(".by") ?? row.firstChild),
      current: row.classList.contains("current"), later: row.classList.contains("later") }])),
    nodes: [...root.querySelectorAll(".node")].map((node) => node.classList.contains("now")),
    chips: [...root.querySelectorAll(".chip")].map((chip) => ({
      boxes: boxes(chip), now: chip.classList.contains("now"), later: chip.classList.contains("later") })),
    units: text(root.querySelector(".units")),
    dots: [...root.querySelectorAll(".flow i")].filter((dot) => dot.style.opacity === "1").length,
  };
}"""


def shown(host: Host) -> dict[str, Any]:
    host.settle()
    answer: dict[str, Any] = host.page.evaluate(SHOWN)
    return answer


def minus(text: str) -> str:
    return text.replace("-", "−")


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", colour)[:3])


def before(track: Track, step: Step, name: str) -> np.ndarray | None:
    """The variable one step earlier in the order of processing; a state's is what came into this step."""
    if name in track.cell_type.states:
        return step[f"{name}_prev"]
    t = step.t + (1 if track.direction == "reverse" else -1)
    return track[t][name] if 0 <= t < len(track) else None


def sentence(track: Track, step: Step, operation: Any, unit: int) -> str:
    """The sentence, put together from its case in Python."""
    values = {name: float(value[unit if len(value) > unit else 0]) for name, value in step.values.items()}

    def put(match: re.Match[str]) -> str:
        name = match[1]
        if name in ("unit", "t"):
            return str({"unit": unit, "t": step.t}[name])
        if name.endswith("%"):
            return f"{number(100 * values[name[:-1]], 0)} %"
        if name.startswith("|"):
            return number(abs(values[name[1:-1]]), 2)
        return number(values[operation.name if name == "value" else name], 2)

    return re.sub(r"\{([^{}]+)\}", put, case_for(operation, values).text)


@pytest.mark.parametrize("direction", ["forward", "reverse"])
@pytest.mark.parametrize("mode", MODES)
def test_every_operation_shows_its_numbers(page: Page, tmp_path: Path, mode: str, direction: str) -> None:
    rec = record(mode, 2, text="abcd", bidirectional=True)
    track, t = rec.track(0, direction), 1 if direction == "forward" else 2
    step = track[t]
    host = open_host(page, tmp_path, rec, direction=direction, t=t)
    for place, operation in enumerate(rec.cell.operations):
        see = shown(host)
        line = fill(template(operation), step.values, track.weights, unit=0)
        assert (see["unit"], see["line"]) == ("unit 0:", line)
        assert see["result"] == number(float(step[operation.name][0]), 4)
        assert see["code"] == [code_line(each) for each in rec.cell.operations]
        assert see["lit"] == [index == place for index in range(len(rec.cell.operations))]
        assert see["pale"] == [index > place for index in range(len(rec.cell.operations))]
        assert see["said"] == " ".join(sentence(track, step, operation, unit) for unit in (0, 1))
        assert see["nodes"].count(True) == see["equations"] == 1
        assert see["nodes"][place]
        assert see["dots"] > 0
        _check_table(see, track, step, place)
        _check_chips(see, track, step, place)
        host.page.keyboard.press("ArrowDown")


def _check_table(see: dict[str, Any], track: Track, step: Step, place: int) -> None:
    names = [*track.cell_type.inputs, *(operation.name for operation in track.cell_type.operations)]
    assert list(see["rows"]) == names
    for index, name in enumerate(names):
        row, values = see["rows"][name], step[name]
        assert row["shape"] == f"({len(values)},)"
        assert [box["text"] for box in row["boxes"]] == [minus(f"{value:.4f}") for value in values]
        operation = index - len(track.cell_type.inputs)
        assert (row["current"], row["later"]) == (operation == place, operation > place)
        then = before(track, step, name)
        if operation >= 0 and then is not None:
            assert row["change"].split() == [minus(f"{value:+.4f}") if value else "0.0000" for value in values - then]


def _check_chips(see: dict[str, Any], track: Track, step: Step, place: int) -> None:
    names = [*track.cell_type.inputs, *(operation.name for operation in track.cell_type.operations)]
    for index, (name, chip) in enumerate(zip(names, see["chips"], strict=True)):
        assert [box["text"] for box in chip["boxes"]] == [minus(f"{value:.2f}") for value in step[name]]
        operation = index - len(track.cell_type.inputs)
        assert (chip["now"], chip["later"]) == (operation == place, operation > place)


@pytest.mark.parametrize("mode", ["LSTM", "GRU"])
def test_a_box_has_the_colour_of_its_number(page: Page, tmp_path: Path, mode: str) -> None:
    rec = record(mode, 2, text="abcd")
    host = open_host(page, tmp_path, rec, t=3, operation="h")
    gates = {operation.name for operation in rec.cell.operations if operation.role == "gate"}
    see, step = shown(host), rec.track()[3]
    for name in gates:
        for box, value in zip(see["rows"][name]["boxes"], step[name], strict=True):
            assert np.abs(np.subtract(rgb(box["back"]), theme.UNIT_RAMP.at(float(value)))).max() <= 2
            assert (
                box["color"]
                == {"#000000": "rgb(0, 0, 0)", "#FFFFFF": "rgb(255, 255, 255)"}[
                    theme.text_on(rgb(box["back"])[:3])  # type: ignore[arg-type]
                ]
            )
    for box, value in zip(see["rows"]["h"]["boxes"], step["h"], strict=True):
        # Red above zero, blue below.
        red, _, blue = rgb(box["back"])
        assert (red > blue) == (value > 0)


def test_of_many_units_the_selected_one_and_those_that_changed_most_are_written_out(page: Page, tmp_path: Path) -> None:
    rec = record("LSTM", 40, text="abcdef")
    step = rec.track()[3]
    change = abs(step["c"] - step["c_prev"]) + abs(step["h"] - step["h_prev"])
    ranked = [int(unit) for unit in np.argsort(-change, kind="stable")]
    host = open_host(page, tmp_path, rec, t=3, operation="c")
    see = shown(host)
    assert [box["text"] for box in see["rows"]["c"]["boxes"]] == [
        minus(f"{step['c'][unit]:.4f}") for unit in ranked[:2]
    ]
    assert see["units"] == f"numbers: units {ranked[0]}, {ranked[1]}; strips: all 40"
    assert see["unit"] == f"unit {ranked[0]}, changed most:"
    assert see["said"].startswith(f"Unit {ranked[0]}:")
    heads = page.locator("#one thead .box").all_inner_texts()
    assert [int(head) for head in heads] == ranked[:2]
    chosen = next(unit for unit in range(40) if unit not in ranked[:5])
    host.player.get_by_label("Unit").select_option(str(chosen))
    see = shown(host)
    assert [box["text"] for box in see["rows"]["f"]["boxes"]] == [
        minus(f"{step['f'][unit]:.4f}") for unit in (chosen, ranked[0])
    ]
    assert {len(chip["boxes"]) for chip in see["chips"][1:]} == {1}
    assert see["said"].startswith(f"Unit {chosen}:")
    assert see["result"] == number(float(step["c"][chosen]), 4)


@pytest.mark.parametrize("hidden", [5, 40])
def test_a_long_product_shows_its_largest_terms_and_the_rest(page: Page, tmp_path: Path, hidden: int) -> None:
    rec = record("GRU", hidden, text="abcdefghij", one_hot=True)
    track = rec.track()
    host = open_host(page, tmp_path, rec, t=4, unit=3)
    for operation in rec.cell.operations[:2]:
        line = fill(template(operation), track[4].values, track.weights, unit=3)
        assert "more]" in line
        assert shown(host)["line"] == line
        host.page.keyboard.press("ArrowDown")


def test_a_number_that_was_not_computed_stays_visible(page: Page, tmp_path: Path) -> None:
    rec = record("LSTM", 2, text="abcdefgh", spoilt=4)
    host = open_host(page, tmp_path, rec, t=4, operation="c")
    missing = theme.rgb_of(theme.MISSING)
    see = shown(host)
    assert {(box["text"], rgb(box["back"])) for box in see["rows"]["c"]["boxes"]} == {("NaN", missing)}
    assert see["result"] == "nan"
    # In the timeline, too: from t = 4 on everything is missing, before it nothing is.
    column = """([t]) => {
      const root = document.querySelector("#one").shadowRoot;
      const canvas = root.querySelector(".plot canvas");
      const x = Math.round(((t + 0.2) * canvas.width) / 8);
      const { data } = canvas.getContext("2d").getImageData(x, 0, 1, Math.round(canvas.height * 0.8));
      return Array.from({ length: data.length / 4 }, (_, k) => [...data.slice(4 * k, 4 * k + 4)].join());
    }"""
    colour = ",".join(map(str, (*missing, 255)))
    for t in range(8):
        pixels = page.evaluate(column, [t])
        assert (pixels.count(colour) > len(pixels) / 2) == (t >= 4)
        assert (colour in pixels) == (t >= 4)


def test_the_bands_of_the_timeline_are_the_recording(page: Page, tmp_path: Path) -> None:
    rec = record("GRU", 3, text="to be or not to be, that is")
    host = open_host(page, tmp_path, rec)
    host.settle()
    pixels = page.evaluate(
        """() => {
          const root = document.querySelector("#one").shadowRoot;
          const canvas = root.querySelector(".plot canvas");
          const context = canvas.getContext("2d");
          const names = [...root.querySelectorAll(".band-name")].map((name) => parseFloat(name.style.top));
          const ratio = canvas.height / canvas.getBoundingClientRect().height;
          const step = (names[1] - names[0]) - 5;
          return names.map((middle) => Array.from({ length: 27 }, (_, t) => [0, 1, 2].map((unit) => {
            const y = (middle - step / 2 + (unit + 0.5) * step / 3) * ratio;
            return [...context.getImageData((t + 0.5) * canvas.width / 27, y, 1, 1).data].slice(0, 3);
          })));
        }"""
    )
    track = rec.track()
    for name, band in zip(("r", "z", "n", "h"), pixels, strict=True):
        values = track.values(name)
        ramp = theme.UNIT_RAMP if name in "rz" else theme.SIGNED_RAMP
        wanted = [[ramp.at(v if name in "rz" else 0.5 + v / 2) for v in row] for row in values.tolist()]
        assert np.abs(np.subtract(band, wanted)).max() <= 4, name


def test_a_long_recording_is_pooled_by_its_largest_magnitude(page: Page, tmp_path: Path) -> None:
    rec = record("RNN_TANH", 16, text="x" * 2000, labels=False, spoilt=None)
    host = open_host(page, tmp_path, rec)
    host.page.keyboard.press("End")
    assert host.at() == (1999, 2)
    assert int(host.player.get_by_role("slider").get_attribute("aria-valuemax") or 0) == 1999
    see = shown(host)
    unit = int(see["unit"].split()[1].rstrip(","))
    assert see["result"] == number(float(rec.track()[1999]["h"][unit]), 4)


def test_outside_text_is_shown_as_text(page: Page, tmp_path: Path) -> None:
    rec = record("RNN_TANH", 2, text="ab")
    nasty = "<img/src=x/onerror=alert(1)>"
    object.__setattr__(rec, "labels", ((nasty, " "),))
    host = open_host(page, tmp_path, rec)
    expect(host.where).to_contain_text(f"“{nasty}”")
    assert host.player.locator("img").count() == 0
    host.page.keyboard.press("ArrowRight")
    expect(host.where).to_contain_text("“␣”")


def test_each_unit_can_be_chosen(page: Page, tmp_path: Path) -> None:
    rec = record("LSTM", 3, text="abc")
    host = open_host(page, tmp_path, rec, t=2, operation="h", unit=1)
    track, step = rec.track(), rec.track()[2]
    see = shown(host)
    assert see["said"] == sentence(track, step, rec.cell.operation("h"), 1)
    assert see["unit"] == "unit 1:"
    assert [chip["boxes"][0]["text"] for chip in see["chips"][1:]] == [
        minus(f"{step[name][1]:.2f}") for name in track.cell_type.variables[1:]
    ]
    host.show(view_of(rec, jump=1, t=2, operation="h"))
    assert shown(host)["unit"].endswith("changed most:")
